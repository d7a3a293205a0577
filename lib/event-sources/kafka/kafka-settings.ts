import { Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { checkGiven, refuse } from '../../core/errors';
import { checkSeconds } from '../../core/input/ranges';
import { checkText, type Texts } from '../../core/input/texts';
import { warn } from '../../core/warnings';
import { NAME_IN_SOURCE, RECORD_AGE } from '../shared/mapping-limits';
import { checkPollerRange } from '../sqs/queue-settings';
import { checkStart, resolveBatches } from '../streams/stream-settings';
import type { HardenedKafkaEventSourceOptions } from './kafka-options';

const TOPIC: Texts = {
  pattern: /^[a-zA-Z0-9_-][a-zA-Z0-9._-]{1,248}$/,
  rule: '2 to 249 letters, digits, dots, hyphens and underscores, the first of them no dot',
  fix: 'name one topic as the cluster does',
};

const GROUP: Texts = {
  ...NAME_IN_SOURCE,
  fix: 'rename the group, or leave it out, so that Lambda makes one',
};

const POLLER_GROUP: Texts = {
  pattern: /^[a-zA-Z0-9_-]{0,128}$/,
  rule: 'at most 128 letters, digits, hyphens and underscores',
  fix: 'rename the group, or leave it out',
};

const LOG_LEVELS = ['DEBUG', 'INFO', 'WARN'];

/**
 * The mapping of a topic: what the user set, held to what Lambda takes, and the defaults of `resolveBatches` where
 * Lambda has such error handling.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/kafka-retry-configurations.html
 *
 * @internal
 */
export function resolveKafka(scope: IConstruct, props: HardenedKafkaEventSourceOptions): lambda.EventSourceMappingOptions {
  checkKafka(scope, props);
  const { retryAttempts, bisectBatchOnError, reportBatchItemFailures, provisionedPollerConfig } = props;
  checkStart(scope, props.startingPosition, props.startingPositionTimestamp, true);
  return {
    ...resolveBatches(scope, props, Object.values(lambda.MetricType)),
    ...(provisionedPollerConfig
      ? { reportBatchItemFailures: reportBatchItemFailures ?? true }
      : { retryAttempts, bisectBatchOnError, reportBatchItemFailures }),
    startingPosition: props.startingPosition,
    startingPositionTimestamp: props.startingPositionTimestamp,
    maxRecordAge: props.maxRecordAge,
    kafkaTopic: props.topic,
    kafkaConsumerGroupId: props.consumerGroupId,
    provisionedPollerConfig,
    logLevel: props.logLevel,
  };
}

/** @internal */
export function checkMethodHasSecret(scope: IConstruct, props: { readonly authenticationMethod?: string; readonly secret?: object }): void {
  if (props.authenticationMethod === undefined || props.secret) return;
  refuse(scope, `'authenticationMethod' must go with 'secret', got it alone; pass the secret, or leave it out`);
}

function checkKafka(scope: IConstruct, props: HardenedKafkaEventSourceOptions): void {
  const { provisionedPollerConfig, logLevel } = props;
  checkGiven(scope, 'topic', props.topic, "'orders'");
  checkText(scope, 'topic', props.topic, TOPIC);
  checkText(scope, 'consumerGroupId', props.consumerGroupId, GROUP);
  checkSeconds(scope, 'maxRecordAge', props.maxRecordAge, RECORD_AGE);
  if (logLevel !== undefined && !Token.isUnresolved(logLevel) && !LOG_LEVELS.includes(logLevel)) {
    refuse(scope, `'logLevel' must be one of ${LOG_LEVELS.join(', ')}, got ${logLevel}; pass one of EventSourceMappingLogLevel`);
  }
  if (provisionedPollerConfig) {
    checkPollerRange(scope, provisionedPollerConfig, { min: 1, minimum: 200, maximum: 2000 });
    checkText(scope, 'provisionedPollerConfig.pollerGroupName', provisionedPollerConfig.pollerGroupName, POLLER_GROUP);
  } else if (props.schemaRegistryConfig) {
    refuse(scope, `'schemaRegistryConfig' must go with 'provisionedPollerConfig', got it alone, which Lambda refuses; ${WITH_POLLERS}`);
  }
}

const WITH_POLLERS = "pass 'provisionedPollerConfig: {}' too, which costs, or leave it out";

/**
 * A topic that takes what failed.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/kafka-on-failure-destination.html
 *
 * @internal
 */
export function checkFailureTopic(scope: IConstruct, topic: string, props: HardenedKafkaEventSourceOptions): void {
  if (!props.provisionedPollerConfig) {
    refuse(
      scope,
      `'onFailure' with a topic of Kafka must go with 'provisionedPollerConfig', got it alone, which Lambda refuses; ${WITH_POLLERS}`,
    );
  }
  checkText(scope, 'onFailure', topic, TOPIC);
  if (topic === props.topic) {
    refuse(
      scope,
      `'onFailure' must be another topic than the one that is read, got ${topic} for both, which would feed it its own failures; pass another`,
    );
  }
}

/**
 * Whether a batch is retried until its records expire: by default, and then there is nothing to deliver or to drop.
 *
 * @internal
 */
export const retriesUntilExpiry = ({
  provisionedPollerConfig,
  onFailure,
  retryAttempts,
  maxRecordAge,
}: HardenedKafkaEventSourceOptions): boolean => !provisionedPollerConfig && !onFailure && (retryAttempts ?? -1) === -1 && !maxRecordAge;

/**
 * Error handling that AWS documents with provisioned mode only.
 *
 * @internal
 */
export function warnOfErrorHandling(mapping: IConstruct, props: HardenedKafkaEventSourceOptions): void {
  if (props.provisionedPollerConfig) return;
  const { retryAttempts = -1, bisectBatchOnError, maxRecordAge, reportBatchItemFailures } = props;
  const options = { retryAttempts: retryAttempts !== -1, bisectBatchOnError, maxRecordAge, reportBatchItemFailures };
  const names = Object.entries(options).flatMap(([name, value]) => (value ? [`'${name}'`] : []));
  if (names.length === 0) return;
  warn(
    mapping,
    'ErrorHandlingWithoutProvisionedMode',
    `${names.join(', ')} must be combined with 'provisionedPollerConfig', as AWS documents, got none; pass 'provisionedPollerConfig: {}', which costs extra, or acknowledge this if you have tested it`,
  );
}
