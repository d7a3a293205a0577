import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { keyOf } from '../evidence/called';
import type * as evidenceReport from '../evidence/evidence-report';
import type { Acknowledged, EvidenceFinding, EvidenceInput } from '../evidence/evidence-report';
import type { Template } from '../template-model/template';
import type { ConstructPaths } from './construct-paths';
import type { RuleViolation } from './find-violations';
import { idsOf } from './finding-ids';
import { wordsOf } from './finding-words';

/** Loaded only by apps that ask for a report. */
const reporting = (): typeof evidenceReport => require('../evidence/evidence-report');

/** The file that a report is written to. @internal */
export function checkReport(report: unknown): string | undefined {
  if (report === undefined) return undefined;
  if (typeof report === 'string' && reporting().rendererOf(report)) return report;
  const ends = reporting().REPORT_ENDS.join(', ');
  throw new Error(
    `HardenedLambdaChecks: 'report' must be a file that ends with ${ends}, got ${JSON.stringify(report)}; set it for example to 'cdk.out/functions.html'`,
  );
}

/** What was found in an app. @internal */
export interface FoundInApp {
  readonly app: IConstruct;
  readonly paths: ConstructPaths;
  readonly applications: readonly (readonly Template[])[];
  readonly found: readonly {
    readonly found: RuleViolation;
    readonly construct: IConstruct | undefined;
    readonly acknowledgedOn?: IConstruct;
  }[];
}

/** Writes what the templates of an app prove. @internal */
export function writeReport(file: string, { app, paths, applications, found }: FoundInApp): void {
  const { gatherEvidence, rendererOf, withPaths } = reporting();
  const acknowledged = acknowledgementsIn(app);
  const inputs = applications.map((templates): EvidenceInput => {
    const own = found.filter(({ found: { resource } }) => templates.includes(resource.template));
    const pathOf = (template: Template, id: string) => paths.constructOf({ template, id })?.node.path;
    return { templates: withPaths(templates, pathOf), findings: own.map((one) => findingOf(one, acknowledged)), acknowledged };
  });
  const evidence = gatherEvidence(inputs, {});
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, (rendererOf(file) as (shown: typeof evidence) => string)(evidence));
}

const acknowledgementsIn = (app: IConstruct): Acknowledged[] =>
  app.node.findAll().flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries<string>(data ?? {}))
      .map(([id, reason]) => ({ path: node.path, id, reason })),
  );

function findingOf(
  { found, construct, acknowledgedOn }: FoundInApp['found'][number],
  acknowledged: readonly Acknowledged[],
): EvidenceFinding {
  const { rule, resource, property, fn } = found;
  const ids = idsOf(rule.id, resource.id);
  const at = new Set((acknowledgedOn ?? construct)?.node.scopes.map(({ node }) => node.path));
  const reason = acknowledged.find(({ path, id }) => ids.includes(id) && at.has(path))?.reason;
  return {
    id: ids[0],
    severity: rule.severity,
    ...wordsOf(found),
    constructPath: construct?.node.path,
    functionKey: fn && keyOf(fn.resource),
    fingerprint: JSON.stringify([rule.id, resource.template.name, resource.id, property]),
    reason,
  };
}
