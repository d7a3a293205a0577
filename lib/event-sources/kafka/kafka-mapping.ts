import { Token } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { OFFSET_LAG } from '../../alarms/kinds/offset-lag';
import { POLLING_ERRORS } from '../../alarms/kinds/polling-errors';
import type { ServicePolicy } from '../../core/policies/service-policy';
import { KAFKA } from '../../filters/engine/broker-source';
import { mapBatches } from '../shared/batch-mapping';
import type { BindingContext } from '../shared/binding-context';
import type { BoundSource } from '../shared/event-source-base';
import { watchTimeout } from '../shared/polled-timeout';
import { ALWAYS_WITH_KEY, secretsWithoutKey, warnOfImportedSecrets } from '../shared/source-access';
import type { HardenedKafkaEventSourceOptions } from './kafka-options';
import { KafkaSchemas } from './kafka-schemas';
import { checkFailureTopic, resolveKafka, retriesUntilExpiry, warnOfErrorHandling } from './kafka-settings';

/**
 * A cluster of Kafka, whoever runs it.
 *
 * @internal
 */
export interface KafkaCluster {
  /** The id of the mapping below the function. */
  readonly id: string;
  /** For people. */
  readonly displayName: string;
  /** Where it is, and how Lambda proves who it is. */
  readonly options: lambda.EventSourceMappingOptions;
  /** What Lambda needs to read the topic. */
  statements(): iam.PolicyStatement[];
  /** The secrets that Lambda reads the cluster with. */
  readonly secrets: (secretsmanager.ISecret | undefined)[];
  /** Those that Amazon MSK itself reads too. */
  readonly passwords?: (secretsmanager.ISecret | undefined)[];
  /** What Lambda needs to write to a topic. */
  writingTo(topic: string): iam.PolicyStatement[];
  /** States why the policy has the wildcards that it has. */
  acknowledge(policy: ServicePolicy): void;
}

/**
 * Maps a topic to a function.
 *
 * @internal
 */
export function mapKafka(binding: BindingContext, cluster: KafkaCluster, props: HardenedKafkaEventSourceOptions): BoundSource {
  const { target } = binding;
  const { maxRecordAge, ...settings } = resolveKafka(target, props);
  const schemas = new KafkaSchemas(props.schemaRegistryConfig);
  const { mapping, resource, policy, alarms, watched, filters } = mapBatches(
    binding,
    {
      id: cluster.id,
      displayName: cluster.displayName,
      filterSource: KAFKA,
      options: { ...settings, ...cluster.options, schemaRegistryConfig: schemas.config },
      statements: () => [...cluster.statements(), ...schemas.statements],
      withoutDedicatedQueue: props.provisionedPollerConfig ? undefined : TRIED_FOR_EVER,
      retriesUntilExpiry: retriesUntilExpiry(props),
      hasErrorCounts: true,
      writingTo: (topic) => {
        checkFailureTopic(target, topic, props);
        return cluster.writingTo(topic);
      },
    },
    props,
  );
  // CDK's mapping checks an age even where it is known only at deployment.
  resource.maximumRecordAgeInSeconds = maxRecordAge?.toSeconds();
  warnOfErrorHandling(mapping, props);
  const { secrets, passwords = [] } = cluster;
  warnOfImportedSecrets(mapping, secrets, passwords.length > 0 ? ALWAYS_WITH_KEY : '');
  mapping.node.addValidation({ validate: () => secretsWithoutKey(passwords) });
  watchTimeout(mapping, binding, 'Kafka');
  if (policy) {
    cluster.acknowledge(policy);
    schemas.acknowledge(policy);
  }

  const { batchSize = 100 } = props;
  alarms.make([OFFSET_LAG, POLLING_ERRORS], { ...watched, batchSize: Token.isUnresolved(batchSize) ? 100 : batchSize });
  return { mapping, alarms: alarms.ofSource, filters };
}

const TRIED_FOR_EVER =
  'Without provisioned mode and without a target Lambda tries a batch until its records are gone from the topic: none is discarded.';
