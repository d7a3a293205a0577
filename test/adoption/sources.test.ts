import { Aws, type CfnElement, Duration, Fn, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { HardenedSqsEventSource } from '../../lib';
import { type Adopted, adopted, losses, ofType, resource } from './adopted';
import { ENVIRONMENT, plainFunction, rawFunction } from './odd-application';

const reading = (add: (fn: lambda.Function, stack: Stack) => void): Adopted =>
  adopted((app) => {
    const stack = new Stack(app, 'Shop', { env: ENVIRONMENT });
    add(plainFunction(stack, 'Orders'), stack);
  });

const queueOf = ({ hardened }: Adopted) =>
  Object.entries(hardened.Shop).find(([id, { Type }]) => Type === 'AWS::SQS::Queue' && /^Queue([0-9A-F]{8})?$/.test(id))?.[1].Properties ??
  {};
const left = ({ report }: Adopted) =>
  report.functions.flatMap((one) => one.left.map(({ protection, reason }) => `${protection}: ${reason}`));
const alarmsOf = ({ hardened }: Adopted) => ofType(hardened, 'AWS::CloudWatch::Alarm').join(' ');

describe('a queue', () => {
  test('keeps the redrive policy that it has', () => {
    const all = reading((fn, stack) => {
      const deadLetterQueue = { queue: new sqs.Queue(stack, 'Failed'), maxReceiveCount: 1 };
      fn.addEventSource(new sources.SqsEventSource(new sqs.Queue(stack, 'Queue', { deadLetterQueue })));
    });
    expect(queueOf(all).RedrivePolicy.maxReceiveCount).toBe(1);
    expect(alarmsOf(all)).toMatch(/RedrivenMessages/);
  });

  test('read by a source of the library is left to it', () => {
    const all = reading((fn) => fn.addEventSource(HardenedSqsEventSource.withNewQueue()));
    expect(left(all)).toEqual([expect.stringMatching(/^timeout: .*visibility timeout of 18 seconds/)]);
    expect(losses(all)).toEqual([]);
  });

  test('that is a raw resource, mapped by one, gets the same', () => {
    const all = adopted((app) => {
      const stack = new Stack(app, 'Shop', { env: ENVIRONMENT });
      const eventSourceArn = new sqs.CfnQueue(stack, 'Queue').attrArn;
      new lambda.CfnEventSourceMapping(stack, 'Mapping', { functionName: rawFunction(stack, 'Orders').ref, eventSourceArn });
    });
    expect(queueOf(all).RedrivePolicy.maxReceiveCount).toBe(5);
    expect(alarmsOf(all)).toMatch(/OldestMessage.*RedrivenMessages/);
  });
});

const byId = (element: { readonly node: { readonly defaultChild?: unknown } }, stack: Stack): string =>
  Fn.sub(`\${${stack.getLogicalId(element.node.defaultChild as CfnElement)}.Arn}`);
const ARN = 'arn:aws:lambda:us-east-1:111122223333:function:orders';

test.each<[string, (fn: lambda.Function, stack: Stack) => string]>([
  ['its name', () => 'orders'],
  ['a name with an alias', () => 'orders:live'],
  ['an ARN', () => ARN],
  ['the ARN of an alias', () => `${ARN}:live`],
  ['an ARN that is put together', (fn) => `${fn.functionArn}:live`],
  ['an ARN of this account', () => `arn:${Aws.PARTITION}:lambda:${Aws.REGION}:${Aws.ACCOUNT_ID}:function:orders`],
  ['Fn::Sub', byId],
])('a mapping that names the function by %s is read, so that no timeout is too long for its queue', (_, nameOf) => {
  const all = adopted((app) => {
    const stack = new Stack(app, 'Shop', { env: ENVIRONMENT });
    const functionName = nameOf(plainFunction(stack, 'Orders', { functionName: 'orders' }), stack);
    const eventSourceArn = byId(new sqs.Queue(stack, 'Queue', { visibilityTimeout: Duration.seconds(10) }), stack);
    new lambda.CfnEventSourceMapping(stack, 'Mapping', { functionName, eventSourceArn });
  });
  expect(resource(all.hardened, 'AWS::Lambda::Function').Properties).not.toHaveProperty('Timeout');
  expect(queueOf(all).RedrivePolicy.maxReceiveCount).toBe(5);
  expect(left(all)).toContainEqual(expect.stringMatching(/^timeout: it reads a queue with a visibility timeout of 10 seconds/));
});

test('the stream of a table is one, too', () => {
  const all = reading((fn, stack) => {
    const partitionKey = { name: 'id', type: dynamodb.AttributeType.STRING };
    const table = new dynamodb.Table(stack, 'Table', { partitionKey, stream: dynamodb.StreamViewType.NEW_IMAGE });
    fn.addEventSource(new sources.DynamoEventSource(table, { startingPosition: lambda.StartingPosition.LATEST }));
  });
  expect(resource(all.hardened, 'AWS::Lambda::EventSourceMapping').Properties?.BisectBatchOnFunctionError).toBe(true);
});
