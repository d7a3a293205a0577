import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { CheckSeverity } from '../../lib/checks/check-severity';
import type { Rule } from '../../lib/checks/rule';
import { ruleUrl } from '../../lib/checks/rule-pages';
import type { Checked, Outcome } from '../commands/check';

const LEVELS: Record<CheckSeverity, string> = { error: 'error', warning: 'warning', info: 'note' };

/** For code scanning: SARIF 2.1.0. */
export function reportSarif({ checked }: Outcome, rules: readonly Rule[], version: string): string {
  const lines = new Lines();
  const driver = {
    name: 'cdk-hardened-lambda',
    version,
    rules: rules.map((rule) => ({
      id: rule.id,
      shortDescription: { text: rule.problem },
      fullDescription: { text: `${rule.problem} ${rule.impact}` },
      help: { text: `${rule.fix} ${rule.docsUrl}` },
      helpUri: ruleUrl(rule.id),
      defaultConfiguration: { level: LEVELS[rule.severity] },
    })),
  };
  const results = checked.map((one) => ({
    ruleId: one.found.rule.id,
    ruleIndex: rules.indexOf(one.found.rule),
    level: LEVELS[one.found.rule.severity],
    message: { text: `${one.found.message}. ${one.found.rule.impact}` },
    locations: [location(one, lines)],
    partialFingerprints: { place: [one.id, one.found.resource.template.name, one.found.resource.id, one.found.property].join(' ') },
    ...(one.reason === undefined ? {} : { suppressions: [{ kind: 'external', justification: one.reason }] }),
  }));
  return JSON.stringify(
    { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [{ tool: { driver }, results }] },
    undefined,
    2,
  );
}

function location({ found, constructPath }: Checked, lines: Lines): unknown {
  const { file, name } = found.resource.template;
  return {
    physicalLocation: {
      artifactLocation: {
        uri: encodeURI(
          relative(process.cwd(), file ?? name)
            .split(sep)
            .join('/'),
        ),
      },
      region: { startLine: lines.of(file, found.resource.id) },
    },
    logicalLocations: [{ fullyQualifiedName: constructPath ?? found.resource.id, kind: 'resource' }],
  };
}

/** In which line of its file a resource begins. */
class Lines {
  private readonly files = new Map<string, string[]>();

  public of(file: string | undefined, id: string): number {
    if (file === undefined) return 1;
    const lines = this.files.get(file) ?? readFileSync(file, 'utf8').split('\n');
    this.files.set(file, lines);
    const begins = new RegExp(`^\\s*["']?${id.replace(/[^A-Za-z0-9]/g, '.')}["']?\\s*:`);
    return Math.max(1, lines.findIndex((line) => begins.test(line)) + 1);
  }
}
