import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { type Id, qualifiedId } from './ids';

/**
 * Every warning of the library by its id, and what it is about.
 *
 * @internal
 */
export const WARNINGS = {
  AlarmTopicDenied: "The policy of an alarm topic does not allow CloudWatch to publish, and can't be added to.",
  AlarmTopicShared: 'Functions of one stack set different e-mail addresses, and share one topic.',
  ArchitectureOfUnseenCode: 'Code in a bucket or a zip file runs on arm64 by default, and is not known to be built for it.',
  DeprecatedRuntime: 'The runtime is deprecated: it gets no security patches, and Lambda will refuse new deployments.',
  DurableSynchronousCaller: 'A service waits for the answer of a durable function, and not as long as an execution may take.',
  DurableUnverified:
    'AWS does not document that the function can run durable executions: an image that may have no SDK, or tenant isolation.',
  ErrorHandlingWithoutProvisionedMode:
    'AWS documents error handling for Kafka with provisioned mode only, and the event source does not use it.',
  FailedExecutionsWithoutTopic: 'Alarm actions that are no topic are not notified of failed executions.',
  FailuresKeptTwice: 'A failed event is sent to a dead-letter queue and to an on-failure destination.',
  FilterQuota: 'An event source has more filters than the default quota of an account.',
  FleetAlarmsManyFunctions: 'One query of the fleet alarms has more functions than CloudWatch evaluates.',
  FleetAlarmsMissing: 'Functions of a stack leave alarms to the fleet, and the app has no `FleetAlarms` for its account and region.',
  FunctionUrlWithoutLimit: 'Anyone can call a function URL, and no reserved concurrency limits how often.',
  IdempotencyDisabled: 'A variable of the environment turns the idempotency of Powertools off.',
  IdempotencyExpiresBeforeRetries: 'A source delivers an event again after the function has dropped what it knew of it.',
  IdempotencyTableExpiry: 'The table that a function keeps its events in does not delete them, or deletes them by another attribute.',
  ImportedAlarmTopic: 'The alarm topic is imported, so it is not known whether CloudWatch may publish to it.',
  ImportedAlarmTopicKey: 'The key of an alarm topic is imported, so it is not known whether CloudWatch may use it.',
  ImportedFilterKey: 'The key of encrypted filters is imported, so it is not known whether Lambda may use it.',
  ImportedKey: 'The encryption key is imported, so it is not known whether CloudWatch Logs may use it.',
  ImportedQueue: 'The queue of an event source is imported, so its timeouts and its redrive policy are not known.',
  ImportedRole: 'The role is imported, so it is not known whether it allows what the function needs.',
  ImportedSecretKey: 'The secret of an event source is imported without its key, so it is not known whether the role may use the key.',
  Ipv6EgressMissing: 'The security groups of a dual-stack function allow all IPv4 traffic out, and no IPv6 traffic.',
  LogGroupUnused: 'A log group has the name of a function that writes to another log group.',
  ManagedPolicyQuota: 'The grants of a role need more customer managed policies than the default quota of a role.',
  NewReservedEnvironmentName:
    'AWS documents the name of an environment variable as reserved; whether Lambda refuses or overwrites it is not documented.',
  QueueOfAnotherAccount: 'The queue of an event source is in another account, so its alarms must be created there.',
  RecordAgeBeyondRetention: 'The maximum record age is above the retention period of the stream.',
  RedriveReceiveCountLow: 'A queue moves messages to its dead-letter queue after fewer receives than AWS recommends.',
  ReleaseMovesCallers: 'A release makes callers invoke an alias, and the function has callers that fail or are dropped meanwhile.',
  ReleaseWithoutProfileAlarms: 'A function is released in steps under a profile that has no alarms.',
  ReleaseWithoutTraffic: 'A new version gets too few invocations in its first step to fail visibly.',
  ReleasesInOneStack: 'A stack releases more functions at once than Lambda accepts control requests in a second.',
  ReservedConcurrencyZero: 'A reserved concurrency of 0 stops the function.',
  ReservedWithoutMaxConcurrency: 'A function with a small reserved concurrency reads a queue without a maximum concurrency.',
  SecretInEnvironment: 'An environment variable contains a literal that looks like a secret.',
  SingleAvailabilityZone: 'The function is in fewer than two Availability Zones.',
  SnapStartRegion: 'AWS documents the region as one without SnapStart.',
  StoppedReleaseWithoutTopic: 'Alarm actions that are no topic are not notified of stopped releases.',
  StackNearLimits: 'A stack with hardened functions has more than 450 resources, or a template of more than 900 KB.',
  VersionNeverUpdated: 'A function is released from a container image by a tag that is moved to other images.',
  WindowWithPartialBatches:
    'A function combines tumbling windows with partial batch responses: the handler must return both `state` and `batchItemFailures`.',
} as const satisfies Partial<Record<Id, string>>;

/** @internal */
export type Warning = keyof typeof WARNINGS;

/**
 * Warns of a possible problem that the user may have considered; users acknowledge it by its id.
 *
 * @internal
 */
export function warn(construct: IConstruct, warning: Warning, message: string): void {
  Validations.of(construct).addWarning(qualifiedId(warning), message);
}
