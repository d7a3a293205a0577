import type { ApplicationModel } from '../../../template-model/application-model';
import { type Mapping, SourceKind } from '../../../template-model/events/mapping';
import type { Role } from '../../../template-model/permissions/role';
import type { Resource } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { arn, fn, mapping, queue, ref, resource, role, streamMapping, table } from '../examples/parts';
import { allow, queuePolicy } from '../examples/triggers';

/** Without any of these, nothing is read. */
const READING: Readonly<Record<SourceKind, readonly string[]>> = {
  [SourceKind.SQS]: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  [SourceKind.DYNAMODB]: ['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream'],
  [SourceKind.KINESIS]: ['kinesis:GetRecords', 'kinesis:GetShardIterator'],
  [SourceKind.KAFKA]: ['kafka:GetBootstrapBrokers'],
  [SourceKind.MQ]: ['mq:DescribeBroker'],
  [SourceKind.DOCUMENTDB]: ['rds:DescribeDBClusters'],
};

const ORDERS = fn({ Role: arn('Role') });
const QUEUE = { Orders: ORDERS, Queue: queue(), Mapping: mapping('Queue', 'Orders') };
const TABLE = { Orders: ORDERS, Table: table(), Mapping: streamMapping('Table', 'Orders') };
const STREAM_ARN = { 'Fn::GetAtt': ['Table', 'StreamArn'] };

/** @internal */
export const ROLE_MISSING_SOURCE_ACCESS: Rule = {
  id: 'RoleMissingSourceAccess',
  severity: CheckSeverity.ERROR,
  problem: "The role of a function is not allowed to read the function's event source.",
  impact: 'Lambda reads with that role, so it refuses the mapping or no event reaches the function.',
  fix: "Allow the actions that Lambda needs on the event source to the role, for example 'sqs:ReceiveMessage', 'sqs:DeleteMessage' and 'sqs:GetQueueAttributes'.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html',
  *find(model): Iterable<Violation> {
    for (const mapping of model.mappings) {
      const role = mapping.invoked && model.roleOf(mapping.invoked.fn);
      const missing = role && missingOf(mapping, role, model);
      if (!missing) continue;
      yield {
        resource: mapping.resource,
        property: 'EventSourceArn',
        message: `'EventSourceArn' must be a source that the function's role may read, got ${mapping.source?.label ?? mapping.kind} without ${missing} for ${role.resource.label}`,
        fn: mapping.invoked?.fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { ...QUEUE, Role: role(allow('sqs:SendMessage', arn('Queue'))) },
      { ...QUEUE, Role: role(allow(['sqs:ReceiveMessage', 'sqs:GetQueueAttributes'], arn('Queue'))) },
      { ...QUEUE, Other: queue(), Role: role(allow('sqs:*', arn('Other'))) },
      {
        ...TABLE,
        Role: resource('AWS::IAM::Role', {
          ...role().Properties,
          ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonDynamoDBReadOnlyAccess'],
        }),
      },
      {
        Orders: ORDERS,
        Role: role(allow('logs:*')),
        Mapping: mapping('Orders', 'Orders', {
          EventSourceArn: 'arn:aws:kinesis:eu-west-1:111122223333:stream/orders',
          StartingPosition: 'LATEST',
        }),
      },
    ],
    good: [
      { ...QUEUE, Role: role(allow(READING[SourceKind.SQS], arn('Queue'))) },
      { ...QUEUE, Role: role(), Policy: queuePolicy('Queue', allow('sqs:*', arn('Queue'), { Principal: { AWS: arn('Role') } })) },
      { ...QUEUE, Role: role(allow('sqs:*', ref('QueueArn'))) },
      { ...QUEUE, Role: resource('AWS::IAM::Role', { ManagedPolicyArns: [ref('PolicyArn')] }) },
      { ...TABLE, Role: role(allow(READING[SourceKind.DYNAMODB], STREAM_ARN), allow('dynamodb:ListStreams')) },
      {
        Orders: ORDERS,
        Consumer: resource('AWS::Kinesis::StreamConsumer', { ConsumerName: 'orders', StreamARN: ref('StreamArn') }),
        Role: role(allow('kinesis:SubscribeToShard', 'arn:aws:kinesis:*:*:stream/orders/consumer/*')),
        Mapping: mapping('Consumer', 'Orders', { EventSourceArn: ref('Consumer'), StartingPosition: 'LATEST' }),
      },
      {
        Orders: ORDERS,
        Role: role(),
        Mapping: mapping('Orders', 'Orders', {
          EventSourceArn: undefined,
          SelfManagedEventSource: { Endpoints: { KafkaBootstrapServers: ['broker:9092'] } },
        }),
      },
      { Orders: fn(), Queue: queue(), Mapping: mapping('Queue', 'Orders') },
    ],
  }),
};

function missingOf({ kind, source, resource }: Mapping, role: Role, model: ApplicationModel): string | undefined {
  const isManaged = resource.has('EventSourceArn') === true;
  if (kind === undefined || !isManaged || letsItself(source, role, model)) return undefined;
  if (source?.type === 'AWS::Kinesis::StreamConsumer') return missing(role, ['kinesis:SubscribeToShard'], undefined);
  return missing(role, READING[kind], source);
}

const missing = (role: Role, actions: readonly string[], source: Resource | undefined): string | undefined =>
  actions.find((action) => role.allows(action, source) === false);

const POLICIES = ['ResourcePolicy', 'StreamSpecification.ResourcePolicy'];

/** The policy of the source may allow the role. */
function letsItself(source: Resource | undefined, role: Role, model: ApplicationModel): boolean {
  if (!source) return false;
  if (POLICIES.some((property) => source.has(property) !== false)) return true;
  if (source.type === 'AWS::Kinesis::Stream') return model.resources.ofType('AWS::Kinesis::ResourcePolicy').length > 0;
  const policy = model.policyOf(source);
  return policy !== undefined && policy.letsRole(role.resource, 'sqs:ReceiveMessage') !== false;
}
