import type { Example } from '../../../lib/checks/rule';
import { arn, fn, invokeConfig, queue, ref, resource } from '../../../lib/checks/rules/examples/parts';
import { Run } from '../../../lib/template-model/events/flow';
import { modelOf, resourceIn } from '../model-of';

const TOPIC = resource('AWS::SNS::Topic');
const subscribed = (properties: Record<string, unknown> = {}) =>
  resource('AWS::SNS::Subscription', { TopicArn: ref('Topic'), Protocol: 'sqs', Endpoint: arn('Queue'), ...properties });

const nextTo = (id: string, resources: Example): string[] => {
  const model = modelOf({ Orders: fn(), Queue: queue(), Topic: TOPIC, ...resources });
  const steps = model.flow.stepsFrom(resourceIn(model, id));
  return steps.map(({ to, through }) => [to instanceof Run ? to.invoked.fn.name : to.id, ...(through ? [through] : [])].join(' by '));
};

test('a topic sends all to its queues and functions', () => {
  expect(nextTo('Topic', { Sub: subscribed() })).toEqual(['Queue']);
  expect(nextTo('Topic', { Sub: subscribed({ Protocol: 'lambda', Endpoint: arn('Orders') }) })).toEqual(['Orders']);
  expect(
    nextTo('Topic', { Topic: resource('AWS::SNS::Topic', { Subscription: [{ Protocol: 'lambda', Endpoint: arn('Orders') }] }) }),
  ).toEqual(['Orders']);
});

test.each<[string, Example]>([
  ['a filter', { Sub: subscribed({ FilterPolicy: { kind: ['order'] } }) }],
  ['a condition', { Sub: { ...subscribed(), Condition: 'IsLive' } }],
  ['a filter before a function', { Sub: subscribed({ Protocol: 'lambda', Endpoint: arn('Orders'), FilterPolicy: { kind: ['order'] } }) }],
])('%s may stop what a topic sends', (_, resources) => {
  expect(nextTo('Topic', resources)).toEqual([]);
});

const outcomesIn = (resources: Example): string[] => {
  const model = modelOf({
    Orders: fn(),
    Bills: fn(),
    Queue: queue(),
    Bus: resource('AWS::Events::EventBus', { Name: 'shop' }),
    ...resources,
  });
  const [orders] = model.functions.values();
  return model.flow
    .outcomesOf(orders)
    .map(({ to, through }) => [to instanceof Run ? to.invoked.fn.name : to.id, ...(through ? [through] : [])].join(' by '));
};
const toBus = invokeConfig('Orders', { OnSuccess: arn('Bus') });
const onBus = (properties: Record<string, unknown>) =>
  resource('AWS::Events::Rule', { EventBusName: ref('Bus'), EventPattern: { source: ['lambda'] }, ...properties });

test('results go on from a bus by each target of a rule that matches them', () => {
  const Targets = [
    { Id: 'a', Arn: arn('Bills') },
    { Id: 'b', Arn: arn('Queue') },
    { Id: 'c', Arn: ref('Elsewhere') },
  ];
  expect(outcomesIn({ Config: toBus, Rule: onBus({ Targets }) })).toEqual(['Bills by Rule', 'Queue by Rule']);
  expect(outcomesIn({ Config: toBus, Rule: onBus({ Targets: ref('Targets') }) })).toEqual([]);
  expect(outcomesIn({ Config: toBus, Rule: onBus({ Targets, EventPattern: { source: ['shop'] } }) })).toEqual([]);
  expect(outcomesIn({ Config: toBus, Rule: onBus({ Targets, State: 'DISABLED' }) })).toEqual([]);
});

test('a configuration that a condition decides sends nothing for sure', () => {
  expect(outcomesIn({ Config: invokeConfig('Orders', { OnFailure: arn('Queue') }) })).toEqual(['Queue']);
  expect(outcomesIn({ Config: { ...invokeConfig('Orders', { OnFailure: arn('Queue') }), Condition: 'IsLive' } })).toEqual([]);
});
