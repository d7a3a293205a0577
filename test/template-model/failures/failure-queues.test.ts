import type { Example } from '../../../lib/checks/rule';
import { arn, fn, invokeConfig, mapping, queue, redrive, ref, resource } from '../../../lib/checks/rules/examples/parts';
import { alias, deadLetters, rule, schedule, subscription } from '../../../lib/checks/rules/examples/triggers';
import { countsStoredFailures } from '../../../lib/template-model/alarms/failure-depth';
import { modelOf, resourceIn } from '../model-of';

const formsIn = (resources: Example) => {
  const model = modelOf({ Orders: fn(), Failed: queue(), ...resources });
  return (model.failureQueues.get(resourceIn(model, 'Failed')) ?? []).map(({ form, by, fn }) => [form, by.id, fn?.name]);
};
const DEAD = { DeadLetterConfig: { Arn: arn('Failed') } };

test.each<[string, Example, string[]]>([
  ['a dead-letter queue of a function', { Orders: fn(deadLetters('Failed')) }, ['original events', 'Orders']],
  ['a destination', { Config: invokeConfig('Orders', { OnFailure: arn('Failed') }) }, ['invocation records', 'Config']],
  [
    'a destination of an alias that is named by reference',
    {
      Live: alias('Orders'),
      Config: resource('AWS::Lambda::EventInvokeConfig', {
        FunctionName: ref('Orders'),
        Qualifier: { 'Fn::Select': [7, { 'Fn::Split': [':', ref('Live')] }] },
        DestinationConfig: { OnFailure: { Destination: arn('Failed') } },
      }),
    },
    ['invocation records', 'Config'],
  ],
  [
    'the queue behind a source',
    { Source: queue(redrive('Failed')), Mapping: mapping('Source', 'Orders') },
    ['messages of another queue', 'Source'],
  ],
  ['undelivered events of a rule', { Rule: rule(arn('Orders'), DEAD) }, ['undelivered events', 'Rule']],
  ['undelivered events of a schedule', { Schedule: schedule(arn('Orders'), DEAD) }, ['undelivered events', 'Schedule']],
  [
    'undelivered events of a topic',
    { Sub: subscription(arn('Orders'), { RedrivePolicy: { deadLetterTargetArn: arn('Failed') } }) },
    ['undelivered events', 'Sub'],
  ],
])('%s', (_, resources, expected) => {
  expect(formsIn(resources)).toEqual([[...expected, 'Orders']]);
});

test.each<[string, Example]>([
  ['a destination for success', { Config: invokeConfig('Orders', { OnSuccess: arn('Failed') }) }],
  [
    'a configuration of which only a deployment knows the qualifier',
    {
      Config: resource('AWS::Lambda::EventInvokeConfig', {
        FunctionName: ref('Orders'),
        Qualifier: ref('Qualifier'),
        DestinationConfig: { OnFailure: { Destination: arn('Failed') } },
      }),
    },
  ],
  [
    'a configuration without a qualifier',
    {
      Config: resource('AWS::Lambda::EventInvokeConfig', {
        FunctionName: ref('Orders'),
        DestinationConfig: { OnFailure: { Destination: arn('Failed') } },
      }),
    },
  ],
  ['a queue that a rule sends to', { Rule: rule(arn('Failed')) }],
])('%s stores no failure', (_, resources) => {
  expect(formsIn(resources)).toEqual([]);
});

describe('an alarm on the depth of a queue', () => {
  const counts = (resources: Example, properties: Record<string, unknown> = {}) => {
    const model = modelOf({
      Orders: fn(deadLetters('Failed')),
      Failed: queue(),
      Other: queue(),
      Alarm: resource('AWS::CloudWatch::Alarm', {
        Namespace: 'AWS/SQS',
        MetricName: 'ApproximateNumberOfMessagesVisible',
        Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': ['Failed', 'QueueName'] } }],
        ...properties,
      }),
      ...resources,
    });
    return countsStoredFailures(model.alarms[0], model);
  };

  test('counts what is stored where no function reads the queue', () => {
    expect(counts({})).toBe(true);
    expect(counts({ Replay: mapping('Failed', 'Orders') })).toBe(false);
  });

  test.each<[string, Record<string, unknown>]>([
    ['of another queue', { Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': ['Other', 'QueueName'] } }] }],
    ['on another metric', { MetricName: 'NumberOfMessagesSent' }],
    ['in another namespace', { Namespace: 'Shop' }],
    ['on a sum', { MetricName: undefined, Metrics: [{ Id: 'a', Expression: '1+1' }] }],
  ])('%s does not', (_, properties) => {
    expect(counts({}, properties)).toBe(false);
  });
});
