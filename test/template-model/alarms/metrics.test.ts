import { isOfLoad } from '../../../lib/template-model/alarms/metrics';

test.each([
  ['AWS/Lambda', 'Invocations'],
  ['AWS/Lambda', 'Duration'],
  ['AWS/Lambda', 'ConcurrentExecutions'],
  ['AWS/Lambda', 'ProvisionedConcurrencyUtilization'],
  ['AWS/SQS', 'NumberOfMessagesSent'],
  ['AWS/SNS', 'NumberOfMessagesPublished'],
  ['AWS/Kinesis', 'IncomingRecords'],
  ['AWS/DynamoDB', 'ConsumedReadCapacityUnits'],
  ['AWS/Events', 'TriggeredRules'],
  ['AWS/ApiGateway', 'Count'],
])('%s %s is about load', (namespace, name) => {
  expect(isOfLoad([{ namespace, name }])).toBe(true);
});

test.each([
  ['AWS/Lambda', 'Errors'],
  ['AWS/Lambda', 'Throttles'],
  ['AWS/SQS', 'ApproximateNumberOfMessagesVisible'],
  ['AWS/SNS', 'NumberOfNotificationsFailed'],
  ['AWS/Events', 'FailedInvocations'],
  ['AWS/ApiGateway', '5XXError'],
  ['Shop', 'Invocations'],
  ['constructor', 'name'],
  [undefined, undefined],
])('%s %s is not', (namespace, name) => {
  expect(isOfLoad([{ namespace, name }])).toBe(false);
});

test('all of several have to be, and none is no load', () => {
  const load = { namespace: 'AWS/Lambda', name: 'Duration' };
  expect(isOfLoad([load, load])).toBe(true);
  expect(isOfLoad([load, { namespace: 'AWS/Lambda', name: 'Errors' }])).toBe(false);
  expect(isOfLoad([])).toBe(false);
});
