import { Token } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { checkGiven } from '../../core/errors';
import type { BindingContext } from '../shared/binding-context';
import { type BoundSource, EventSourceBase } from '../shared/event-source-base';
import { acknowledgeNetwork, networkStatement, secretStatements } from '../shared/source-access';
import { idPart } from '../shared/source-name';
import { checkOptions } from '../supported-options';
import { mapKafka } from './kafka-mapping';
import type { HardenedKafkaEventSourceOptions } from './kafka-options';
import { checkAccess, checkServers, sourceAccess } from './self-managed-access';

/** How a function reads a topic of a Kafka cluster that you run: CDK's options with the same meaning, and a few more. */
export interface HardenedSelfManagedKafkaEventSourceProps extends HardenedKafkaEventSourceOptions {
  /** The bootstrap servers of the cluster: 1 to 10 addresses in the form `host:port`, each of at most 300 characters. */
  readonly bootstrapServers: string[];

  /**
   * The VPC of the brokers. Without one Lambda connects over the internet, which requires a `secret`.
   *
   * @default - none
   */
  readonly vpc?: ec2.IVpc;

  /**
   * The subnets of the pollers. Only with `vpc`.
   *
   * @default - none
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The security group of the pollers. Given with `vpc`.
   *
   * @default - none
   */
  readonly securityGroup?: ec2.ISecurityGroup;

  /**
   * The secret with the certificate of the brokers' own certificate authority.
   *
   * @default - the brokers' certificates are signed by a public one
   */
  readonly rootCACertificate?: secretsmanager.ISecret;
}

/**
 * A topic of a Kafka cluster that you run, and that a function reads. With `provisionedPollerConfig` one bad record does not
 * stop it, and what failed after all retries is kept; without, Lambda tries a failed batch until its records are gone. An alarm
 * fires for both.
 *
 * Calls from Kafka are not traced by X-Ray, and the function's timeout is at most 840 seconds.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-kafka.html
 *
 * @example
 * declare const credentials: secretsmanager.Secret;
 * declare const orders: HardenedFunction;
 * orders.addEventSource(new HardenedSelfManagedKafkaEventSource({
 *   bootstrapServers: ['kafka-1.example.com:9096', 'kafka-2.example.com:9096'],
 *   topic: 'orders',
 *   startingPosition: lambda.StartingPosition.TRIM_HORIZON,
 *   secret: credentials,
 *   provisionedPollerConfig: { maximumPollers: 5 },
 *   onFailure: new sources.KafkaDlq('failed-orders'),
 * }));
 */
export class HardenedSelfManagedKafkaEventSource extends EventSourceBase {
  constructor(private readonly props: HardenedSelfManagedKafkaEventSourceProps) {
    super();
  }

  /** @internal */
  protected _bind(binding: BindingContext): BoundSource {
    const { target } = binding;
    const { props } = this;
    checkOptions(target, 'Apache Kafka', props, ACCESS_OPTIONS);
    checkGiven(target, 'topic', props.topic, "'orders'");
    checkServers(target, props.bootstrapServers);
    checkAccess(target, props);
    return mapKafka(
      binding,
      {
        id: mappingId(target, props),
        displayName: `${props.topic} of ${Token.isUnresolved(props.bootstrapServers) ? 'Kafka' : props.bootstrapServers[0]}`,
        options: { kafkaBootstrapServers: props.bootstrapServers, sourceAccessConfigurations: sourceAccess(target, props) },
        statements: () => [...secretStatements(target, props.secret, props.rootCACertificate), ...(props.vpc ? [networkStatement()] : [])],
        secrets: [props.secret, props.rootCACertificate],
        // Kafka itself knows who may write.
        writingTo: () => [],
        acknowledge: (policy) => {
          if (props.vpc) acknowledgeNetwork(policy);
        },
      },
      props,
    );
  }
}

/** What is set only for a cluster that you run. */
const ACCESS_OPTIONS = ['bootstrapServers', 'vpc', 'vpcSubnets', 'securityGroup', 'rootCACertificate'];

/** CDK's own id, which has a hash in it: its source is bound to a stand-in that only notes it down. */
function mappingId(target: lambda.IFunction, { bootstrapServers, topic }: HardenedSelfManagedKafkaEventSourceProps): string {
  let id = '';
  const addEventSourceMapping = (given: string): void => {
    id = given;
  };
  const standIn: lambda.IFunction = Object.create(target, { addEventSourceMapping: { value: addEventSourceMapping } });
  const secret = { grantRead: () => undefined, secretArn: '' } as unknown as secretsmanager.ISecret;
  // Loaded here: a function without Kafka does not read it.
  const { SelfManagedKafkaEventSource } = require('aws-cdk-lib/aws-lambda-event-sources') as typeof sources;
  new SelfManagedKafkaEventSource({
    bootstrapServers,
    topic: idPart(target, topic),
    secret,
    startingPosition: 'LATEST' as lambda.StartingPosition,
  }).bind(standIn);
  return id;
}
