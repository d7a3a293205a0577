import { App, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AlarmActions, HardenedFunctionDefaults, Hardening } from 'cdk-hardened-lambda';
import type { Build } from '../account';

const HANDLER = `exports.handler = async (event) => {
  console.log('got ' + JSON.stringify(event));
  const poisoned = event.poisoned || (event.Records || []).some(({ body }) => body.includes('poisoned'));
  if (poisoned) throw new Error('poisoned');
  return 'done';
};`;

function plainApp(props: Parameters<Build>[0]): App {
  const app = new App(props);
  const stack = new Stack(app, 'Adoption');
  const plain = (id: string) =>
    new lambda.Function(stack, id, {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline(HANDLER),
      ...(id === 'Reader' ? {} : { retryAttempts: 0 }),
    });
  plain('Orders');
  plain('Invoices');
  plain('Reader').addEventSource(new SqsEventSource(new sqs.Queue(stack, 'Incoming')));
  return app;
}

/** Functions as the CDK makes them, one of which reads a queue. */
export const PLAIN: Build = plainApp;

/** The same, hardened by one line. */
export const ADOPTED: Build = (props) => {
  const app = plainApp(props);
  HardenedFunctionDefaults.of(app).set({ alarmActions: AlarmActions.email('ops@example.com') });
  Hardening.of(app).apply();
  return app;
};
