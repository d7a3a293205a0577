import { join } from 'node:path';
import { App, type AppProps, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { AlarmActions, HardenedFunctionDefaults, HardenedNodejsFunction, Idempotency } from 'cdk-hardened-lambda';

/** In seconds: so long a crashed invocation keeps its event. */
export const TIMEOUT = 5;

/** The same code twice: the second function has idempotency turned off, to show what it is for. */
export function idempotencyApp(props?: AppProps): App {
  const app = new App(props);
  const stack = new Stack(app, 'Idempotency');
  HardenedFunctionDefaults.of(stack).set({ alarmActions: AlarmActions.email('ops@example.com'), idempotency: Idempotency.table() });
  const bookings = new dynamodb.Table(stack, 'Bookings', {
    partitionKey: { name: 'orderId', type: dynamodb.AttributeType.STRING },
    billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const environments: Record<string, Record<string, string>> = { Once: {}, Twice: { POWERTOOLS_IDEMPOTENCY_DISABLED: 'true' } };
  for (const [id, environment] of Object.entries(environments)) {
    const fn = new HardenedNodejsFunction(stack, id, {
      entry: join(__dirname, 'handler.ts'),
      environment: { BOOKINGS_TABLE_NAME: bookings.tableName, ...environment },
      timeout: Duration.seconds(TIMEOUT),
    });
    bookings.grant(fn, 'dynamodb:UpdateItem');
  }
  return app;
}
