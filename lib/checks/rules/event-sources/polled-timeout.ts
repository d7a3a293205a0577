import { LONGEST_POLLED_TIMEOUT } from '../../../service-limits/polled-timeout';
import { SourceKind } from '../../../template-model/events/mapping';
import { CheckSeverity } from '../../check-severity';
import type { Example, Examples, Rule, Violation } from '../../rule';
import { fn, mapping, queue, ref, resource } from '../examples/parts';

const POLLED: readonly (SourceKind | undefined)[] = [SourceKind.KAFKA, SourceKind.MQ, SourceKind.DOCUMENTDB];

const CLUSTER = 'arn:aws:kafka:eu-west-1:111122223333:cluster/orders/a1b2';
const BROKER = 'arn:aws:mq:eu-west-1:111122223333:broker:orders:b-1';
const DATABASE = 'arn:aws:rds:eu-west-1:111122223333:cluster:orders';
const ACCESS = [{ Type: 'BASIC_AUTH', URI: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-a1b2c3' }];
const reads = (EventSourceArn: string, timeout: unknown, others: Record<string, unknown> = {}): Example => ({
  Orders: fn({ Timeout: timeout }),
  Mapping: mapping('', 'Orders', { EventSourceArn, ...others }),
});
const kafka = { Topics: ['orders'], StartingPosition: 'TRIM_HORIZON' };

/** @internal */
export const POLLED_TIMEOUT: Rule = {
  id: 'PolledTimeout',
  severity: CheckSeverity.ERROR,
  problem: 'A function that reads Kafka, Amazon MQ or DocumentDB has a timeout of more than 14 minutes.',
  impact: 'Event source mappings of these kinds support a timeout of at most 14 minutes, so Lambda does not process the events.',
  fix: "Set 'Timeout' of the function to 840 or less.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/with-msk-configure.html',
  *find(model): Iterable<Violation> {
    for (const { kind, invoked } of model.mappings) {
      const timeout = invoked?.fn.timeout;
      if (!invoked || !POLLED.includes(kind) || timeout === undefined || timeout <= LONGEST_POLLED_TIMEOUT) continue;
      // Managed instances have other limits.
      if (invoked.fn.resource.has('CapacityProviderConfig') !== false) continue;
      yield {
        resource: invoked.fn.resource,
        property: 'Timeout',
        message: `'Timeout' must be at most ${LONGEST_POLLED_TIMEOUT} seconds for a function that reads ${kind}, got ${timeout}`,
        fn: invoked.fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      reads(CLUSTER, 841, kafka),
      reads(BROKER, 900, { Queues: ['orders'], SourceAccessConfigurations: ACCESS }),
      reads(DATABASE, 900, { DocumentDBEventSourceConfig: { DatabaseName: 'orders' }, SourceAccessConfigurations: ACCESS }),
      {
        Orders: fn({ Timeout: 900 }),
        Mapping: resource('AWS::Lambda::EventSourceMapping', {
          FunctionName: ref('Orders'),
          SelfManagedEventSource: { Endpoints: { KafkaBootstrapServers: ['broker.example.com:9092'] } },
          ...kafka,
        }),
      },
    ],
    good: [
      reads(CLUSTER, 840, kafka),
      reads(CLUSTER, { Ref: 'Seconds' }, kafka),
      {
        ...reads(CLUSTER, 0, kafka),
        Orders: fn({
          Timeout: 900,
          CapacityProviderConfig: { LambdaManagedInstancesCapacityProviderConfig: { CapacityProviderArn: ref('Fleet') } },
        }),
      },
      { Orders: fn({ Timeout: 900 }), Queue: queue({ VisibilityTimeout: 5400 }), Mapping: mapping('Queue', 'Orders') },
    ],
  }),
};
