import type { ApplicationModel } from '../../../template-model/application-model';
import { awaitedBy } from '../../../template-model/dependencies';
import { SourceKind } from '../../../template-model/events/mapping';
import { deliveriesIn } from '../../../template-model/failures/failure-delivery';
import type { LambdaFunction } from '../../../template-model/functions/lambda-function';
import type { Role } from '../../../template-model/permissions/role';
import type { Resource } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { arn, fn, invokeConfig, mapping, policy, queue, ref, resource, role } from '../examples/parts';
import { allow } from '../examples/triggers';

const READING = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
/** What Lambda tries, or looks for in the role, when it creates the mapping. */
const TRIED: Readonly<Partial<Record<SourceKind, readonly string[]>>> = {
  [SourceKind.SQS]: READING,
  [SourceKind.DYNAMODB]: ['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream'],
  [SourceKind.KINESIS]: ['kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:DescribeStream'],
};

const later = (Action: unknown, target: string) =>
  resource('AWS::IAM::Policy', { PolicyName: 'Later', Roles: [ref('Role')], PolicyDocument: policy(allow(Action, arn(target))) });
const READER = {
  Role: role(allow('logs:*')),
  Orders: fn({ Role: arn('Role') }),
  Queue: queue(),
  Mapping: mapping('Queue', 'Orders'),
  Reading: later(READING, 'Queue'),
};
const waiting = { DependsOn: 'Reading' };

/** @internal */
export const POLICY_NOT_AWAITED: Rule = {
  id: 'PolicyNotAwaited',
  severity: CheckSeverity.WARNING,
  problem: 'An event source mapping or a destination needs a policy of the role that CloudFormation may attach later.',
  impact: 'Lambda checks the role when it creates the resource, so the deployment fails whenever the policy is not attached in time.',
  fix: "Add the 'AWS::IAM::Policy' to 'DependsOn' of the resource, or write its statements into 'Policies' of the role.",
  docsUrl: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-dependson.html',
  *find(model): Iterable<Violation> {
    for (const { resource, property, fn, actions, target } of needsIn(model)) {
      const role = fn && model.roleOf(fn);
      const late = role ? lateFor(resource, role, model) : new Set<Resource>();
      if (!role || late.size === 0) continue;
      const atFirst = model.roleWith(role, (each) => !late.has(each));
      const missing = actions.find((action) => atFirst.allows(action, target) === false && role.allows(action, target) === true);
      const awaited = missing && [...late].find((one) => model.roleWith(role, (each) => each === one).allows(missing, target) === true);
      if (!awaited) continue;
      const message = `'DependsOn' must have ${awaited.label}, which allows ${missing} to ${role.resource.label}, got a resource that does not wait for it`;
      yield { resource, property, message, fn };
    }
  },
  examples: (): Examples => ({
    fixed: { ...READER, Mapping: { ...READER.Mapping, ...waiting } },
    bad: [
      READER,
      {
        Role: role(allow('logs:*')),
        Orders: fn({ Role: arn('Role') }),
        Failed: queue(),
        Config: invokeConfig('Orders', { OnFailure: arn('Failed') }),
        Sending: later('sqs:SendMessage', 'Failed'),
      },
    ],
    good: [
      { ...READER, Orders: { ...READER.Orders, DependsOn: ['Reading'] } },
      { ...READER, Mapping: mapping('Queue', 'Orders', { BatchSize: ref('Reading') }) },
      { ...READER, Role: role(allow('logs:*'), allow(READING, arn('Queue'))) },
      { ...READER, Role: role(allow(READING, ref('QueueArn'))) },
      { ...READER, Reading: { ...READER.Reading, Condition: 'IsShared' } },
      { ...READER, Orders: fn() },
    ],
  }),
};

interface Need {
  readonly resource: Resource;
  readonly property: string;
  readonly fn: LambdaFunction | undefined;
  readonly actions: readonly string[];
  readonly target: Resource | undefined;
}

function* needsIn(model: ApplicationModel): Iterable<Need> {
  for (const { resource, invoked, kind, source } of model.mappings) {
    const actions = kind && TRIED[kind];
    if (actions && source?.type !== 'AWS::Kinesis::StreamConsumer')
      yield { resource, property: 'EventSourceArn', fn: invoked?.fn, actions, target: source };
  }
  for (const { resource, property, invoked, actions, target } of deliveriesIn(model))
    yield { resource, property, fn: invoked.fn, actions, target };
}

/** The policies of the same template that are attached to the role and for which the resource does not wait. */
function lateFor(resource: Resource, role: Role, model: ApplicationModel): ReadonlySet<Resource> {
  const attached = model
    .policiesAttachedTo(role)
    .filter(({ template, condition }) => template === resource.template && condition === undefined);
  const awaited = attached.length === 0 ? undefined : awaitedBy(resource, model.resources);
  return new Set(attached.filter((policy) => !awaited?.has(policy)));
}
