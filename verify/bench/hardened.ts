import { Duration } from 'aws-cdk-lib';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  AlarmActions,
  DynamoFilter,
  HardenedDynamoEventSource,
  HardenedFunction,
  HardenedHttpApi,
  HardenedSqsEventSource,
  Release,
  SqsFilter,
} from 'cdk-hardened-lambda';
import type { Construct } from 'constructs';

/** One side of the comparison: the library. */
export function addFunction(scope: Construct, id: string): HardenedFunction {
  return new HardenedFunction(scope, id, {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {};'),
    alarmActions: AlarmActions.email('ops@example.com'),
  });
}

/** A function that is released by a canary. */
export function addReleasedFunction(scope: Construct, id: string): void {
  new HardenedFunction(scope, id, {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {};'),
    alarmActions: AlarmActions.email('ops@example.com'),
    release: Release.canary({ percent: 10, interval: Duration.minutes(10) }),
  });
}

/** A function that reads a new queue. */
export function addQueueWorker(scope: Construct, id: string): void {
  addFunction(scope, id).addEventSource(HardenedSqsEventSource.withNewQueue({ filters: [SqsFilter.body({ type: ['order'] })] }));
}

/** A function that reads the stream of a table. */
export function addStreamReader(scope: Construct, id: string): void {
  const table = new dynamodb.Table(scope, `${id}Table`, {
    partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
    stream: dynamodb.StreamViewType.NEW_IMAGE,
  });
  addFunction(scope, id).addEventSource(
    new HardenedDynamoEventSource(table, {
      startingPosition: lambda.StartingPosition.TRIM_HORIZON,
      filters: [DynamoFilter.newImage({ status: ['paid'] })],
    }),
  );
}

/** A function behind an HTTP API. */
export function addFront(scope: Construct, id: string): void {
  const api = new HardenedHttpApi(scope, `${id}Api`, {
    defaultAuthorizer: new HttpIamAuthorizer(),
    alarmActions: AlarmActions.email('ops@example.com'),
  });
  api.addFunctionRoute('POST /orders', addFunction(scope, id), { throttle: { rateLimit: 50, burstLimit: 20 } });
}
