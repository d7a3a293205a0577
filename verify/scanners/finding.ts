import { type App, CfnElement } from 'aws-cdk-lib';
import type { Profile, ScannedStack, Subject } from './subjects';

export interface Finding {
  readonly scanner: string;
  readonly subject: string;
  readonly profile: Profile;
  readonly rule: string;
  /** The path of the construct; of the stack, where it is not about one resource. */
  readonly path: string;
  /** That it is acknowledged in the app, with a reason: only cdk-nag reads that. */
  readonly acknowledged?: boolean;
}

/** A template that is scanned without its app. */
export interface ScannedTemplate {
  readonly subject: Subject;
  readonly stack: ScannedStack;
}

export const templatesOf = (subjects: Subject[]): ScannedTemplate[] =>
  subjects.flatMap((subject) => subject.stacks.map((stack) => ({ subject, stack })));

/** A finding of a scanner at a resource of a template. */
export function findingOn({ subject, stack }: ScannedTemplate, scanner: string, rule: string, logicalId?: string): Finding {
  return { scanner, rule, subject: subject.name, profile: subject.profile, path: pathOf(subject.app, stack.name, logicalId) };
}

function pathOf(app: App, stackName: string, logicalId?: string): string {
  const element = app.node
    .findAll()
    .filter((node) => CfnElement.isCfnElement(node))
    .find(({ stack, logicalId: own }) => stack.stackName === stackName && stack.resolve(own) === logicalId);
  return element?.node.path ?? stackName;
}

/** A rule that finds several things in a resource counts once. */
export function distinct(findings: Finding[]): Finding[] {
  const text = ({ scanner, subject, profile, rule, path }: Finding) => [scanner, subject, profile, rule, path].join(' ');
  return [...new Map(findings.map((finding) => [text(finding), finding])).values()];
}
