import { shownPath } from '../../../template-model/events/event-paths';
import { CheckSeverity } from '../../check-severity';
import type { Example, Examples, Rule, Violation } from '../../rule';
import { arn, fn, join, mapping, queue, ref, resource, role, streamMapping, table } from '../examples/parts';

const allow = (Action: unknown, Resource: unknown) => ({ Effect: 'Allow', Action, Resource });
const ofQueue = (statement: unknown, properties: Record<string, unknown> = {}): Example => ({
  Role: role(statement),
  Orders: fn({ Role: arn('Role') }),
  Queue: queue(),
  Mapping: mapping('Queue', 'Orders', properties),
});
const SEND = allow('sqs:SendMessage', arn('Queue'));
const ofTable = (statement: unknown, properties: Record<string, unknown> = {}): Example => ({
  Role: role(statement),
  Reader: fn({ Role: arn('Role') }),
  Orders: table(),
  Mapping: streamMapping('Orders', 'Reader', properties),
});
const ofTopic = (subscription: Record<string, unknown>): Example => ({
  Role: role(allow('sns:Publish', ref('Topic'))),
  Orders: fn({ Role: arn('Role') }),
  Topic: resource('AWS::SNS::Topic'),
  Subscription: resource('AWS::SNS::Subscription', {
    TopicArn: ref('Topic'),
    Protocol: 'lambda',
    Endpoint: arn('Orders'),
    ...subscription,
  }),
});
const ofBucket = (keys: unknown, rules?: unknown[]): Example => ({
  Role: role(allow(['s3:GetObject', 's3:PutObject'], keys)),
  Orders: fn({ Role: arn('Role') }),
  Uploads: resource('AWS::S3::Bucket'),
  Notifications: resource('Custom::S3BucketNotifications', {
    ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:notifications',
    BucketName: ref('Uploads'),
    NotificationConfiguration: {
      LambdaFunctionConfigurations: [
        {
          Events: ['s3:ObjectCreated:*'],
          LambdaFunctionArn: arn('Orders'),
          ...(rules ? { Filter: { Key: { FilterRules: rules } } } : {}),
        },
      ],
    },
  }),
});
const prefix = (Value: string) => ({ Name: 'prefix', Value });
const ofBus = (pattern: unknown): Example => ({
  Role: role(allow('events:PutEvents', arn('Bus'))),
  Orders: fn({ Role: arn('Role') }),
  Bus: resource('AWS::Events::EventBus', { Name: 'shop' }),
  Rule: resource('AWS::Events::Rule', { EventBusName: ref('Bus'), EventPattern: pattern, Targets: [{ Id: 'Orders', Arn: arn('Orders') }] }),
});

/** @internal */
export const POSSIBLE_LOOP: Rule = {
  id: 'PossibleLoop',
  severity: CheckSeverity.WARNING,
  problem: 'A function is allowed to write to its own event source, and no filter excludes what it writes.',
  impact:
    'If the function writes there, every event causes another one without limit; Lambda stops it after about 16 invocations only over SQS, SNS and S3.',
  fix: "Remove the permission from 'Role', or exclude the function's own events with 'FilterCriteria', a filter policy or an S3 prefix.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html',
  *find(model): Iterable<Violation> {
    for (const fn of model.functions.values()) {
      const path = model.possibleFlow.pathsFrom(fn).find(({ to, isPut }) => to === fn && isPut);
      if (!path) continue;
      const message = `'Role' must not allow ${fn.name} to write to its own event source, got ${shownPath(fn.name, path.steps)}`;
      yield { resource: fn.resource, property: 'Role', message, fn };
    }
  },
  examples: (): Examples => ({
    fixed: { ...ofQueue(allow('sqs:SendMessage', arn('Done'))), Done: queue() },
    bad: [
      ofQueue(SEND),
      ofTable(allow(['dynamodb:GetItem', 'dynamodb:UpdateItem'], arn('Orders'))),
      ofTopic({}),
      ofBucket(join(arn('Uploads'), '/*')),
      ofBucket(join(arn('Uploads'), '/in/*'), [prefix('in/')]),
      ofBus({ source: [{ prefix: '' }] }),
      {
        Role: role(allow('kinesis:PutRecords', arn('Clicks'))),
        Reader: fn({ Role: arn('Role') }),
        Clicks: resource('AWS::Kinesis::Stream'),
        Mapping: streamMapping('Clicks', 'Reader', { EventSourceArn: arn('Clicks') }),
      },
      // Over a topic into its own queue
      {
        ...ofQueue(allow('sns:Publish', ref('Topic'))),
        Topic: resource('AWS::SNS::Topic'),
        Subscription: resource('AWS::SNS::Subscription', { TopicArn: ref('Topic'), Protocol: 'sqs', Endpoint: arn('Queue') }),
      },
    ],
    good: [
      {
        ...ofQueue(allow('sqs:SendMessage', arn('Other'))),
        Other: queue(),
        Invoices: fn(),
        OtherMapping: mapping('Other', 'Invoices'),
      },
      ofQueue(allow('sqs:ReceiveMessage', arn('Queue'))),
      ofQueue(allow('sqs:SendMessage', arn('Other'))),
      // Allowed with all the rest, so hardly meant
      ofQueue(allow('sqs:SendMessage', '*')),
      ofQueue(allow('sqs:*', arn('Queue'))),
      ofQueue(SEND, { FilterCriteria: { Filters: [{ Pattern: '{"body":{"type":["order"]}}' }] } }),
      ofQueue(SEND, { Enabled: false }),
      ofQueue({ ...SEND, Effect: 'Deny' }),
      // Allowed for what Lambda itself sends there, which is another rule's
      { ...ofQueue(SEND), Orders: fn({ Role: arn('Role'), DeadLetterConfig: { TargetArn: arn('Queue') } }) },
      { ...ofQueue(SEND), Other: fn({ Role: arn('Role') }) },
      {
        ...ofQueue(allow('sqs:ReceiveMessage', arn('Queue'))),
        Sender: role(),
        Shared: resource('AWS::IAM::Policy', {
          PolicyName: 'Send',
          PolicyDocument: { Version: '2012-10-17', Statement: [SEND] },
          Roles: [ref('Role'), ref('Sender')],
        }),
      },
      { ...ofQueue(SEND), Orders: fn({ Role: ref('RoleArn') }) },
      ofTable(allow('dynamodb:Query', arn('Orders'))),
      ofTable(allow('dynamodb:PutItem', arn('Orders')), { FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] } }),
      ofTopic({ FilterPolicy: { kind: ['order'] } }),
      ofTopic({ Protocol: 'email', Endpoint: 'ops@example.com' }),
      ofBucket(join(arn('Uploads'), '/made/*'), [prefix('in/')]),
      ofBucket(join(arn('Uploads'), '/*'), [prefix('in/')]),
      ofBucket(join(arn('Uploads'), '/*'), [{ Name: 'suffix', Value: '.csv' }]),
      ofBucket(arn('Uploads')),
      ofBucket(join(arn('Uploads'), '/', ref('Folder'), '/*')),
      ofBus({ source: ['shop.payments'] }),
    ],
  }),
};
