import { App, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import { HardenedDynamoEventSource, HardenedKinesisConsumerEventSource, HardenedKinesisEventSource } from '../../lib';
import { OLDEST, orders, stackOf } from '../harness';

const HERE = 'eu-west-1:111122223333';
const table = (tableStreamArn: string) => (s: Stack) =>
  orders(s).addEventSource(
    new HardenedDynamoEventSource(
      dynamodb.Table.fromTableAttributes(s, 'Table', { tableArn: `arn:aws:dynamodb:${HERE}:table/orders`, tableStreamArn }),
      OLDEST,
    ),
  );
const stream = (arn: string) => (s: Stack) =>
  orders(s).addEventSource(new HardenedKinesisEventSource(kinesis.Stream.fromStreamArn(s, 'Stream', arn), OLDEST));
const consumer = (streamConsumerArn: string) => (s: Stack) =>
  orders(s).addEventSource(
    new HardenedKinesisConsumerEventSource(
      kinesis.StreamConsumer.fromStreamConsumerAttributes(s, 'Consumer', { streamConsumerArn }),
      OLDEST,
    ),
  );

test.each([
  ['an asterisk for the timestamp', table(`arn:aws:dynamodb:${HERE}:table/orders/stream/*`), "'table' must have the ARN of one stream"],
  ['a table', table(`arn:aws:dynamodb:${HERE}:table/orders`), "'table' must have the ARN of one stream"],
  ['another service for a table', table(`arn:aws:kinesis:${HERE}:stream/orders`), "'table' must have the ARN of one stream"],
  ['an asterisk', stream(`arn:aws:kinesis:${HERE}:stream/*`), "'stream' must have the ARN of one Kinesis stream"],
  ['another service', stream(`arn:aws:firehose:${HERE}:stream/orders`), "'stream' must have the ARN of one Kinesis stream"],
  [
    'a consumer for a stream',
    stream(`arn:aws:kinesis:${HERE}:stream/orders/consumer/a:1`),
    "'stream' must have the ARN of one Kinesis stream",
  ],
  [
    'an asterisk in a consumer',
    consumer(`arn:aws:kinesis:${HERE}:stream/orders/consumer/*`),
    "'streamConsumer' must have the ARN of one consumer",
  ],
])('%s is refused', (_, add, message) => {
  expect(() => add(stackOf())).toThrow(`Shop/Orders: ${message}`);
});

test.each([
  ['of a stream of a table', table(`arn:aws:dynamodb:${HERE}:table/orders/stream/2026-01-01T00:00:00.000`)],
  ['of a stream', stream(`arn:aws-cn:kinesis:cn-north-1:111122223333:stream/orders`)],
  ['of a consumer', consumer(`arn:aws:kinesis:${HERE}:stream/orders/consumer/a:1700000000`)],
])('an ARN %s is taken', (_, add) => {
  expect(() => add(stackOf())).not.toThrow();
});

test('the replica of a global table is refused, which CDK knows by an asterisk', () => {
  const app = new App();
  const env = { account: '111122223333', region: 'eu-west-1' };
  const global = new dynamodb.TableV2(new Stack(app, 'Shop', { env }), 'Table', {
    tableName: 'orders',
    partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
    dynamoStream: dynamodb.StreamViewType.NEW_IMAGE,
    replicas: [{ region: 'us-east-1' }],
  });
  const s = new Stack(app, 'Replica', { env: { ...env, region: 'us-east-1' } });
  expect(() => orders(s).addEventSource(new HardenedDynamoEventSource(global.replica('us-east-1'), OLDEST))).toThrow(
    "Replica/Orders: 'table' must have the ARN of one stream, with its timestamp, got one with an asterisk; look up the ARN",
  );
});
