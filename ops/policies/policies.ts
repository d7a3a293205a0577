import * as actions from '../../lib/core/policies/operator-actions';
import { copyNameOf } from '../tune/copied-function';
import { allow, type Policy, policyOf, type Statement } from './policy';
import { bucketsOf, objectsOf, queuesOf, type Reach, redrivenOf, redrivesOf, streamsOf } from './reach';

const withQualifiers = (arn: string): string[] => [arn, `${arn}:*`];

/** By which a construct path is found. */
const naming = ({ stacks }: Reach, ...more: string[]): Statement[] =>
  allow('FindsConstructPaths', [...actions.FIND_PATHS, ...more], stacks);

const finding = (reach: Reach): Statement[] => [
  ...naming(reach),
  ...allow('FindsFailureTargets', actions.FIND_TARGETS, withQualifiers(reach.functionArn)),
  ...allow('FindsEventSources', actions.FIND_EVENT_SOURCES, '*'),
  ...allow('FindsRedriveQueues', actions.LOOK_AT_QUEUE, redrivenOf(reach)),
];

const reading = (reach: Reach): Statement[] => [
  ...finding(reach),
  ...allow('ReadsQueues', actions.READ_QUEUE, queuesOf(reach)),
  ...allow('ListsBuckets', ['s3:ListBucket'], bucketsOf(reach)),
  ...allow('ReadsObjects', ['s3:GetObject'], objectsOf(reach)),
];

export const failuresPolicy = (reach: Reach): Policy => policyOf(...reading(reach));

export const replayPolicy = (reach: Reach): Policy =>
  policyOf(
    ...reading(reach),
    ...allow('SendsEvents', ['lambda:InvokeFunction'], withQualifiers(reach.functionArn)),
    ...allow('DeletesMessages', [actions.DELETE_MESSAGE], queuesOf(reach)),
    ...allow('DeletesObjects', ['s3:DeleteObject'], objectsOf(reach)),
    ...allow('MovesMessages', actions.MOVE_MESSAGES, redrivesOf(reach)),
    ...allow('MovesMessagesTo', actions.TAKE_MESSAGES, redrivenOf(reach)),
    ...allow('ReadsKinesis', actions.readStream('kinesis'), streamsOf(reach, 'kinesis')),
    ...allow('ReadsDynamoDb', actions.readStream('dynamodb'), streamsOf(reach, 'dynamodb')),
  );

export const statusPolicy = (reach: Reach): Policy =>
  policyOf(
    ...finding(reach),
    ...allow('ReadsAlarmsAndMetrics', actions.READ_ALARMS, '*'),
    ...allow('ReadsLogs', actions.READ_LOGS, [reach.logGroupArn]),
    ...allow('ReadsDepths', actions.LOOK_AT_QUEUE, queuesOf(reach)),
  );

export const invokePolicy = (reach: Reach): Policy =>
  policyOf(
    ...naming(reach),
    ...allow('Invokes', ['lambda:GetFunctionConfiguration', 'lambda:InvokeFunction'], withQualifiers(reach.functionArn)),
    ...allow('FollowsExecutions', ['lambda:GetDurableExecution'], reach.configuration.DurableConfig ? [`${reach.functionArn}:*`] : []),
  );

/** Of a copy, or, with `isPublished`, of versions of the function itself. */
export function tunePolicy(reach: Reach, isPublished: boolean): Policy {
  const { functionArn, configuration } = reach;
  if (isPublished) return policyOf(...naming(reach), ...tuningVersions(functionArn));
  const copy = functionArn.replace(/[^:]+$/, copyNameOf(configuration.FunctionName ?? ''));
  return policyOf(
    ...naming(reach),
    ...allow('ReadsCode', ['lambda:GetFunction'], [functionArn, copy]),
    ...allow(
      'MakesAndRemovesCopy',
      [
        'lambda:CreateFunction',
        'lambda:DeleteFunction',
        'lambda:InvokeFunction',
        'lambda:TagResource',
        'lambda:UpdateFunctionCode',
        'lambda:UpdateFunctionConfiguration',
      ],
      [copy],
    ),
    ...allow('PassesRole', ['iam:PassRole'], configuration.Role ? [configuration.Role] : []),
    ...allow('ReadsLayers', ['lambda:GetLayerVersion'], configuration.Layers?.flatMap(({ Arn }) => Arn ?? []) ?? []),
    ...allow(
      'ReadsNetwork',
      ['ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs'],
      configuration.VpcConfig?.SubnetIds?.length ? '*' : [],
    ),
  );
}

const tuningVersions = (functionArn: string): Statement[] => [
  ...allow(
    'ReadsAndPublishes',
    [
      'lambda:GetFunction',
      'lambda:GetFunctionConfiguration',
      'lambda:GetPolicy',
      'lambda:ListAliases',
      'lambda:ListFunctionUrlConfigs',
      'lambda:ListVersionsByFunction',
      'lambda:PublishVersion',
      'lambda:UpdateFunctionConfiguration',
    ],
    withQualifiers(functionArn),
  ),
  // Not on the function itself: without a version, all of it would be deleted.
  ...allow('RunsAndRemovesVersions', ['lambda:InvokeFunction', 'lambda:DeleteFunction'], [`${functionArn}:*`]),
  ...allow('FindsCallers', ['cloudwatch:GetMetricData', 'lambda:ListEventSourceMappings'], '*'),
];
