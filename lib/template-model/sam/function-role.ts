import type { ResourceBody } from '../template';
import { INLINE_POLICY } from './events';
import { fieldsOf, isObject, type Properties } from './fields';

const managed = (name: string): unknown => ({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::aws:policy/${name}` });
const BASIC = managed('service-role/AWSLambdaBasicExecutionRole');
const DURABLE = managed('service-role/AWSLambdaBasicDurableExecutionRolePolicy');
const NETWORK = managed('service-role/AWSLambdaVPCAccessExecutionRole');
const TRACING = managed('AWSXRayDaemonWriteAccess');

/** Of which no rule is sure what it allows: a policy template of SAM's, an intrinsic. */
const NOT_KNOWN = { 'Fn::GetAtt': [] };

/** The role that SAM makes for a function without one. @internal */
export function roleOf(properties: Properties, forEvents: readonly string[]): ResourceBody {
  const { Policies, VpcConfig, Tracing, DeadLetterQueue, EventInvokeConfig, DurableConfig } = properties;
  const given = Array.isArray(Policies) ? Policies : Policies === undefined ? [] : [Policies];
  const isActive = Tracing === 'Active';
  // What SAM allows for destinations is in separate policies.
  const isMore = fieldsOf(EventInvokeConfig).DestinationConfig !== undefined;
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      ManagedPolicyArns: [
        DurableConfig === undefined ? BASIC : DURABLE,
        ...(VpcConfig === undefined ? [] : [NETWORK]),
        ...(isActive ? [TRACING] : []),
        ...forEvents.map((name) => (name === INLINE_POLICY ? NOT_KNOWN : managed(`service-role/${name}`))),
        ...given.filter((policy) => !isDocument(policy)).map((policy) => (typeof policy === 'string' ? named(policy) : NOT_KNOWN)),
        ...(isMore ? [NOT_KNOWN] : []),
      ],
      Policies: [...given.filter(isDocument).map((PolicyDocument) => ({ PolicyDocument })), ...deadLetters(DeadLetterQueue)],
    },
  };
}

const isDocument = (policy: unknown): boolean => isObject(policy) && policy.Statement !== undefined;
const named = (policy: string): unknown => (policy.startsWith('arn:') ? policy : managed(policy));

function deadLetters(deadLetterQueue: unknown): unknown[] {
  const { Type, TargetArn } = fieldsOf(deadLetterQueue);
  if (TargetArn === undefined) return [];
  const Action = Type === 'SNS' ? 'sns:Publish' : 'sqs:SendMessage';
  return [{ PolicyDocument: { Statement: [{ Effect: 'Allow', Action, Resource: TargetArn }] } }];
}
