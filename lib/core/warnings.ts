import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Every warning of the library: the stable id behind `HardenedLambda::`, and what it is about.
 *
 * @internal
 */
export const WARNINGS = {
  AlarmTopicKey: 'The key of an alarm topic is imported, so it is not known whether CloudWatch may use it.',
  AlarmTopicShared: 'Functions of one stack name different e-mail addresses, and share one topic.',
  DeprecatedRuntime: 'The runtime is deprecated: no security patches, and soon no deployment.',
  ErrorHandlingWithoutProvisionedMode: 'AWS documents the error handling of Kafka with provisioned mode, which the event source has not.',
  EventsKeptTwice: 'A failed event goes to a dead-letter queue and to an on-failure destination.',
  FewDeliveries: 'A queue gives a message up after fewer deliveries than AWS advises.',
  FewReservedForQueue: 'A function with a small reserved concurrency reads a queue that says no concurrency of its own.',
  FilterQuota: 'An event source has more filters than an account takes without a raised quota.',
  ImportedAlarmTopic: 'The alarm topic is imported, so it is not known whether CloudWatch may publish to it.',
  ImportedFilterKey: 'The key of encrypted filters is imported, so it is not known whether Lambda may use it.',
  ImportedKey: 'The encryption key is imported, so it is not known whether CloudWatch Logs may use it.',
  ImportedQueue: 'The queue of an event source is imported, so its times and its redrive policy are not known.',
  ImportedRole: 'The role is imported, so it is not known whether it allows what the function needs.',
  ManagedPolicyQuota: 'The grants of a role need more customer-managed policies than a role takes by default.',
  NewReservedEnvironmentName: 'AWS documents the environment name as reserved; whether Lambda refuses or overwrites it is not documented.',
  QueueOfAnotherAccount: 'The queue of an event source is of another account, so its alarms have to be made there.',
  RecordAgeBeyondRetention: 'Records are given up later than the stream keeps them.',
  ReservedConcurrencyZero: 'A reserved concurrency of 0 stops the function.',
  SecretInEnvironment: 'An environment variable holds a literal that looks like a secret.',
  SingleAvailabilityZone: 'The function stands in fewer than two availability zones.',
  WindowWithPartialBatches: 'A function gathers a state and reports failed records, and has to answer with both.',
} as const;

/** @internal */
export type Warning = keyof typeof WARNINGS;

/**
 * Warns of what a quota or a considered choice may allow; users acknowledge it by its id.
 *
 * @internal
 */
export function warn(construct: IConstruct, warning: Warning, message: string): void {
  Validations.of(construct).addWarning(`HardenedLambda::${warning}`, message);
}
