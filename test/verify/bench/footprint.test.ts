import { footprintLine, footprintOf } from '../../../verify/bench/footprint';
import * as hardened from '../../../verify/bench/hardened';
import * as plain from '../../../verify/bench/plain';
import * as queueEach from '../../../verify/bench/queue-each';
import { type Side, synthesize } from '../../../verify/bench/synthesis';

const footprint = (side: Pick<Side, 'addFunction'>) =>
  footprintOf(synthesize(side as Side, { stacks: 2, functionsPerStack: 2 }).templates, 4);

test('a function has its own resources and its part of those that a stack shares', () => {
  const { resources, alarms, usd } = footprint(hardened);
  expect(resources).toBe(10);
  expect(alarms).toBe(3.5);
  // Two metrics of the queue, and three of each function, at 0.10 each.
  expect(usd).toBeCloseTo(0.4);
});

test('a plain function has its role', () => {
  expect(footprint(plain)).toEqual({ resources: 2, alarms: 0, usd: 0 });
});

test('a hundred functions have fewer resources, and cost less, than a hundred by hand with a queue each', () => {
  const of = (side: Pick<Side, 'addFunction'>) =>
    footprintOf(synthesize(side as Side, { stacks: 10, functionsPerStack: 10 }).templates, 100);
  const [ours, byHand] = [of(hardened), of(queueEach)];
  expect(ours.resources).toBeLessThan(byHand.resources);
  expect(ours.alarms).toBeLessThan(byHand.alarms);
  expect(ours.usd).toBeLessThan(byHand.usd);
});

test('the line has each number beside that of a plain function', () => {
  expect(footprintLine(100, { resources: 6.8, alarms: 2.3, usd: 0.32 }, { resources: 2, alarms: 0, usd: 0 })).toBe(
    'each of 100 functions has 6.8 resources (plain: 2.0), 2.3 of them alarms (plain: 0.0), and costs 0.32 USD a month without traffic (plain: 0.00)',
  );
});
