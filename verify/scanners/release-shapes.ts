import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as events from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  AlarmActions,
  AlarmTuning,
  HardenedFunction,
  type HardenedFunctionProps,
  HardenedSqsEventSource,
  HardeningProfile,
  ProvisionedConcurrency,
  Release,
  ReleaseMove,
  type ReleaseSteps,
} from 'cdk-hardened-lambda';

/*
 * Every shape that a release gives a template. A circle of alias, deployment group and alarm is found by CloudFormation alone,
 * at deployment, and by cfn-lint (E3004).
 */

export interface Template {
  readonly Resources: Record<string, { readonly Type: string; readonly Properties: Record<string, unknown> }>;
}

const STEPS = { percent: 10, interval: Duration.minutes(10) };
const canary = (options: Partial<ReleaseSteps> = {}): Release => Release.canary({ ...STEPS, ...options });

function fn(stack: Stack, id: string, props: Partial<HardenedFunctionProps> = {}): HardenedFunction {
  return new HardenedFunction(stack, id, {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {};'),
    alarmActions: AlarmActions.email('ops@example.com'),
    ...props,
  });
}

const PYTHON = {
  runtime: lambda.Runtime.PYTHON_3_14,
  code: lambda.Code.fromInline('def handler(event, context): pass'),
  snapStart: lambda.SnapStartConf.ON_PUBLISHED_VERSIONS,
};

/** With callers of each kind. */
function called(stack: Stack, release: Release): void {
  const orders = fn(stack, 'Orders', { release, events: [HardenedSqsEventSource.withNewQueue()] });
  orders.addFunctionUrl();
  new events.Rule(stack, 'Rule', { eventPattern: { source: ['shop'] }, targets: [new LambdaFunction(orders)] });
}

const morning = { at: appscaling.Schedule.cron({ minute: '0', hour: '8' }), min: 5 };

const SHAPES: Record<string, (stack: Stack) => unknown> = {
  none: (stack) => called(stack, Release.none()),
  'all at once': (stack) => called(stack, Release.allAtOnce()),
  'all at once with hooks': (stack) =>
    called(stack, Release.allAtOnce({ preTraffic: fn(stack, 'Before'), postTraffic: fn(stack, 'After') })),
  canary: (stack) => called(stack, canary()),
  prepared: (stack) => called(stack, canary({ move: ReleaseMove.PREPARE })),
  switched: (stack) => called(stack, canary({ move: ReleaseMove.SWITCH })),
  linear: (stack) => called(stack, Release.linear({ percent: 25, interval: Duration.minutes(5) })),
  predefined: (stack) => called(stack, Release.predefined(codedeploy.LambdaDeploymentConfig.CANARY_10PERCENT_30MINUTES)),
  'a hook that knows the version': (stack) => {
    const preTraffic = fn(stack, 'Test');
    const orders = fn(stack, 'Orders', { release: canary({ preTraffic }) });
    preTraffic.addEnvironment('NEW_VERSION', orders.currentVersion.functionArn);
    orders.grantInvokeVersion(preTraffic, orders.currentVersion);
  },
  'alarms of the user': (stack) => {
    const orders = fn(stack, 'Orders', { release: canary({ rollbackAlarm: AlarmTuning.rate({ percent: 5 }) }) });
    orders.addRollbackAlarm(orders.metricDuration().createAlarm(stack, 'Slow', { threshold: 1000, evaluationPeriods: 1 }));
  },
  'functions that call each other': (stack) => {
    const payments = fn(stack, 'Payments', { release: canary() });
    const orders = fn(stack, 'Orders', { release: canary(), environment: { PAYMENTS: payments.functionName } });
    payments.grantInvoke(orders);
  },
  'versions that are pruned': (stack) => fn(stack, 'Orders', { release: canary({ pruning: {} }) }),
  'versions that are deleted': (stack) =>
    fn(stack, 'Orders', { release: canary(), currentVersionOptions: { removalPolicy: RemovalPolicy.DESTROY } }),
  'constant environments': (stack) =>
    fn(stack, 'Orders', { release: canary(), provisionedConcurrency: ProvisionedConcurrency.constant(2) }),
  'environments that follow the load': (stack) =>
    fn(stack, 'Orders', {
      release: canary(),
      provisionedConcurrency: ProvisionedConcurrency.targetTracking({ min: 1, max: 9, schedules: [morning] }),
    }),
  'environments by schedule': (stack) => fn(stack, 'Orders', { provisionedConcurrency: ProvisionedConcurrency.scheduled(1, morning) }),
  SnapStart: (stack) => fn(stack, 'Orders', PYTHON),
  'SnapStart by a canary': (stack) => fn(stack, 'Orders', { ...PYTHON, release: canary() }),
  strict: (stack) =>
    fn(stack, 'Orders', { release: canary({ pruning: {} }), profile: HardeningProfile.strict().derive({ requirements: [] }) }),
  development: (stack) => fn(stack, 'Orders', { release: Release.allAtOnce(), profile: HardeningProfile.development() }),
};

export function releaseShapes(): Record<string, Template> {
  return Object.fromEntries(
    Object.entries(SHAPES).map(([name, fill]) => {
      const app = new App({ analyticsReporting: false });
      const stack = new Stack(app, 'Shop');
      fill(stack);
      return [name, app.synth().getStackByName('Shop').template];
    }),
  );
}

/** The canary with the circle that E3004 is about: its alarm refers to the alias. */
export function withCircle({ Resources }: Template): Template {
  const idOf = (prefix: string, type: string) =>
    Object.keys(Resources).find((id) => id.startsWith(prefix) && Resources[id].Type === type) as string;
  const alarm = idOf('OrdersReleaseRollbackAlarm', 'AWS::CloudWatch::Alarm');
  const AlarmDescription = { Ref: idOf('Orders', 'AWS::Lambda::Alias') };
  return {
    Resources: { ...Resources, [alarm]: { ...Resources[alarm], Properties: { ...Resources[alarm].Properties, AlarmDescription } } },
  };
}
