import { findingsOf } from '../../tools/demo/findings';
import { type Finding, findingOn, type ScannedTemplate } from './finding';
import { toolFindingsOfAll } from './npm-packages';
import type { Subject } from './subjects';

/** Those who read templates; cdk-nag reads apps, with what is acknowledged in them. */
const TEMPLATE_SCANNERS = ['CloudFormation validator', 'cdk-preflight', 'Control Tower'];
export const NPM_SCANNERS = [
  ...TEMPLATE_SCANNERS,
  'AwsSolutions',
  'Serverless',
  'HIPAA.Security',
  'NIST.800.53.R4',
  'NIST.800.53.R5',
  'PCI.DSS.321',
];

/** What they find, who come by npm. */
export async function npmFindings(subjects: Subject[], templates: ScannedTemplate[]): Promise<Finding[]> {
  const byIndex = Object.fromEntries(templates.map(({ stack }, index) => [String(index), stack.template]));
  const found = await toolFindingsOfAll(byIndex, TEMPLATE_SCANNERS);
  const onTemplates = templates.flatMap((template, index) =>
    found[index].map(({ tool, rule, resource }) => findingOn(template, tool, rule, resource)),
  );
  return [...onTemplates, ...subjects.flatMap(nagFindings)];
}

function nagFindings({ name, profile, app, stacks }: Subject): Finding[] {
  const isScanned = (path: string) => stacks.some((stack) => path.startsWith(`${stack.name}/`));
  return findingsOf(app).flatMap(({ pack, open, acknowledged }) => [
    ...open.filter(({ path }) => isScanned(path)).map(({ rule, path }) => ({ scanner: pack, subject: name, profile, rule, path })),
    ...acknowledged
      .filter(({ path }) => isScanned(path))
      .map(({ rule, path }) => ({ scanner: pack, subject: name, profile, rule, path, acknowledged: true })),
  ]);
}
