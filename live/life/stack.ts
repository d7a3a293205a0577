import { App, CfnWaitCondition, CfnWaitConditionHandle, Duration, Size, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmActions, AlarmTuning, HardenedFunction, type HardenedFunctionProps } from 'cdk-hardened-lambda';
import type { Build } from '../account';

const code = (answer: string) => ({
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline(
    `exports.handler = async ({ poisoned }) => { if (poisoned) throw new Error('poisoned'); return '${answer}'; };`,
  ),
});

const inStack =
  (fill: (stack: Stack) => void): Build =>
  (props) => {
    const app = new App(props);
    fill(new Stack(app, 'Life'));
    return app;
  };

const hardened = (stack: Stack, answer: string, props: Partial<HardenedFunctionProps> = {}): HardenedFunction =>
  new HardenedFunction(stack, 'Orders', {
    ...code(answer),
    alarmActions: AlarmActions.email('ops@example.com'),
    retryAttempts: 0,
    ...props,
  });

/** What was there before: a function as the CDK makes it. */
export const PLAIN = inStack((stack) => new lambda.Function(stack, 'Orders', code('plain')));

/** The same function, hardened. */
export const HARDENED = inStack((stack) => hardened(stack, 'hardened'));

const CHANGES: Partial<HardenedFunctionProps> = {
  description: 'keeps orders',
  memorySize: 512,
  timeout: Duration.seconds(20),
  ephemeralStorageSize: Size.gibibytes(1),
  environment: { STAGE: 'prod' },
  tracing: lambda.Tracing.PASS_THROUGH,
  architecture: lambda.Architecture.X86_64,
  applicationLogLevelV2: lambda.ApplicationLogLevel.ERROR,
  retryAttempts: 1,
  maxEventAge: Duration.minutes(30),
  alarms: { errors: AlarmTuning.threshold({ threshold: 7 }) },
};

/** Each prop that may be another while the function is there. */
export const CHANGED = inStack((stack) => hardened(stack, 'changed', CHANGES));

/** Changes the function, and then fails: it waits for a signal that nobody gives. */
export const FAILING = inStack((stack) => {
  const orders = hardened(stack, 'failing', { ...CHANGES, memorySize: 1024, retryAttempts: 2 });
  const handle = new CfnWaitConditionHandle(stack, 'Handle').ref;
  new CfnWaitCondition(stack, 'Never', { handle, timeout: '1', count: 1 }).node.addDependency(orders);
});
