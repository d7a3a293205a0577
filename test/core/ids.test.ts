import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_RULES as RULES } from '../../lib/checks/rules';
import { IDS } from '../../lib/core/ids';
import { WARNINGS } from '../../lib/core/warnings';

const LIB = join(__dirname, '../../lib');
const sources = readdirSync(LIB, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path, text: readFileSync(join(LIB, path), 'utf8') }));

test('each id is in the table once, in the order of the alphabet', () => {
  expect([...IDS]).toEqual([...new Set(IDS)].sort());
});

test('the table has the ids of all rules and warnings, and no others', () => {
  expect([...IDS]).toEqual([...new Set([...RULES.map(({ id }) => id), ...Object.keys(WARNINGS)])].sort());
});

test('each warning is given somewhere, and each id that is warned of is a warning', () => {
  const given = sources.flatMap(({ path, text }) =>
    path.startsWith('checks') ? [] : [...text.matchAll(/\bwarn\(\s*[^,]+,\s*'(\w+)'/g)].map(([, id]) => id),
  );
  const names = Object.keys(WARNINGS);
  expect(given.filter((id) => !names.includes(id))).toEqual([]);
  const mentioned = names.filter((id) =>
    sources.some(({ path, text }) => !path.startsWith('checks') && !/^core.(ids|warnings)\.ts$/.test(path) && text.includes(`'${id}'`)),
  );
  expect(mentioned).toEqual(names);
});

test('a matter that is warned of and found by a rule has one id', () => {
  const rules: readonly string[] = RULES.map(({ id }) => id);
  expect(Object.keys(WARNINGS).filter((id) => rules.includes(id))).toEqual([
    'AlarmTopicDenied',
    'DurableSynchronousCaller',
    'FailuresKeptTwice',
    'FilterQuota',
    'FunctionUrlWithoutLimit',
    'IdempotencyDisabled',
    'IdempotencyExpiresBeforeRetries',
    'IdempotencyTableExpiry',
    'LogGroupUnused',
    'RecordAgeBeyondRetention',
    'RedriveReceiveCountLow',
    'ReservedConcurrencyZero',
    'ReservedWithoutMaxConcurrency',
    'SecretInEnvironment',
    'SingleAvailabilityZone',
    'VersionNeverUpdated',
  ]);
});

test('the table needs nothing of the CDK', () => {
  expect(readFileSync(join(LIB, 'core/ids.ts'), 'utf8')).not.toMatch(/\bimport\b|require\(/);
});
