import { pathsAlong, pathTo, shownPath } from '../../../template-model/events/event-paths';
import type { Place, Run, Step } from '../../../template-model/events/flow';
import { CheckSeverity } from '../../check-severity';
import type { Example, Examples, Rule, Violation } from '../../rule';
import { arn, fn, invokeConfig, join, queue, ref, resource } from '../examples/parts';

const subscription = (topic: string, target: string, others: Record<string, unknown> = {}) =>
  resource('AWS::SNS::Subscription', { TopicArn: ref(topic), Protocol: 'lambda', Endpoint: arn(target), ...others });
const overTopic = (others: Record<string, unknown> = {}): Example => ({
  Orders: fn(),
  Failed: resource('AWS::SNS::Topic'),
  Subscription: subscription('Failed', 'Orders', others),
  Config: invokeConfig('Orders', { OnFailure: ref('Failed') }),
});
const DEFAULT_BUS = join('arn:aws:events:', ref('AWS::Region'), ':', ref('AWS::AccountId'), ':event-bus/default');
const overBus = (pattern: unknown, rule: Record<string, unknown> = {}): Example => ({
  Orders: fn(),
  Config: invokeConfig('Orders', { OnSuccess: DEFAULT_BUS }),
  Rule: resource('AWS::Events::Rule', { EventPattern: pattern, Targets: [{ Id: 'Orders', Arn: arn('Orders') }], ...rule }),
});
const overBucket = (events: string, filter: Record<string, unknown> = {}): Example => ({
  Orders: fn(),
  Config: invokeConfig('Orders', { OnFailure: arn('Failed') }),
  Failed: resource('AWS::S3::Bucket', {
    NotificationConfiguration: { LambdaConfigurations: [{ Event: events, Function: arn('Orders'), ...filter }] },
  }),
});
const prefixed = (Value: string) => ({ Filter: { S3Key: { Rules: [{ Name: 'prefix', Value }] } } });

/** @internal */
export const FUNCTION_LOOP: Rule = {
  id: 'FunctionLoop',
  severity: CheckSeverity.ERROR,
  problem: 'The results or failures of a function invoke the same function again, directly or through other resources.',
  impact: 'Every event loops and causes cost; Lambda stops a loop after about 16 invocations only over Lambda, SQS, SNS and S3.',
  fix: 'Set the destination to a resource that invokes none of these functions.',
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html',
  *find(model): Iterable<Violation> {
    const { flow } = model;
    const seen = new Set<Place>();
    for (const run of [...model.functions.values()].flatMap((fn) => flow.runsOf(fn))) {
      if (seen.has(run)) continue;
      const paths = pathsAlong(flow.stepsFrom(run), (place) => flow.stepsFrom(place));
      const path = pathTo(paths, (place) => place === run);
      if (!path) continue;
      for (const { to } of path) seen.add(to);
      yield hitOf(run, path);
    }
  },
  examples: (): Examples => ({
    fixed: { ...overTopic(), Config: invokeConfig('Orders', { OnFailure: arn('Dropped') }), Dropped: resource('AWS::SQS::Queue') },
    bad: [
      overTopic(),
      { Orders: fn(), Config: invokeConfig('Orders', { OnSuccess: arn('Orders') }) },
      {
        Orders: fn({ DeadLetterConfig: { TargetArn: ref('Failed') } }),
        Failed: resource('AWS::SNS::Topic'),
        Subscription: subscription('Failed', 'Orders'),
      },
      // By way of another
      {
        Orders: fn(),
        Invoices: fn(),
        Config: invokeConfig('Orders', { OnSuccess: arn('Invoices') }),
        Other: invokeConfig('Invoices', { OnSuccess: ref('Paid') }),
        Paid: resource('AWS::SNS::Topic'),
        Subscription: subscription('Paid', 'Orders'),
      },
      overBus({ source: ['lambda'] }),
      overBus({ 'detail-type': [{ prefix: 'Lambda Function Invocation Result' }] }),
      overBus({ account: ['111122223333'] }),
      overBucket('s3:ObjectCreated:*'),
      overBucket('s3:ObjectCreated:Put', prefixed('aws/lambda/')),
    ],
    good: [
      { ...overTopic(), Subscription: subscription('Failed', 'Repair'), Repair: fn() },
      overTopic({ FilterPolicy: { kind: ['order'] } }),
      // Only what comes by way of the alias fails into the topic
      { ...overTopic(), Config: invokeConfig('Orders', { OnFailure: ref('Failed') }, 'live') },
      overBus({ source: ['shop.orders'] }),
      overBus({ source: ['lambda'], detail: { requestContext: { condition: ['RetriesExhausted'] } } }),
      overBus({ source: ['lambda'], 'detail-type': ['Lambda Function Invocation Result - Failure'] }),
      overBus({ source: ['lambda'] }, { State: 'DISABLED' }),
      overBus({ source: ['lambda'] }, { EventBusName: 'orders' }),
      overBucket('s3:ObjectRemoved:*'),
      overBucket('s3:ObjectCreated:*', prefixed('uploads/')),
      // What comes of a queue has no destination
      {
        Orders: fn(),
        Config: invokeConfig('Orders', { OnFailure: arn('Failed') }),
        Failed: queue(),
      },
    ],
  }),
};

function hitOf({ invoked }: Run, path: readonly Step[]): Violation {
  const [{ resource, property }] = path;
  const message = `'${property}' must not lead back to ${invoked.fn.name}, got ${shownPath(invoked.fn.name, path)}`;
  return { resource, property, message, fn: invoked.fn };
}
