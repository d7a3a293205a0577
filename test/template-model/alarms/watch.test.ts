import { alarm, fleetAlarm } from '../../../lib/checks/rules/examples/alarms';
import { fn, join, queue, ref, resource } from '../../../lib/checks/rules/examples/parts';
import type { Answer } from '../../../lib/template-model/permissions/statements';
import type { ResourceBody } from '../../../lib/template-model/template';
import { modelOf, resourceIn } from '../model-of';

const errors = (dimensions: Record<string, unknown>): ResourceBody => alarm('AWS/Lambda', 'Errors', dimensions);

test.each<[string, Answer, ResourceBody]>([
  ['on it', true, errors({ FunctionName: ref('Orders') })],
  ['on its name', true, errors({ FunctionName: 'orders' })],
  ['on all functions', true, errors({})],
  ['on each function, by a query', true, fleetAlarm('Errors')],
  ['on functions with a tag, by a query', undefined, fleetAlarm('Errors', "WHERE tag.team = 'orders'")],
  ['on another metric of each function, by a query', false, fleetAlarm('Throttles')],
  ['on another function', false, errors({ FunctionName: ref('Other') })],
  ['on a function that is not here', false, errors({ FunctionName: 'elsewhere' })],
  ['on a function that a deployment knows', undefined, errors({ FunctionName: ref('Name') })],
  ['on a name of parts', undefined, errors({ FunctionName: join('orders-', ref('Stage')) })],
  ['on one of two dimensions that a deployment knows', undefined, errors({ FunctionName: 'elsewhere', Resource: ref('Name') })],
  [
    'on dimensions that a deployment knows',
    undefined,
    resource('AWS::CloudWatch::Alarm', { ...errors({}).Properties, Dimensions: ref('D') }),
  ],
  ['on another metric', false, alarm('AWS/Lambda', 'Duration', { FunctionName: ref('Orders') })],
  ['of another service', false, alarm('AWS/SQS', 'Errors', { FunctionName: ref('Orders') })],
])('an alarm %s watches the errors of a function: %s', (_, expected, Alarm) => {
  const model = modelOf({ Orders: fn({ FunctionName: 'orders' }), Other: fn(), Alarm });
  expect(model.watch.hasAlarm('AWS/Lambda', ['Errors'], resourceIn(model, 'Orders'))).toBe(expected);
});

test.each<[string, Answer, ResourceBody]>([
  ['on it', true, alarm('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: ref('Queue') })],
  ['on another', false, alarm('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: 'elsewhere' })],
  ['on one that a deployment knows', undefined, alarm('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: ref('Name') })],
  ['on what code tells', undefined, alarm('Shop', 'Orders', {})],
])('an alarm %s watches a queue: %s', (_, expected, Alarm) => {
  const model = modelOf({ Queue: queue(), Alarm });
  expect(model.watch.isOnAny([resourceIn(model, 'Queue')])).toBe(expected);
});
