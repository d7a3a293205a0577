import { concurrencyFindings } from '../../lib/service-limits/queue-concurrency';

const TOO_MUCH =
  /^'maxConcurrency' of all queue sources together must be at most 'reservedConcurrentExecutions' \((\d+)\), got (\d+), which sends healthy messages to the redrive queue; lower one, or raise the reservation$/;
const WITHOUT_MAXIMUM =
  /^'maxConcurrency' must be set by every queue source of a function with 'reservedConcurrentExecutions' \((\d+)\), got a source without, which may send healthy messages to the redrive queue; pass 'maxConcurrency' with the source$/;

test.each<[number, (number | undefined)[], boolean]>([
  [10, [], true],
  [10, [10], true],
  [10, [4, 6], true],
  [10, [undefined], false],
  [10, [10, undefined], false],
])('a reservation of %p takes %p (each must say: %p)', (reserved, queues, allMustSay) => {
  expect(concurrencyFindings(reserved, queues, allMustSay)).toEqual([]);
});

test.each<[number, (number | undefined)[], string]>([
  [10, [11], '11'],
  [10, [5, 6], '11'],
  [10, [undefined, 12], '12'],
  [0, [2], '2'],
])('a reservation of %d is less than %p', (reserved, queues, together) => {
  for (const allMustSay of [false, true]) {
    const [finding, ...more] = concurrencyFindings(reserved, queues, allMustSay);
    expect(more).toEqual([]);
    expect(finding.match(TOO_MUCH)?.slice(1)).toEqual([String(reserved), together]);
  }
});

test.each<[(number | undefined)[]]>([[[undefined]], [[5, undefined]]])('where each must say, %p does not', (queues) => {
  const [finding, ...more] = concurrencyFindings(10, queues, true);
  expect(more).toEqual([]);
  expect(finding).toMatch(WITHOUT_MAXIMUM);
});
