import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { CfnGuardValidator } from '@cdklabs/cdk-validator-cfnguard';
import {
  App,
  CfnElement,
  CloudFormationValidatePlugin,
  type IPolicyValidationContext,
  type IPolicyValidationPlugin,
  type PolicyViolatingResource,
  Stack,
} from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import * as nag from 'cdk-nag';
import { Preflight } from 'cdk-preflight';

export interface ToolFinding {
  /** Who found it: a key of `TOOLS`. */
  readonly tool: string;
  readonly rule: string;
  /** The logical id, or `(template)` where the finding is not about one resource. */
  readonly resource: string;
}

/** Each scanner of templates that comes by npm. Each starts with the first template that it scans, once a process. */
export const TOOLS: Record<string, () => IPolicyValidationPlugin> = {
  'CloudFormation validator': once(() => new CloudFormationValidatePlugin()),
  'cdk-preflight': once(preflight),
  'Control Tower': once(() => new CfnGuardValidator()),
  AwsSolutions: once(() => new nag.AwsSolutionsChecks()),
  Serverless: once(() => new nag.ServerlessChecks()),
  HIPAA: once(() => new nag.HIPAASecurityChecks()),
  'NIST 800-53 R4': once(() => new nag.NIST80053R4Checks()),
  'NIST 800-53 R5': once(() => new nag.NIST80053R5Checks()),
  'PCI DSS': once(() => new nag.PCIDSS321Checks()),
};

const TARGET = { accountId: '111122223333', region: 'eu-west-1' };
const EXTENSION = '.template.json';
/** Where a finding names no resource. */
const TEMPLATE = '(template)';

/**
 * What other tools find in a template, sorted. Warnings count as errors do. The template alone is scanned, so what is
 * acknowledged in an app is found too.
 *
 * @throws if a template cannot be read back into constructs, which cdk-nag needs
 */
export async function toolFindings(template: object): Promise<ToolFinding[]> {
  const { only } = await toolFindingsOfAll({ only: template });
  return only;
}

/** The same for many templates by their names: each tool is called once, which saves seconds a template. */
export async function toolFindingsOfAll<Name extends string>(
  templates: Record<Name, object>,
  tools = Object.keys(TOOLS),
): Promise<Record<Name, ToolFinding[]>> {
  const folder = mkdtempSync(join(tmpdir(), 'scanned-'));
  try {
    const context = contextOf(Object.values(templates), folder);
    const found = tools.flatMap((tool) => findings(tool, context));
    const byName = Object.keys(templates).map((name, index) => [name, found.filter(({ stack }) => stack === stackName(index))] as const);
    return Object.fromEntries(byName.map(([name, located]) => [name, distinct(located)])) as Record<Name, ToolFinding[]>;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function contextOf(templates: object[], folder: string): IPolicyValidationContext {
  const appConstruct = new App({ outdir: join(folder, 'cdk.out'), analyticsReporting: false });
  const stackTemplates = templates.map((template, index) => {
    const stackConstructPath = stackName(index);
    const templatePath = join(folder, stackConstructPath + EXTENSION);
    writeFileSync(templatePath, JSON.stringify(template, undefined, 1));
    const stack = new Stack(appConstruct, stackConstructPath, { env: { account: TARGET.accountId, region: TARGET.region } });
    new CfnInclude(stack, 'Included', { templateFile: templatePath, allowCyclicalReferences: true });
    return { ...TARGET, templatePath, stackConstructPath };
  });
  return { ...TARGET, appConstruct, stackTemplates, templatePaths: stackTemplates.map(({ templatePath }) => templatePath) };
}

const stackName = (index: number): string => `Template${index}`;

interface Located extends ToolFinding {
  readonly stack: string;
}

function findings(tool: string, context: IPolicyValidationContext): Located[] {
  const { violations } = TOOLS[tool]().validate(context);
  return violations.flatMap(({ ruleName, violatingResources }) =>
    violatingResources.map((violating) => ({ tool, rule: ruleName, ...place(violating, context) })),
  );
}

/** Some name the file and the logical id, some the path of the construct. */
function place({ resourceLogicalId, constructPath, templatePath }: PolicyViolatingResource, { appConstruct }: IPolicyValidationContext) {
  if (templatePath) return { stack: basename(templatePath, EXTENSION), resource: resourceLogicalId ?? TEMPLATE };
  const element = appConstruct.node.findAll().find(({ node }) => node.path === constructPath);
  if (!CfnElement.isCfnElement(element)) throw new Error(`a finding must name a resource of a template, got ${constructPath}`);
  return { stack: element.stack.node.path, resource: String(element.stack.resolve(element.logicalId)) };
}

/** A rule that finds several things in a resource counts once, and not again for the template. */
function distinct(located: Located[]): ToolFinding[] {
  const text = ({ tool, rule, resource }: ToolFinding) => `${tool} ${rule} ${resource}`;
  const isNamed = ({ rule }: Located) => located.some((other) => other.rule === rule && other.resource !== TEMPLATE);
  const reported = located.filter((finding) => finding.resource !== TEMPLATE || !isNamed(finding));
  const byText = new Map(reported.map((finding) => [text(finding), finding]));
  return [...byText]
    .sort(([one], [other]) => one.localeCompare(other, 'en'))
    .map(([, { tool, rule, resource }]) => ({ tool, rule, resource }));
}

/** Its plugin is not exported; what it adds to an app is. */
function preflight(): IPolicyValidationPlugin {
  const app = new App();
  Preflight.apply(app);
  const [plugin] = app._validationPlugins;
  return plugin;
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
