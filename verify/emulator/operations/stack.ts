import { App, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmActions, HardenedFunction } from 'cdk-hardened-lambda';
import type { Build } from '../account';

/** Fails on poisoned orders until it is fixed, and on hopeless ones always. */
const CODE = `
exports.handler = async (order) => {
  if (order.hopeless || (order.poisoned && !process.env.FIXED)) throw new Error('order ' + order.id + ' has no lines');
  console.log('kept ' + order.id);
  return { kept: order.id };
};`;

/** A shop with one function. */
export const SHOP: Build = (props) => {
  // What the CDK's CLI sets by default.
  const app = new App({ ...props, context: { 'aws:cdk:enable-path-metadata': true } });
  const stack = new Stack(app, 'Shop');
  new HardenedFunction(stack, 'Orders', {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline(CODE),
    alarmActions: AlarmActions.email('ops@example.com'),
    retryAttempts: 0,
  });
  return app;
};
