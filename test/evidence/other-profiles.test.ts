import { costOf } from '../../lib/evidence/cost/cost';
import { PRICE_LIST } from '../../lib/evidence/cost/prices';
import type { ProfileName } from '../../lib/evidence/cost/profile-costs';
import { ASSUMPTIONS, totalOf } from '../../lib/evidence/cost/terms';
import { modelUnder, PROFILES } from '../../tools/evidence/profile-costs';

const NAMES = Object.keys(PROFILES) as ProfileName[];

/** One function of each kind: invoked, reading a queue, reading a stream. Each in a stack. */
const modelsUnder = (name: ProfileName) =>
  [{}, { queue: true }, { stream: true }].map((source) => modelUnder(PROFILES[name](), { functions: 1, ...source }));

/** What the alarms and keys that are really there cost. */
function paid(name: ProfileName): number {
  const { lines } = costOf(modelsUnder(name), PRICE_LIST);
  const compared = lines.filter(({ protection }) => protection === 'alarms' || protection === 'customer-managed keys');
  return totalOf(
    compared.flatMap(({ idle }) => idle),
    PRICE_LIST,
    ASSUMPTIONS,
  );
}

test.each(NAMES)('what %s would cost is what it costs where it is chosen, with each kind of source', (name) => {
  const { otherProfiles } = costOf(modelsUnder('standard'), PRICE_LIST);
  const estimate = otherProfiles.find(({ profile }) => profile === name);
  expect(estimate?.idle).toBeCloseTo(paid(name), 6);
  expect(estimate?.difference).toBeCloseTo(paid(name) - paid('standard'), 6);
});

test('some cost more than others', () => expect(new Set(NAMES.map(paid)).size).toBeGreaterThan(2));
