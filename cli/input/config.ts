import { existsSync } from 'node:fs';
import type { CheckSeverity } from '../../lib/checks/check-severity';
import { refuse, shownBriefly } from '../refusal';
import { FAIL_ON, type FailOn, SEVERITIES } from './severities';
import { checkKeys, fieldsOf, reasonIn, ruleIn, ruleNamed, type Suppression, textIn } from './suppressions';
import { fileOf } from './yaml-file';

/** The configuration that is read where none is named. */
export const CONFIG_FILE = '.cdk-hardened-lambda.yaml';

/** A severity that the user gives to a rule. */
export interface SeveritySetting extends Suppression {
  readonly severity: CheckSeverity;
}

/** What holds for a repository. */
export interface Config {
  readonly failOn?: FailOn;
  readonly baseline?: string;
  readonly requireHardening?: boolean;
  /** Rules that are not applied otherwise. */
  readonly enabled: readonly string[];
  readonly severities: readonly SeveritySetting[];
  readonly suppressions: readonly Suppression[];
}

const OFF = 'off';
const KEYS = ['failOn', 'baseline', 'requireHardening', 'enable', 'rules'];

/** Reads the named file, or that of the working directory, if there is one. */
export function readConfig(file: string | undefined, known: readonly string[]): Config {
  if (file === undefined && !existsSync(CONFIG_FILE)) return { enabled: [], severities: [], suppressions: [] };
  const from = file ?? CONFIG_FILE;
  const config = fileOf('--config', from) ?? {};
  if (typeof config !== 'object' || Array.isArray(config)) {
    refuse(`${from}: must have ${KEYS.map((key) => `'${key}'`).join(', ')}, got ${shownBriefly(config)}; write them as keys`);
  }
  const fields = fieldsOf(config);
  checkKeys(from, fields, KEYS);
  const { failOn, requireHardening, enable = [], rules = [] } = fields;
  if (failOn !== undefined && !FAIL_ON.includes(failOn as FailOn)) {
    refuse(`${from}: 'failOn' must be one of ${FAIL_ON.join(', ')}, got ${shownBriefly(failOn)}`);
  }
  if (requireHardening !== undefined && typeof requireHardening !== 'boolean') {
    refuse(`${from}: 'requireHardening' must be true or false, got ${shownBriefly(requireHardening)}`);
  }
  if (!Array.isArray(enable) || !enable.every((id) => typeof id === 'string')) {
    return refuse(`${from}: 'enable' must be a list of ids of rules, got ${shownBriefly(enable)}; write '- RetriesWithoutIdempotency'`);
  }
  if (!Array.isArray(rules)) return refuse(`${from}: 'rules' must be a list, got ${shownBriefly(rules)}; write '- id: ...'`);
  const settings = rules.map((rule, index) => settingIn(`${from}, rule ${index + 1}`, fieldsOf(rule), known));
  return {
    failOn: failOn as FailOn | undefined,
    requireHardening: requireHardening as boolean | undefined,
    enabled: enable.map((id) => ruleNamed(`${from}: 'enable'`, id, known)),
    baseline: textIn(from, fields, 'baseline', 'the path of a file'),
    severities: settings.flatMap((setting) => (setting.severity === OFF ? [] : [{ ...setting, severity: setting.severity }])),
    suppressions: settings.filter(({ severity }) => severity === OFF),
  };
}

function settingIn(from: string, fields: Readonly<Record<string, unknown>>, known: readonly string[]) {
  checkKeys(from, fields, ['id', 'severity', 'reason', 'at', 'path']);
  const rule = ruleIn(from, fields, known);
  const { severity } = fields;
  if (severity !== OFF && !SEVERITIES.includes(severity as CheckSeverity)) {
    refuse(`${from}: 'severity' must be one of ${SEVERITIES.join(', ')}, off, got ${shownBriefly(severity)}`);
  }
  return {
    rule,
    severity: severity as CheckSeverity | typeof OFF,
    at: textIn(from, fields, 'at', 'a logical id or the path of a construct'),
    path: textIn(from, fields, 'path', "the path of a template, with '*' for any text"),
    reason: reasonIn(from, fields),
    from,
  };
}
