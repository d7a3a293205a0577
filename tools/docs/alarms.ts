import { App, type AppProps, Duration, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmActions, HardenedFunction } from 'cdk-hardened-lambda';
import { type Synthesis, synthesize } from '../demo/synthesis';
import { alarmsFor, type Signal } from './alarm-states';
import { SCENARIOS, synthesisOf } from './event-sources';
import { code, fenced, linkTo, page, table } from './markdown';

/** Something that goes wrong, and which metrics show it. */
export interface Failure {
  readonly what: string;
  readonly signals: readonly Signal[];
  /** What somebody should know where no alarm is in the row. */
  readonly note?: string;
}

const lambdaCount = (name: string, periods = 1): Signal => ({ metric: `AWS/Lambda ${name}`, value: 1, periods });
const ERRORS = lambdaCount('Errors');
const depth = (of: string): Signal => ({ metric: 'AWS/SQS ApproximateNumberOfMessagesVisible', of, value: 1, periods: 99 });
const age = (of: string, days: number): Signal => ({
  metric: 'AWS/SQS ApproximateAgeOfOldestMessage',
  of,
  value: days * 86_400,
  periods: 99,
});
const level = (metric: string, value: number): Signal => ({ metric, value, periods: 99 });
const IGNORED = 99;
const COUNTED = lambdaCount('FailedInvokeEventCount');

const SHARED = 'HardenedFunctionFailureQueue';
const OWN = 'FailureQueue';
const REDRIVE = 'QueueRedrive';

const STREAM: readonly Failure[] = [
  { what: 'A batch fails and a retry succeeds: the function throws', signals: [ERRORS, COUNTED] },
  { what: 'A batch fails and a retry succeeds: the function reports the failed records', signals: [COUNTED], note: 'Nothing is lost.' },
  { what: 'One bad record fails in every retry: the function throws', signals: [ERRORS, COUNTED, depth(OWN)] },
  { what: 'One bad record fails in every retry: the function reports it', signals: [COUNTED, depth(OWN)] },
  { what: 'Nobody looks at a failed batch until its records almost expire', signals: [depth(OWN), age(OWN, 0.9)] },
  {
    what: 'A failed batch cannot be delivered to the failure queue',
    signals: [ERRORS, COUNTED, lambdaCount('DestinationDeliveryFailures')],
  },
  { what: 'The function falls behind', signals: [level('AWS/Lambda IteratorAge', 3_600_000)] },
];

const KAFKA: readonly Failure[] = [
  { what: 'One bad record fails in every retry: the function throws', signals: [ERRORS, COUNTED, depth(OWN)] },
  { what: 'The function falls behind', signals: [level('AWS/Lambda OffsetLag', 1_000_000)] },
  { what: 'Lambda cannot read the topic', signals: [lambdaCount('PollingErrorCount', IGNORED)] },
  {
    what: 'The event source mapping is disabled',
    signals: [],
    note: 'No metric shows it: watch the lag of the consumer group in the cluster.',
  },
];

const STOPPED = 'Lambda does not read: the event source mapping is disabled or lacks access';

/** What goes wrong, by the title of the event source; without one, for a function. */
export const FAILURES: Readonly<Record<string, readonly Failure[]>> = {
  Function: [
    { what: 'A synchronous invocation fails', signals: [ERRORS] },
    { what: 'An asynchronous event fails and its retry succeeds', signals: [ERRORS] },
    {
      what: 'An asynchronous event fails in all retries',
      signals: [lambdaCount('Errors', 2), lambdaCount('AsyncEventsDropped'), depth(SHARED)],
    },
    { what: 'Nobody looks at a failed event for eleven days', signals: [depth(SHARED), age(SHARED, 11)] },
    {
      what: 'A failed event cannot be delivered to the failure queue',
      signals: [ERRORS, lambdaCount('AsyncEventsDropped'), lambdaCount('DestinationDeliveryFailures')],
    },
    {
      what: 'A burst is throttled for some minutes',
      signals: [lambdaCount('Throttles', 2)],
      note: 'Lambda retries asynchronous events and batches; a synchronous caller gets an error.',
    },
    { what: 'The function has too little concurrency for 15 minutes', signals: [lambdaCount('Throttles', 3)] },
  ],
  'Durable function': [
    { what: 'An attempt of a step fails and its retry succeeds', signals: [], note: 'Nothing is lost.' },
    { what: 'An invocation fails, and Lambda invokes the function again', signals: [ERRORS] },
    {
      what: 'An execution fails',
      signals: [lambdaCount('DurableExecutionFailed'), depth('DeadLetterQueue')],
    },
    { what: 'An execution takes longer than its timeout', signals: [lambdaCount('DurableExecutionTimedOut'), depth('DeadLetterQueue')] },
    { what: 'Somebody stops an execution', signals: [lambdaCount('DurableExecutionStopped'), depth('DeadLetterQueue')] },
    { what: 'An execution has nearly 3,000 operations', signals: [level('AWS/Lambda DurableExecutionOperations', 2_500)] },
    { what: 'An execution has nearly written 100 MB', signals: [level('AWS/Lambda DurableExecutionStorageWrittenBytes', 90_000_000)] },
  ],
  SQS: [
    { what: 'A message fails and is delivered again: the function throws', signals: [ERRORS] },
    { what: 'A message fails and is delivered again: the function reports it', signals: [], note: 'Nothing is lost.' },
    { what: 'A message fails in every delivery: the function throws', signals: [ERRORS, depth(REDRIVE)] },
    { what: 'A message fails in every delivery: the function reports it', signals: [depth(REDRIVE)] },
    { what: 'Nobody looks at a failed message until it almost expires', signals: [depth(REDRIVE), age(REDRIVE, 9)] },
    { what: 'The function falls behind, or Lambda does not read', signals: [age('Queue', 0.5)] },
  ],
  DynamoDB: [
    ...STREAM,
    {
      what: STOPPED,
      signals: [],
      note: 'No metric shows it for certain. `ConsumedWriteCapacityUnits` of the table without `Invocations` of the function hints at it.',
    },
  ],
  Kinesis: [...STREAM, { what: STOPPED, signals: [level('AWS/Kinesis IncomingRecords', 5)] }],
  'Kinesis with enhanced fan-out': [{ what: STOPPED, signals: [level('AWS/Kinesis IncomingRecords', 5)] }],
  'Amazon MSK': KAFKA,
  'Self-managed Kafka': KAFKA,
  'Amazon MQ (ActiveMQ, RabbitMQ)': [
    { what: 'A batch fails', signals: [ERRORS] },
    { what: STOPPED, signals: [level('AWS/AmazonMQ QueueSize', 5), level('AWS/AmazonMQ MessageReadyCount', 5)] },
  ],
  DocumentDB: [
    { what: 'A batch fails', signals: [ERRORS] },
    { what: 'The function falls behind', signals: [level('AWS/Lambda IteratorAge', 3_600_000)] },
    { what: 'A change event is larger than the function accepts', signals: [lambdaCount('OversizedRecordCount')] },
    { what: STOPPED, signals: [], note: 'No metric shows it.' },
  ],
};

/** The template in which the failures of a section happen. */
export function templateFor(title: string): Synthesis {
  const scenario = SCENARIOS.find((each) => each.title === title);
  if (scenario) return synthesisOf(scenario);
  return synthesize(title === 'Function' ? functionAlone() : functionAlone({ durableConfig: { executionTimeout: Duration.hours(1) } }));
}

/** The alarms of each failure of a section, from the template. */
export function rowsOf(title: string): { readonly failure: Failure; readonly alarms: string[] }[] {
  const synthesis = templateFor(title);
  return FAILURES[title].map((failure) => ({ failure, alarms: alarmsFor(synthesis, failure.signals) }));
}

/** docs/alarms.md: each row is what CloudWatch would do with the templates. */
export function alarms(): string {
  return page(
    'Alarms',
    'the failures in tools/docs/alarms.ts and the templates of the event sources',
    'Which failure puts which alarm into ALARM, with the defaults. A failure that Lambda retries by itself notifies nobody until the ' +
      'retries are over or the work is late; `errors` is the exception, because it is the first sign of a bug. ' +
      `[Why](${decision()}).`,
    fenced('ts', EXAMPLE),
    'Each alarm can be tuned with `alarms` of the function or of the event source, or disabled with `AlarmTuning.none(reason)`. ' +
      '`failedRecords` of a stream exists only where it is tuned: it also counts records that are retried, and its metrics cost.',
    'AWS does not document the dimensions of the metrics of durable executions. The alarms on them take the name of the function; the ' +
      'event rule and the dead-letter queue, whose events and metrics are documented, notify of the same failures.',
    ...Object.keys(FAILURES).flatMap((title) => [
      `## ${title}`,
      table(
        ['Failure', 'Alarms'],
        rowsOf(title).map(({ failure, alarms: ids }) => [
          failure.what,
          ids.length > 0 ? ids.map((id) => code(id[0].toLowerCase() + id.slice(1))).join(', ') : `none. ${failure.note ?? ''}`.trim(),
        ]),
      ),
    ]),
  );
}

const decision = (): string => (/\((.*)\)/.exec(linkTo('docs/decisions/015-fewer-alarms.md', '')) ?? [])[1];

const EXAMPLE = `import { Stack } from 'aws-cdk-lib';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmActions, AlarmTuning, HardenedFunction, HardenedKinesisEventSource } from 'cdk-hardened-lambda';

declare const stack: Stack;
declare const stream: kinesis.Stream;

new HardenedFunction(stack, 'Orders', {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromAsset('dist'),
  alarmActions: AlarmActions.email('ops@example.com'),
  alarms: { throttles: AlarmTuning.threshold({ evaluationPeriods: 1 }) },
  events: [
    new HardenedKinesisEventSource(stream, {
      startingPosition: lambda.StartingPosition.TRIM_HORIZON,
      alarms: { failedRecords: AlarmTuning.threshold({ threshold: 10 }) },
    }),
  ],
});`;

const functionAlone =
  (more: lambda.FunctionOptions = {}) =>
  (props: AppProps): App => {
    const app = new App(props);
    new HardenedFunction(new Stack(app, 'Shop'), 'Orders', {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async () => {};'),
      alarmActions: AlarmActions.email('ops@example.com'),
      ...more,
    });
    return app;
  };
