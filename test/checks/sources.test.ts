import { findViolations } from '../../lib/checks/find-violations';
import type { Example } from '../../lib/checks/rule';
import { RULES } from '../../lib/checks/rules';
import { arn, fn, join, mapping, queue, redrive, ref, resource, streamMapping, table } from '../../lib/checks/rules/examples/parts';
import type { Template } from '../../lib/template-model/template';

const found = (id: string, ...templates: Template[]): string[] =>
  findViolations(
    templates,
    RULES.filter((rule) => rule.id === id),
  ).map(({ resource, message }) => `${resource.id}: ${message}`);

const stack = (name: string, resources: Example, outputs: Record<string, unknown> = {}): Template => ({
  name,
  body: {
    Resources: resources,
    Outputs: Object.fromEntries(Object.entries(outputs).map(([key, Value]) => [key, { Value, Export: { Name: key } }])),
  },
});
const imported = (name: string) => ({ 'Fn::ImportValue': name });
const most = (MaximumConcurrency: number) => ({ ScalingConfig: { MaximumConcurrency } });

describe('across stacks', () => {
  const orders = (properties: Record<string, unknown>) =>
    stack('Orders', { Orders: fn(properties), Queue: queue(), Mapping: mapping('Queue', 'Orders', most(6)) }, { OrdersArn: arn('Orders') });
  const other = (target: unknown) =>
    stack('Other', { Queue: queue(), Mapping: mapping('Queue', '', { FunctionName: target, ...most(5) }) });

  test('what queues of two stacks may have in flight is counted together', () => {
    const tooMuch = ["Orders: 'ReservedConcurrentExecutions' must be at least the sum of 'MaximumConcurrency' of all queues (11), got 10"];
    const reserved = { ReservedConcurrentExecutions: 10 };
    expect(found('MaxConcurrencyAboveReserved', orders(reserved), other(imported('OrdersArn')))).toEqual(tooMuch);
    expect(found('MaxConcurrencyAboveReserved', orders(reserved), other(join(imported('OrdersArn'), ':live')))).toEqual(tooMuch);
    expect(found('MaxConcurrencyAboveReserved', orders(reserved), other('elsewhere'))).toEqual([]);
    expect(found('MaxConcurrencyAboveReserved', orders(reserved), other(ref('Name')))).toEqual([]);
  });

  test('a redrive queue of another stack', () => {
    const source = stack('Source', {
      Orders: fn(),
      Queue: queue({ RedrivePolicy: { deadLetterTargetArn: imported('FailedArn'), maxReceiveCount: 5 } }),
      Mapping: mapping('Queue', 'Orders'),
    });
    const failed = (properties: Record<string, unknown>) => stack('Failed', { Failed: queue(properties) }, { FailedArn: arn('Failed') });
    expect(found('RedriveRetention', source, failed({ MessageRetentionPeriod: 60 }))).toHaveLength(1);
    expect(found('RedriveKind', source, failed({ FifoQueue: true }))).toEqual([
      "Queue: 'deadLetterTargetArn' must be a standard queue like its source queue, got a FIFO queue",
    ]);
    expect(found('RedriveKind', source)).toEqual([]);
  });

  test('one source that two stacks map to one function', () => {
    const fifo = stack('Queues', { Queue: queue() }, { QueueArn: arn('Queue') });
    const mapped = (id: string, target: unknown) =>
      stack(id, { [id]: mapping('', '', { EventSourceArn: imported('QueueArn'), FunctionName: target }) });
    const home = stack('Orders', { Orders: fn({ FunctionName: 'orders' }) });
    const twice = ["Two: 'EventSourceArn' must be in one mapping of orders, got the same source in One"];
    expect(found('EventSourceTwice', home, fifo, mapped('One', 'orders'), mapped('Two', 'orders'))).toEqual(twice);
    expect(found('EventSourceTwice', home, fifo, mapped('One', 'orders'), mapped('Two', 'orders:live'))).toEqual([]);
    expect(found('EventSourceTwice', home, fifo, mapped('One', 'orders'), mapped('Two', 'invoices'))).toEqual([]);
  });
});

test('visibility is checked through an alias, with the function behind it', () => {
  const resources = (timeout: number): Example => ({
    Orders: fn({ Timeout: timeout }),
    Live: resource('AWS::Lambda::Alias', { FunctionName: ref('Orders'), FunctionVersion: '1', Name: 'live' }),
    Queue: queue({ VisibilityTimeout: 60, ...redrive('Failed') }),
    Failed: queue(),
    Mapping: mapping('Queue', '', { EventSourceArn: arn('Queue'), FunctionName: ref('Live') }),
  });
  expect(found('SqsVisibilityMargin', stack('Shop', resources(11)))).toHaveLength(1);
  expect(found('SqsVisibilityMargin', stack('Shop', resources(10)))).toEqual([]);
});

test('a finding about a filter names its place', () => {
  const Filters = [{ Pattern: '{"body":{"type":["order"]}}' }, { Pattern: '{"Body":{"type":["order"]}}' }];
  const resources = { Orders: fn(), Queue: queue(), Mapping: mapping('Queue', 'Orders', { FilterCriteria: { Filters } }) };
  const [violation, ...others] = findViolations(
    [stack('Shop', resources)],
    RULES.filter(({ id }) => id === 'FilterPattern'),
  );
  expect(others).toEqual([]);
  expect(violation.property).toBe('FilterCriteria.Filters.1.Pattern');
  expect(violation.message).toMatch(/^'Body' must be a key that records of SQS have, .*; write 'body'$/);
});

test.each(['MaximumRetryAttempts', 'MaximumRecordAgeInSeconds'])('a stream that drops records says by which limit: %s', (limit) => {
  const resources = { Reader: fn(), Orders: table(), Mapping: streamMapping('Orders', 'Reader', { [limit]: 60 }) };
  expect(found('StreamDropsRecords', stack('Shop', resources))).toEqual([
    `Mapping: 'DestinationConfig.OnFailure' must be set where '${limit}' is 60, got none`,
  ]);
});
