import { Stack, Validations } from 'aws-cdk-lib';
import { acknowledgedIn, isAcknowledged } from '../../lib/checks/acknowledged';
import { stackOf } from '../harness';

const ID = 'HardenedLambda::RedriveReceiveCountLow';
const stack = stackOf();
const inner = new Stack(stack, 'Inner');
Validations.of(stack).acknowledge({ id: ID, reason: 'the API is slow' });

test('what is acknowledged on a construct is so below it, and not above it', () => {
  expect(isAcknowledged(stack, [ID])).toBe(true);
  expect(isAcknowledged(inner, ['another', ID])).toBe(true);
  expect(isAcknowledged(inner, ['another'])).toBe(false);
  expect(isAcknowledged(stack.node.root, [ID])).toBe(false);
});

test('of a resource without a construct nothing is acknowledged', () => expect(isAcknowledged(undefined, [ID])).toBe(false));

test('all ids of the app are known', () => expect([...acknowledgedIn(stack.node.root)]).toEqual([ID]));
