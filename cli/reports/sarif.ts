import type { CheckSeverity } from '../../lib/checks/check-severity';
import type { Rule } from '../../lib/checks/rule';
import { REPOSITORY, ruleUrl } from '../../lib/checks/rule-pages';
import type { Checked, Outcome } from '../commands/check';
import { subjectOf } from '../engine';
import type { Position } from '../input/positions';
import { forJson, forSarif, wellFormed } from './escape';

const LEVELS: Record<CheckSeverity, string> = { error: 'error', warning: 'warning', info: 'note' };
/** As code scanning of GitHub filters them. */
const PROBLEM_SEVERITIES: Record<CheckSeverity, string> = { error: 'error', warning: 'warning', info: 'recommendation' };

/** For code scanning: SARIF 2.1.0. */
export function reportSarif({ checked, problems }: Outcome, rules: readonly Rule[], version: string): string {
  const driver = { name: 'cdk-hardened-lambda', version, informationUri: REPOSITORY, rules: rules.map(descriptorOf) };
  const notifications = problems.map(({ file, message }) => ({
    level: 'error',
    message: { text: forSarif(message) },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file) } } }],
  }));
  const run = {
    tool: { driver },
    invocations: [{ executionSuccessful: problems.length === 0, toolExecutionNotifications: notifications }],
    results: checked.map((one) => resultOf(one, rules)),
  };
  return forJson(JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }, undefined, 2));
}

function descriptorOf(rule: Rule): unknown {
  const { id, problem, impact, fix, docsUrl, severity } = rule;
  return {
    id,
    name: id,
    shortDescription: { text: problem },
    fullDescription: { text: `${problem} ${impact}` },
    help: {
      text: `${problem} ${impact} Fix: ${fix} ${docsUrl}`,
      markdown: [`**${problem}**`, impact, `**Fix:** ${fix}`, `[Rule](${ruleUrl(id)}) · [AWS documentation](${docsUrl})`].join('\n\n'),
    },
    helpUri: ruleUrl(id),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      tags: ['aws', 'lambda', 'cloudformation', subjectOf(rule)],
      precision: 'high',
      'problem.severity': PROBLEM_SEVERITIES[severity],
    },
  };
}

/** Code scanning shows the line of code, where the CDK wrote it down. */
function resultOf(one: Checked, rules: readonly Rule[]): unknown {
  const { found, severity, place, fingerprint, constructPath, reason } = one;
  const template = { physicalLocation: physical(place) };
  const logicalLocations = [{ fullyQualifiedName: forSarif(constructPath ?? found.resource.id), kind: 'resource' }];
  return {
    ruleId: found.rule.id,
    ruleIndex: rules.indexOf(found.rule),
    level: LEVELS[severity],
    message: { text: forSarif(`${found.message}. ${found.rule.impact} Fix: ${found.rule.fix}`) },
    locations: [{ ...(place.source ? { physicalLocation: physical(place.source) } : template), logicalLocations }],
    ...(place.source ? { relatedLocations: [{ id: 0, message: { text: 'In the template' }, ...template }] } : {}),
    partialFingerprints: { 'cdkHardenedLambda/v1': fingerprint },
    ...(reason === undefined ? {} : { suppressions: [{ kind: 'external', justification: forSarif(reason) }] }),
  };
}

const physical = ({ file, line, column }: { readonly file: string } & Partial<Position>): unknown => ({
  artifactLocation: { uri: uriOf(file) },
  region: line === undefined ? { startLine: 1 } : { startLine: line, startColumn: column },
});

const uriOf = (file: string): string =>
  (file.startsWith('/') ? 'file://' : '') + wellFormed(file).split('/').map(encodeURIComponent).join('/');
