import { checkCdkVersion } from './core/cdk/cdk-version';

checkCdkVersion();

// The function
// Functions that exist
export * from './adoption/hardening';
export * from './adoption/hardening-report';
export * from './adoption/lambda-hardening';
// Alarms and who is notified of them
export { AlarmActions, type AlarmActionsBySeverity } from './alarms/actions/alarm-actions';
export * from './alarms/actions/ok-actions';
export * from './alarms/alarm-severity';
export { type AlarmRateOptions, type AlarmThresholdOptions, AlarmTuning, type AlarmWindowOptions } from './alarms/alarm-tuning';
export type { AlarmTopics, CustomAlarmOptions } from './alarms/custom-alarm';
export type {
  BatchAlarmTunings,
  DocumentDbAlarmTunings,
  EventSourceAlarms,
  EventSourceAlarmTunings,
  IteratorAgeAlarmTunings,
  KafkaAlarmTunings,
  KinesisAlarmTunings,
  MqAlarmTunings,
  QueueAlarmTunings,
  StoppedReaderAlarmTunings,
  StreamAlarmTunings,
} from './alarms/event-source-alarms';
export * from './alarms/fleet/fleet-alarms';
export * from './alarms/fleet/fleet-alarms-elsewhere';
export * from './alarms/fleet/fleet-alarms-props';
export type { FrontAlarms, FrontAlarmTunings } from './alarms/front-alarms';
export type { FunctionAlarms, FunctionAlarmTunings } from './alarms/function-alarms';
// Checks of any template
export * from './checks/check-finding';
export * from './checks/check-severity';
export * from './checks/hardened-lambda-checks';
// cdk-nag
export { Acknowledgements } from './core/acknowledgements';
// Choices made once
export { PolicyKind } from './core/policies/service-policy';
// Dashboards
export type { DashboardOptions } from './dashboards/dashboard-options';
export * from './dashboards/dashboard-row';
export * from './dashboards/function-dashboard';
export * from './dashboards/service-dashboard';
// Durable functions
export * from './durable-start/durable-start';
export { KeyManagement } from './encryption/encryption-key';
export * from './event-sources/document-db/document-db-options';
export * from './event-sources/document-db/hardened-document-db-event-source';
export * from './event-sources/kafka/hardened-managed-kafka-event-source';
export * from './event-sources/kafka/hardened-self-managed-kafka-event-source';
export * from './event-sources/kafka/kafka-options';
export * from './event-sources/mq/hardened-active-mq-event-source';
export * from './event-sources/mq/hardened-rabbit-mq-event-source';
export * from './event-sources/mq/mq-options';
export * from './event-sources/shared/batch-options';
// Event sources
export * from './event-sources/shared/event-source-options';
export { EventSourceWaiver } from './event-sources/shared/event-source-waiver';
export * from './event-sources/sqs/hardened-sqs-event-source';
export type { HardenedSqsNewQueueOptions } from './event-sources/sqs/new-queue';
export * from './event-sources/sqs/queue-options';
export * from './event-sources/streams/hardened-dynamo-event-source';
export * from './event-sources/streams/hardened-kinesis-consumer-event-source';
export * from './event-sources/streams/hardened-kinesis-event-source';
export * from './event-sources/streams/kinesis-options';
// Failed events
export { FailureCapture } from './failures/failure-capture';
// Filters
export * from './filters/dynamo-filter';
export * from './filters/event-filter';
export { FilterMatch } from './filters/filter-match';
export * from './filters/kafka-filter';
export * from './filters/kinesis-filter';
export * from './filters/mq-filter';
export * from './filters/sqs-filter';
export * from './function/hardened-docker-image-function';
export * from './function/hardened-function';
export * from './function/hardened-function-interface';
export * from './function/hardened-nodejs-function';
export * from './function/plain/plain-function-class';
export * from './function/plain/plain-functions';
export * from './function/props';
export * from './http/distribution/function-url-distribution';
export type { FunctionUrlDistributionProps } from './http/distribution/function-url-distribution-props';
// Fronts
export type { FrontAlarmOptions, HardenedApiOptions, RouteThrottle } from './http/front-options';
export { FrontWaiver } from './http/front-waiver';
export * from './http/http-api/hardened-http-api';
export type { HardenedHttpApiProps, HttpFunctionRouteOptions } from './http/http-api/hardened-http-api-props';
export * from './http/public-access';
export * from './http/rest-api/hardened-rest-api';
export type { HardenedRestApiProps, RestFunctionRouteOptions } from './http/rest-api/hardened-rest-api-props';
// Idempotency
export { Idempotency } from './idempotency/idempotency';
export * from './idempotency/idempotency-options';
// Log groups
export { type ILogGroupNaming, LogGroupName, type LogGroupNameContext } from './logging/log-group-name';
// Network
export * from './network/network-interface-calls';
// Memory
export * from './power-tuning/power-tuning';
// Powertools
export * from './powertools/powertools';
export type { HardenedFunctionDefaultOptions } from './profiles/default-options';
export type { IDefaultsTarget } from './profiles/defaults-target';
export type { FunctionSettings } from './profiles/function-settings';
export * from './profiles/hardened-function-defaults';
export * from './profiles/hardening-profile';
export type { KeptSettings } from './profiles/kept-settings';
export { type HardeningProfileOptions, HardeningRequirement } from './profiles/profile-settings';
export * from './profiles/waiver';
// Releases
export * from './releases/provisioned-concurrency';
export * from './releases/provisioned-options';
export * from './releases/release';
export * from './releases/release-options';
