import { App, type AppProps, Duration, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AlarmActions, HardenedFunction, HardenedFunctionDefaults } from 'cdk-hardened-lambda';
import type { Construct } from 'constructs';
import type { Properties } from '../catalogue/template';
import { hardenedFunctionOf, partsOf } from '../demo/parts';
import { type Resource, type Synthesis, synthesize } from '../demo/synthesis';
import { code, page, table } from './markdown';
import { afterwards, beforehand, deployment, introduction } from './migrating-texts';

type FunctionClass = new (scope: Construct, id: string, props: lambda.FunctionProps) => lambda.Function | HardenedFunction;

/** A setting of the function that the migration changes in place. */
export interface Setting {
  readonly name: string;
  /** Its value in the template. */
  readonly value: (properties: Properties) => unknown;
  /** Lambda's default if the template does not set it. */
  readonly lambdaDefault: unknown;
  /** What to set to keep the old value. */
  readonly keep: string;
  readonly keepProps: Partial<lambda.FunctionProps>;
  readonly note?: string;
}

/** The two that need attention come first. */
export const SETTINGS: readonly Setting[] = [
  {
    name: 'architecture',
    value: ({ Architectures }) => Architectures?.[0],
    lambdaDefault: 'x86_64',
    keep: 'architecture: lambda.Architecture.X86_64',
    keepProps: { architecture: lambda.Architecture.X86_64 },
    note: '**Check first.** Native binaries in the code and in layers must be built for it.',
  },
  {
    name: 'log format',
    value: ({ LoggingConfig }) => LoggingConfig?.LogFormat,
    lambdaDefault: 'Text',
    keep: 'loggingFormat: lambda.LoggingFormat.TEXT',
    keepProps: { loggingFormat: lambda.LoggingFormat.TEXT },
    note: '**Check first.** Metric filters, subscriptions and saved queries that expect text no longer match.',
  },
  {
    name: 'timeout, in seconds',
    value: ({ Timeout }) => Timeout,
    lambdaDefault: 3,
    keep: 'timeout: Duration.seconds(3)',
    keepProps: { timeout: Duration.seconds(3) },
    note: 'The visibility timeout of a queue that the function reads must be at least as long.',
  },
  {
    name: 'memory, in MB',
    value: ({ MemorySize }) => MemorySize,
    lambdaDefault: 128,
    keep: 'memorySize: 128',
    keepProps: { memorySize: 128 },
    note: 'Each second costs more, and has more CPU.',
  },
  {
    name: 'tracing',
    value: ({ TracingConfig }) => TracingConfig?.Mode,
    lambdaDefault: 'PassThrough',
    keep: 'tracing: lambda.Tracing.DISABLED',
    keepProps: { tracing: lambda.Tracing.DISABLED },
    note: 'X-Ray bills for each recorded trace.',
  },
];

/** The properties of the function that the page explains. */
export const EXPLAINED = ['Architectures', 'LoggingConfig', 'MemorySize', 'Timeout', 'TracingConfig'];

/** How to leave out a resource, by its role in the catalogue. */
const LEAVE_OUT: Record<string, string> = {
  'Failure queue': 'failureCapture: FailureCapture.none(reason)',
  'Alarm Errors': 'alarms: { errors: AlarmTuning.none(reason) }',
  'Alarm Throttles': 'alarms: { throttles: AlarmTuning.none(reason) }',
  'Alarm FailedEvents': 'alarms: { failedEvents: AlarmTuning.none(reason) }',
  'Alarm StoredEvents': 'alarms: { storedEvents: AlarmTuning.none(reason) }',
  'Alarm ExpiringEvents': 'alarms: { expiringEvents: AlarmTuning.none(reason) }',
  'Alarm topic': 'alarmActions: AlarmActions.topic(yourTopic)',
  'Log group': 'logGroup: yourLogGroup',
};

/** A function with the resources that functions usually have. */
const build =
  (Fn: FunctionClass) =>
  (props: AppProps): App => {
    const app = new App({ ...props, context: { '@aws-cdk/aws-lambda:useCdkManagedLogGroup': false } });
    HardenedFunctionDefaults.of(app).set({ alarmActions: AlarmActions.email('ops@example.com') });
    const stack = new Stack(app, 'Shop');
    const orders = new Fn(stack, 'Orders', {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async () => {};'),
    });
    new dynamodb.TableV2(stack, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } }).grantReadData(orders);
    orders.addEventSource(new sources.SqsEventSource(new sqs.Queue(stack, 'Queue')));
    orders.addAlias('live');
    orders.addFunctionUrl();
    new events.Rule(stack, 'Nightly', {
      schedule: events.Schedule.rate(Duration.days(1)),
      targets: [new targets.LambdaFunction(orders)],
    });
    return app;
  };

/** docs/migrating.md, from the templates of one stack before and after. */
export function migrating(): string {
  const plain = synthesize(build(lambda.Function));
  const hardened = synthesize(build(HardenedFunction as FunctionClass));
  return page(
    'Migrating',
    'the templates of one stack with lambda.Function and with HardenedFunction',
    ...introduction,
    '## Resources that stay',
    'They keep their logical ids, so CloudFormation updates them in place:',
    whatStays(plain, hardened),
    '## Settings that change in place',
    'Only if your function does not set them. A value that you set is the same before and after.',
    settings(functionIn(plain), functionIn(hardened)),
    ...beforehand,
    '## New resources',
    whatIsNew(plain, hardened),
    ...deployment,
    ...afterwards,
  );
}

const functionIn = ({ resources }: Synthesis): Resource => {
  const found = resources.find(({ type }) => type === 'AWS::Lambda::Function');
  if (!found) throw new Error('there is no function');
  return found;
};

function whatStays(plain: Synthesis, hardened: Synthesis): string {
  const kept = plain.resources.filter(({ logicalId }) => hardened.resources.some((other) => other.logicalId === logicalId));
  const own = kept.filter(({ path, type }) => path.startsWith('Shop/Orders') && type !== 'AWS::Lambda::Version');
  return table(
    ['Type', 'Logical id', 'Changed properties'],
    own.map((resource) => [code(resource.type.replace('AWS::', '')), code(resource.logicalId), changesOf(resource, hardened)]),
  );
}

function changesOf({ logicalId, properties }: Resource, hardened: Synthesis): string {
  const after = hardened.resources.find((resource) => resource.logicalId === logicalId)?.properties ?? {};
  const names = [...new Set([...Object.keys(properties), ...Object.keys(after)])];
  const changed = names.filter((name) => JSON.stringify(properties[name]) !== JSON.stringify(after[name]));
  return changed.length === 0 ? 'none' : changed.sort().map(code).join(', ');
}

function settings(plain: Resource, hardened: Resource): string {
  const unexplained = changedNames(plain.properties, hardened.properties).filter((name) => !EXPLAINED.includes(name));
  if (unexplained.length > 0) throw new Error(`SETTINGS in tools/docs/migrating.ts has no entry for ${unexplained.join(', ')}; add it`);
  return table(
    ['Setting', 'Before', 'After', 'To keep the old value', ''],
    SETTINGS.map(({ name, value, lambdaDefault, keep, note = '' }) => [
      name,
      String(value(plain.properties) ?? lambdaDefault),
      String(value(hardened.properties)),
      keep && code(keep),
      note,
    ]),
  );
}

const changedNames = (before: Properties, after: Properties): string[] =>
  Object.keys(after).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));

function whatIsNew(plain: Synthesis, hardened: Synthesis): string {
  const known = new Set(plain.resources.map(({ logicalId }) => logicalId));
  // The URL, the alias and the other resources of the stack are not in the catalogue.
  const fn = hardenedFunctionOf(hardened);
  const parts = partsOf(
    { ...hardened, resources: hardened.resources.filter(({ logicalId }) => !known.has(logicalId) && isOwn(logicalId)) },
    fn,
  );
  const rows = parts.map(({ role, resource, why }) => [
    role,
    code(resource.type.replace('AWS::', '')),
    why,
    LEAVE_OUT[role] ? code(LEAVE_OUT[role]) : '',
  ]);
  // The alias has the same asynchronous invocation as the function.
  return table(['Resource', 'Type', 'Why', 'To leave it out'], [...new Map(rows.map((row) => [row.join(), row])).values()]);
}

const isOwn = (logicalId: string): boolean => !logicalId.includes('CurrentVersion');
