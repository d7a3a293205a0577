import { findingsOf } from '../../tools/demo/findings';
import { type Finding, findingOn, type JudgedTemplate } from './finding';
import { neighbourFindingsOfAll } from './npm-packages';
import type { Subject } from './subjects';

/** Those who read templates; cdk-nag reads apps, with what is acknowledged in them. */
const TEMPLATE_JUDGES = ['CloudFormation validator', 'cdk-preflight', 'Control Tower'];
export const NPM_JUDGES = [
  ...TEMPLATE_JUDGES,
  'AwsSolutions',
  'Serverless',
  'HIPAA.Security',
  'NIST.800.53.R4',
  'NIST.800.53.R5',
  'PCI.DSS.321',
];

/** What they find, who come by npm. */
export async function npmFindings(subjects: Subject[], templates: JudgedTemplate[]): Promise<Finding[]> {
  const byIndex = Object.fromEntries(templates.map(({ stack }, index) => [String(index), stack.template]));
  const found = await neighbourFindingsOfAll(byIndex, TEMPLATE_JUDGES);
  const onTemplates = templates.flatMap((template, index) =>
    found[index].map(({ neighbour, rule, resource }) => findingOn(template, neighbour, rule, resource)),
  );
  return [...onTemplates, ...subjects.flatMap(nagFindings)];
}

function nagFindings({ name, profile, app, stacks }: Subject): Finding[] {
  const isJudged = (path: string) => stacks.some((stack) => path.startsWith(`${stack.name}/`));
  return findingsOf(app).flatMap(({ pack, open, acknowledged }) => [
    ...open.filter(({ path }) => isJudged(path)).map(({ rule, path }) => ({ judge: pack, subject: name, profile, rule, path })),
    ...acknowledged
      .filter(({ path }) => isJudged(path))
      .map(({ rule, path }) => ({ judge: pack, subject: name, profile, rule, path, acknowledged: true })),
  ]);
}
