import { callsOf, sourcesOf } from './calls';
import { MODELS, violations } from './stub/service-model';

const refused = (service: string, operation: string, input: unknown) =>
  violations(MODELS[service], MODELS[service].operations[operation].input, input, operation);

test.each<[string, string, unknown, string]>([
  ['sqs', 'StartMessageMoveTask', {}, 'StartMessageMoveTask.SourceArn is required'],
  ['sqs', 'StartMessageMoveTask', { SourceArn: 'a', Rate: 1 }, 'StartMessageMoveTask.Rate is not in the model'],
  ['sqs', 'ReceiveMessage', { QueueUrl: 'u', MaxNumberOfMessages: '10' }, 'must be a whole number'],
  ['sqs', 'GetQueueAttributes', { QueueUrl: 'u', AttributeNames: ['Depth'] }, 'AttributeNames[0] must be one of All, '],
  ['lambda', 'Invoke', { FunctionName: 'a b' }, 'Invoke.FunctionName must be as '],
  ['lambda', 'Invoke', { FunctionName: 'a', InvocationType: 'Now' }, 'must be one of Event, RequestResponse, DryRun'],
  ['lambda', 'Invoke', { FunctionName: 'a', DurableExecutionName: 'no spaces' }, 'DurableExecutionName must be as'],
  ['lambda', 'UpdateFunctionConfiguration', { FunctionName: 'a', MemorySize: 64 }, 'MemorySize must be from 128'],
  ['cloudwatch', 'GetMetricData', { MetricDataQueries: [{}], StartTime: 1, EndTime: 2 }, 'MetricDataQueries[0].Id is required'],
  ['kinesis', 'GetShardIterator', { ShardId: 's', ShardIteratorType: 'OLDEST' }, 'must be one of AT_SEQUENCE_NUMBER'],
])('%s.%s refuses %j', (service, operation, input, message) => {
  expect(refused(service, operation, input).join('\n')).toContain(message);
});

test('a sound request is not refused', () => {
  expect(refused('lambda', 'Invoke', { FunctionName: 'orders', Qualifier: 'live', Payload: '{}', LogType: 'Tail' })).toEqual([]);
  expect(refused('sqs', 'ReceiveMessage', { QueueUrl: 'u', MaxNumberOfMessages: 10, VisibilityTimeout: 0 })).toEqual([]);
});

test('every call in JSON of the commands is in the models', () => {
  const inXml = ['cloudformation.', 's3.'];
  const calls = callsOf(sourcesOf('')).filter((call) => !inXml.some((service) => call.startsWith(service)));
  const known = Object.entries(MODELS).flatMap(([service, { operations }]) => Object.keys(operations).map((name) => `${service}.${name}`));
  expect(known.sort()).toEqual(calls);
  expect(calls).toContain('lambda.Invoke');
});
