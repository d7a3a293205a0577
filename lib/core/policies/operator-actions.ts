/*
 * The actions that operators of functions take, once for the grants of functions and for the policies of the operations
 * command. Without the CDK.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */

/** By which a construct path is found. @internal */
export const FIND_PATHS: readonly string[] = ['cloudformation:GetTemplate', 'cloudformation:DescribeStackResource'];

/** Where failures of a function are sent. @internal */
export const FIND_TARGETS: readonly string[] = [
  'lambda:GetFunctionConfiguration',
  'lambda:ListAliases',
  'lambda:ListFunctionEventInvokeConfigs',
];

/** IAM knows no resource for it. @internal */
export const FIND_EVENT_SOURCES: readonly string[] = ['lambda:ListEventSourceMappings'];

/** IAM knows no resource for them. @internal */
export const READ_ALARMS: readonly string[] = ['cloudwatch:DescribeAlarms', 'cloudwatch:GetMetricData'];

/** @internal */
export const READ_LOGS: readonly string[] = ['logs:FilterLogEvents'];

/** Of a queue whose messages are not read. @internal */
export const LOOK_AT_QUEUE: readonly string[] = ['sqs:GetQueueUrl', 'sqs:GetQueueAttributes'];

/** SQS has no way to read a message without receiving it. @internal */
export const READ_QUEUE: readonly string[] = [...LOOK_AT_QUEUE, 'sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility'];

/** @internal */
export const DELETE_MESSAGE = 'sqs:DeleteMessage';

/** Of a redrive queue, from which messages are moved. @internal */
export const MOVE_MESSAGES: readonly string[] = ['sqs:StartMessageMoveTask', 'sqs:ListMessageMoveTasks', 'sqs:CancelMessageMoveTask'];

/** Of a queue that messages are moved to. @internal */
export const TAKE_MESSAGES: readonly string[] = ['sqs:SendMessage'];

/** @internal */
export const readStream = (service: 'kinesis' | 'dynamodb'): string[] => [`${service}:GetShardIterator`, `${service}:GetRecords`];
