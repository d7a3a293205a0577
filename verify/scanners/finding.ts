import { type App, CfnElement } from 'aws-cdk-lib';
import type { JudgedStack, Profile, Subject } from './subjects';

export interface Finding {
  readonly judge: string;
  readonly subject: string;
  readonly profile: Profile;
  readonly rule: string;
  /** The path of the construct; of the stack, where it is not about one resource. */
  readonly path: string;
  /** That it is acknowledged in the app, with a reason: only cdk-nag reads that. */
  readonly acknowledged?: boolean;
}

/** A template that is scanned without its app. */
export interface JudgedTemplate {
  readonly subject: Subject;
  readonly stack: JudgedStack;
}

export const templatesOf = (subjects: Subject[]): JudgedTemplate[] =>
  subjects.flatMap((subject) => subject.stacks.map((stack) => ({ subject, stack })));

/** A finding of a scanner at a resource of a template. */
export function findingOn({ subject, stack }: JudgedTemplate, judge: string, rule: string, logicalId?: string): Finding {
  return { judge, rule, subject: subject.name, profile: subject.profile, path: pathOf(subject.app, stack.name, logicalId) };
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
  const text = ({ judge, subject, profile, rule, path }: Finding) => [judge, subject, profile, rule, path].join(' ');
  return [...new Map(findings.map((finding) => [text(finding), finding])).values()];
}
