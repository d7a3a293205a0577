import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { AlarmTopics, CustomAlarmOptions } from '../alarms/custom-alarm';
import type { FunctionAlarms } from '../alarms/function-alarms';

/** A hardened function, however its code is packaged: take it where a construct of yours accepts any of them. */
export interface IHardenedFunction extends lambda.IFunction {
  /** CDK's own function inside, for the few APIs that ask for the class. */
  readonly lambdaFunction: lambda.Function;

  /** The log group that the function writes to. */
  readonly logGroup: logs.ILogGroup;

  /** The queue of events that failed after all retries, where the library made one. */
  readonly failureQueue?: sqs.IQueue;

  /** The dead-letter queue, if the function has one. */
  readonly deadLetterQueue?: sqs.IQueue;

  /** The dead-letter topic, if the function has one. */
  readonly deadLetterTopic?: sns.ITopic;

  /** The table in which the code keeps which events it has worked on, if `idempotency` is set. */
  readonly idempotencyTable?: dynamodb.ITable;

  /** The alarms by their cause. */
  readonly alarms: FunctionAlarms;

  /** The topics that the alarms notify, by severity: the stack's topics for e-mails, or yours. */
  readonly alarmTopics: AlarmTopics;

  /** Adds your own alarm, which notifies the same topics as the function's other alarms. */
  addAlarm(id: string, options: CustomAlarmOptions): cloudwatch.Alarm;
}
