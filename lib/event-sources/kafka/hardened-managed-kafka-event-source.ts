import { Names } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { checkGiven, refuse } from '../../core/errors';
import { checkText } from '../../core/input/texts';
import type { ServicePolicy } from '../../core/policies/service-policy';
import type { BindingContext } from '../shared/binding-context';
import { type BoundSource, EventSourceBase } from '../shared/event-source-base';
import { accessBy, acknowledgeNetwork, networkStatement, secretStatements } from '../shared/source-access';
import { idPart, nameOfSource } from '../shared/source-name';
import { checkOptions } from '../supported-options';
import { type KafkaCluster, mapKafka } from './kafka-mapping';
import type { HardenedKafkaEventSourceOptions } from './kafka-options';
import { checkMethodHasSecret } from './kafka-settings';
import { arnIn, describingCluster, readingTopic, writingToTopic } from './msk-statements';

/** How a function reads a topic of Amazon MSK: CDK's options with the same meaning, and a few more. */
export interface HardenedManagedKafkaEventSourceProps extends HardenedKafkaEventSourceOptions {
  /** The ARN of the cluster, provisioned or serverless, in the function's own account. */
  readonly clusterArn: string;
}

const SCRAM = 'SASL_SCRAM_512_AUTH';
/** How MSK takes a secret. */
const METHODS = [SCRAM, 'CLIENT_CERTIFICATE_TLS_AUTH'];

/**
 * A topic of Amazon MSK that a function reads. With `provisionedPollerConfig` one bad record does not stop it, and what
 * failed after all retries is kept; without, Lambda tries a failed batch until its records are gone. An alarm fires for both.
 *
 * Without a `secret` the function's role proves who reads: it may connect to the cluster, read this topic, and commit in
 * the consumer group, or in every group of the cluster where the group has no name yet. Calls from Kafka are not traced by
 * X-Ray, and the function's timeout is at most 840 seconds.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-msk.html
 *
 * @example
 * declare const cluster: msk.CfnCluster;
 * declare const orders: HardenedFunction;
 * orders.addEventSource(new HardenedManagedKafkaEventSource({
 *   clusterArn: cluster.attrArn,
 *   topic: 'orders',
 *   startingPosition: lambda.StartingPosition.TRIM_HORIZON,
 *   provisionedPollerConfig: { maximumPollers: 5 },
 *   filters: [KafkaFilter.value({ type: ['order'] })],
 * }));
 */
export class HardenedManagedKafkaEventSource extends EventSourceBase {
  constructor(private readonly props: HardenedManagedKafkaEventSourceProps) {
    super();
  }

  /** @internal */
  protected _bind(binding: BindingContext): BoundSource {
    const { target } = binding;
    checkOptions(target, 'Apache Kafka', this.props, ['clusterArn']);
    checkCluster(target, this.props);
    return mapKafka(binding, this.cluster(target), this.props);
  }

  private cluster(target: lambda.IFunction): KafkaCluster {
    const { clusterArn, topic, secret, authenticationMethod = SCRAM, consumerGroupId } = this.props;
    const name = nameOfSource(target, clusterArn);
    // What is not given is named by Lambda after the mapping, which waits for the policy.
    const group = consumerGroupId ?? '*';
    return {
      id: mappingId(target, topic, name.id),
      displayName: `${topic} of ${name.displayName}`,
      options: {
        eventSourceArn: clusterArn,
        sourceAccessConfigurations: secret && [accessBy(authenticationMethod, secret.secretArn)],
      },
      statements: () => [
        describingCluster(clusterArn, secret !== undefined && authenticationMethod === SCRAM),
        networkStatement('kafka:GetBootstrapBrokers'),
        ...(secret ? secretStatements(target, secret) : readingTopic(clusterArn, topic, group)),
      ],
      secrets: [secret],
      passwords: secret && authenticationMethod === SCRAM ? [secret] : [],
      writingTo: (failureTopic) => (secret ? [] : [writingToTopic(clusterArn, failureTopic)]),
      acknowledge: (policy) => {
        acknowledgeNetwork(policy);
        if (!secret && !consumerGroupId) acknowledgeGroups(policy, clusterArn);
      },
    };
  }
}

/** CDK's own id, which tells topics apart, not clusters. */
function mappingId(target: lambda.IFunction, topic: string, cluster: string): string {
  const id = `KafkaEventSource:${Names.nodeUniqueId(target.node)}${idPart(target, topic)}`;
  return target.node.tryFindChild(id) ? `${id}:${cluster}` : id;
}

function acknowledgeGroups(policy: ServicePolicy, clusterArn: string): void {
  const reason =
    "Lambda names the consumer group after the mapping, which is made after its permissions; with 'consumerGroupId' it is one.";
  policy.acknowledgeWildcard(arnIn(clusterArn, 'group', '*'), reason);
}

function checkCluster(
  target: lambda.IFunction,
  { clusterArn, topic, secret, authenticationMethod }: HardenedManagedKafkaEventSourceProps,
): void {
  checkGiven(target, 'clusterArn', clusterArn, 'cluster.attrArn');
  checkGiven(target, 'topic', topic, "'orders'");
  checkText(target, 'clusterArn', clusterArn, {
    pattern: /^arn:[^:]+:kafka:[^:]*:[^:]*:cluster\/[^/*]+\/[^/*]+$/,
    rule: 'the ARN of a cluster of Amazon MSK, with its name and its id',
    fix: 'for a cluster of another account make the mapping yourself',
  });
  checkMethodHasSecret(target, { authenticationMethod, secret });
  if (authenticationMethod !== undefined && !METHODS.includes(authenticationMethod)) {
    refuse(target, `'authenticationMethod' must be one that Amazon MSK has, got ${authenticationMethod}; pass ${METHODS.join(' or ')}`);
  }
}
