import { App, type AppProps, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  AlarmActions,
  FailureCapture,
  HardenedFunction,
  HardenedFunctionDefaults,
  type HardenedFunctionProps,
  HardenedSqsEventSource,
} from 'cdk-hardened-lambda';

/** Calls the service as it is told, with the function's own role, and answers with the name of the error. */
const PROBE = `
exports.handler = async ({ service, command, input }) => {
  const sdk = require('@aws-sdk/client-' + service);
  const Client = Object.values(sdk).find((each) => /^[A-Za-z]+Client$/.test(each?.name ?? ''));
  try {
    await new Client().send(new sdk[command + 'Command'](input));
    return 'allowed';
  } catch ({ name }) {
    return /AccessDenied/.test(name) ? 'denied' : name;
  }
};
`;

/** Two functions of the same kind: what one may, the other may not on the first one's resources. */
export function iamApp(props?: AppProps): App {
  const app = new App(props);
  const stack = new Stack(app, 'Iam');
  HardenedFunctionDefaults.of(stack).set({ alarmActions: AlarmActions.email('ops@example.com') });
  probe(stack, 'Own');
  probe(stack, 'Other', { failureCapture: FailureCapture.dedicatedQueue() });
  return app;
}

function probe(stack: Stack, id: string, props: Partial<HardenedFunctionProps> = {}): void {
  const fn = new HardenedFunction(stack, id, {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline(PROBE),
    ...props,
  });
  // The probe's own requests look at the queue, and it must not empty it by itself.
  fn.addEventSource(HardenedSqsEventSource.withNewQueue({ enabled: false }));
  const table = new dynamodb.Table(stack, `${id}Table`, {
    partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
    removalPolicy: RemovalPolicy.DESTROY,
  });
  table.grant(fn, 'dynamodb:PutItem');
  new kms.Key(stack, `${id}Key`, { removalPolicy: RemovalPolicy.DESTROY }).grantEncrypt(fn);
}
