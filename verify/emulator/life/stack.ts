import { App, CfnWaitCondition, CfnWaitConditionHandle, Duration, RemovalPolicy, Size, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  AlarmActions,
  AlarmTuning,
  HardenedFunction,
  type HardenedFunctionProps,
  HardenedSqsEventSource,
  type HardenedSqsNewQueueProps,
  SqsFilter,
} from 'cdk-hardened-lambda';
import type { Build } from '../account';

const code = (answer: string) => ({
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline(
    `exports.handler = async ({ poisoned }) => { if (poisoned) throw new Error('poisoned'); return '${answer}'; };` +
      'exports.main = exports.handler;',
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

const reading = (options: HardenedSqsNewQueueProps): Partial<HardenedFunctionProps> => ({
  events: [HardenedSqsEventSource.withNewQueue(options)],
});

/** The same function, hardened, that reads a queue too. */
export const HARDENED = inStack((stack) => hardened(stack, 'hardened', reading({ batchSize: 5 })));

const changes = (): Partial<HardenedFunctionProps> => ({
  runtime: lambda.Runtime.NODEJS_22_X,
  handler: 'index.main',
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
  logRetention: RetentionDays.ONE_MONTH,
  ...reading({ batchSize: 1, maxConcurrency: 5, filters: [SqsFilter.body({ kind: ['order'] })] }),
});

const changed = (stack: Stack, answer: string, props: Partial<HardenedFunctionProps> = {}): HardenedFunction => {
  const encryptionKey = new kms.Key(stack, 'Key', { removalPolicy: RemovalPolicy.DESTROY });
  return hardened(stack, answer, { ...changes(), encryptionKey, ...props });
};

/** Each prop that may be another while the function is there. */
export const CHANGED = inStack((stack) => changed(stack, 'changed'));

/** Changes the function, and then fails: it waits for a signal that nobody gives. */
export const FAILING = inStack((stack) => {
  const orders = changed(stack, 'failing', { memorySize: 1024, retryAttempts: 2 });
  const handle = new CfnWaitConditionHandle(stack, 'Handle').ref;
  new CfnWaitCondition(stack, 'Never', { handle, timeout: '1', count: 1 }).node.addDependency(orders);
});
