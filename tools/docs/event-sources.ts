import { App, type AppProps, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import {
  AlarmActions,
  HardenedActiveMqEventSource,
  HardenedDocumentDbEventSource,
  HardenedDynamoEventSource,
  HardenedFunction,
  HardenedKinesisConsumerEventSource,
  HardenedKinesisEventSource,
  HardenedManagedKafkaEventSource,
  HardenedSelfManagedKafkaEventSource,
  HardenedSqsEventSource,
} from 'cdk-hardened-lambda';
import { SUPPORTED_OPTIONS } from '../../lib/event-sources/supported-options';
import type { Properties } from '../catalogue/template';
import { spell } from '../catalogue/words';
import { costsOf, totalOf, usd } from '../demo/costs';
import { hardenedFunctionOf, type Part, partsOf } from '../demo/parts';
import { PRICE_NOTE } from '../demo/report';
import { referred, type Synthesis, synthesize } from '../demo/synthesis';
import { code, fenced, page, table } from './markdown';

const HERE = 'eu-west-1:111122223333';

interface Scenario {
  readonly title: string;
  readonly line: string;
  source(stack: Stack): lambda.IEventSource;
}

export const SCENARIOS: Scenario[] = [
  {
    title: 'SQS',
    line: 'HardenedSqsEventSource.withNewQueue()',
    source: () => HardenedSqsEventSource.withNewQueue(),
  },
  {
    title: 'DynamoDB',
    line: 'new HardenedDynamoEventSource(table, { startingPosition })',
    source: (stack) =>
      new HardenedDynamoEventSource(
        new dynamodb.Table(stack, 'Table', {
          partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
          stream: dynamodb.StreamViewType.NEW_IMAGE,
        }),
        { startingPosition: lambda.StartingPosition.TRIM_HORIZON },
      ),
  },
  {
    title: 'Kinesis',
    line: 'new HardenedKinesisEventSource(stream, { startingPosition })',
    source: (stack) =>
      new HardenedKinesisEventSource(new kinesis.Stream(stack, 'Stream'), { startingPosition: lambda.StartingPosition.TRIM_HORIZON }),
  },
  {
    title: 'Kinesis with enhanced fan-out',
    line: 'new HardenedKinesisConsumerEventSource(consumer, { startingPosition })',
    source: (stack) =>
      new HardenedKinesisConsumerEventSource(
        new kinesis.StreamConsumer(stack, 'Consumer', { stream: new kinesis.Stream(stack, 'Stream'), streamConsumerName: 'orders' }),
        { startingPosition: lambda.StartingPosition.TRIM_HORIZON },
      ),
  },
  {
    title: 'Amazon MSK',
    line: 'new HardenedManagedKafkaEventSource({ clusterArn, topic, startingPosition, provisionedPollerConfig: {} })',
    source: () =>
      new HardenedManagedKafkaEventSource({
        startingPosition: lambda.StartingPosition.TRIM_HORIZON,
        clusterArn: `arn:aws:kafka:${HERE}:cluster/shop/abc-1`,
        topic: 'orders',
        consumerGroupId: 'orders',
        provisionedPollerConfig: {},
      }),
  },
  {
    title: 'Self-managed Kafka',
    line: 'new HardenedSelfManagedKafkaEventSource({ bootstrapServers, topic, secret, startingPosition, provisionedPollerConfig: {} })',
    source: (stack) =>
      new HardenedSelfManagedKafkaEventSource({
        startingPosition: lambda.StartingPosition.TRIM_HORIZON,
        bootstrapServers: ['kafka.example.com:9096'],
        topic: 'orders',
        secret: new secretsmanager.Secret(stack, 'Credentials'),
        provisionedPollerConfig: {},
      }),
  },
  {
    title: 'Amazon MQ (ActiveMQ, RabbitMQ)',
    line: 'new HardenedActiveMqEventSource({ brokerArn, queue, secret })',
    source: (stack) =>
      new HardenedActiveMqEventSource({
        brokerArn: `arn:aws:mq:${HERE}:broker:shop:b-1`,
        queue: 'orders',
        secret: new secretsmanager.Secret(stack, 'Credentials'),
      }),
  },
  {
    title: 'DocumentDB',
    line: 'new HardenedDocumentDbEventSource({ clusterArn, databaseName, secret, startingPosition })',
    source: (stack) =>
      new HardenedDocumentDbEventSource({
        startingPosition: lambda.StartingPosition.TRIM_HORIZON,
        clusterArn: `arn:aws:rds:${HERE}:cluster:shop`,
        databaseName: 'shop',
        secret: new secretsmanager.Secret(stack, 'Credentials'),
      }),
  },
];

/** The template of a scenario. */
export const synthesisOf = ({ source }: Scenario): Synthesis => synthesize((props) => appWith(source, props));

/** docs/event-sources.md, from the templates that the sources make. */
export function eventSources(): string {
  return page(
    'Event sources',
    'the templates of the sources in tools/docs/event-sources.ts',
    'For each event source: the settings of its event source mapping and queues, the permissions that it adds to the role, its alarms ' +
      'and their thresholds, and what these cost in a month without traffic.',
    fenced('ts', EXAMPLE),
    `The tables show each source without options. ${PRICE_NOTE} With event count metrics, Lambda publishes six metrics for a stream; each costs ` +
      'as a custom metric, 0.30 a month, in months with events (AWS names no other price).',
    table(
      ['Source', 'Alarms', 'USD a month, no traffic'],
      SCENARIOS.map((scenario) => {
        const parts = partsOfSource(scenario);
        return [
          `[${scenario.title}](#${anchorOf(scenario.title)})`,
          String(ofType(parts, 'AWS::CloudWatch::Alarm').length),
          usd(totalOf(costsOf(parts.map(({ resource }) => resource)))),
        ];
      }),
    ),
    '## Options',
    'An option that a source does not support is an error at synthesis. Amazon MSK and self-managed Kafka are Apache Kafka; the properties ' +
      'that name the cluster are described with each class.',
    optionTable(),
    '## Where reading begins',
    "Streams, Kafka and DocumentDB require `startingPosition`, as the CDK's own event sources do. It counts when the event source mapping is " +
      'created, and it cannot be changed later.',
    table(
      ['Mapping', '`startingPosition`'],
      [
        [
          'new',
          '`TRIM_HORIZON`: from the oldest record that the stream keeps. `LATEST` misses records that arrive while the mapping is created',
        ],
        [
          "exists already, as one that the CDK's own source made",
          'the position that it has. With another one CloudFormation creates a second mapping of the same stream and function, which Lambda refuses: ' +
            'the deployment fails',
        ],
        [
          'new, for records since a point in time',
          '`AT_TIMESTAMP` with `startingPositionTimestamp`: Kinesis, Kafka and DocumentDB; not DynamoDB',
        ],
      ],
    ),
    ...SCENARIOS.flatMap(chapter),
    '## SNS, S3, EventBridge, CloudWatch Logs',
    "These services invoke the function asynchronously, and need no class of this library. Use the CDK's own: `topic.addSubscription`, " +
      '`bucket.addEventNotification`, `new events.Rule`, `logGroup.addSubscriptionFilter`. Events that failed after all retries go to the ' +
      '`failureCapture` of the function.',
  );
}

const EXAMPLE = `import { Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmActions, HardenedDynamoEventSource, HardenedFunction, HardenedSqsEventSource } from 'cdk-hardened-lambda';

declare const stack: Stack;
declare const table: dynamodb.Table;

const orders = new HardenedFunction(stack, 'Orders', {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromAsset('dist'),
  alarmActions: AlarmActions.email('ops@example.com'),
  events: [HardenedSqsEventSource.withNewQueue()],
});
orders.addEventSource(new HardenedDynamoEventSource(table, { startingPosition: lambda.StartingPosition.TRIM_HORIZON }));`;

/** Which option each source supports, those of most sources first. */
function optionTable(): string {
  const kinds = Object.entries<Readonly<Record<string, true>>>(SUPPORTED_OPTIONS);
  const names = [...new Set(kinds.flatMap(([, options]) => Object.keys(options)))];
  const supporting = (name: string) => kinds.filter(([, options]) => name in options).length;
  return table(
    ['Option', ...kinds.map(([kind]) => kind)],
    names
      .sort((one, other) => supporting(other) - supporting(one) || one.localeCompare(other, 'en'))
      .map((name) => [code(name), ...kinds.map(([, options]) => (name in options ? 'yes' : ''))]),
  );
}

/** As GitHub and npm make it of a heading. */
const anchorOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');

function partsOfSource(scenario: Scenario): Part[] {
  const synthesis = synthesisOf(scenario);
  return partsOf(synthesis, hardenedFunctionOf(synthesis)).filter(({ ofSource }) => ofSource);
}

function chapter(scenario: Scenario): string[] {
  const { title, line } = scenario;
  const synthesis = synthesisOf(scenario);
  const parts = partsOf(synthesis, hardenedFunctionOf(synthesis)).filter(({ ofSource }) => ofSource);
  const idle = totalOf(costsOf(parts.map(({ resource }) => resource)));
  const listed = alarms(parts);
  return [
    `## ${title}`,
    `${code(line)}: ${usd(idle)} USD a month without traffic`,
    mapping(parts),
    permissions(synthesis),
    ...(listed ? [listed] : []),
  ];
}

function appWith(source: Scenario['source'] | undefined, props: AppProps): App {
  const app = new App(props);
  const stack = new Stack(app, 'Shop');
  const orders = new HardenedFunction(stack, 'Orders', {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {};'),
    alarmActions: AlarmActions.email('ops@example.com'),
  });
  if (source) orders.addEventSource(source(stack));
  return app;
}

const ofType = (parts: Part[], type: string): Part[] => parts.filter(({ resource }) => resource.type === type);

/** Which resource each refers to is clear from the example. */
const REFERENCES = ['EventSourceArn', 'FunctionName', 'DestinationConfig', 'SourceAccessConfigurations', 'SelfManagedEventSource'];

function mapping(parts: Part[]): string {
  const rows = ofType(parts, 'AWS::Lambda::EventSourceMapping')
    .concat(ofType(parts, 'AWS::SQS::Queue'))
    .flatMap(({ role, resource }) =>
      Object.entries(resource.properties)
        .filter(([name]) => !REFERENCES.includes(name))
        .map(([name, value]) => [role, code(name), settingInWords(name, value)]),
    );
  return table(['Resource', 'Property', 'Value'], rows);
}

function settingInWords(name: string, value: unknown): string {
  if (typeof value === 'number' && /Timeout|Period|Seconds/.test(name)) return spell(value);
  if (name === 'RedrivePolicy') return `after ${(value as Properties).maxReceiveCount} deliveries`;
  if (typeof value !== 'object') return String(value);
  const items = Object.values(value as object).flat();
  return items.some((item) => typeof item === 'object') ? code(JSON.stringify(value)) : items.join(', ') || 'chosen by Lambda';
}

/** What the source adds to the role: what the same function is not allowed without it. */
function permissions(synthesis: Synthesis): string {
  const withoutSource = new Set(
    permissionsOf(synthesize((props) => appWith(undefined, props))).map(({ actions, on }) => `${actions} ${on}`),
  );
  const added = permissionsOf(synthesis).filter(({ actions, on }) => !withoutSource.has(`${actions} ${on}`));
  if (added.length === 0) throw new Error('a source must add permissions to the role, got none; look where its statements are rendered');
  return table(
    ['Action allowed for the role', 'Resource'],
    added.map(({ actions, on }) => [actions, on]),
  );
}

/** Each statement in words, once for each of its resources, wherever the policy is: in the role or beside it. */
function permissionsOf(synthesis: Synthesis): { readonly actions: string; readonly on: string }[] {
  const documents = synthesis.resources.flatMap(({ type, properties }) => {
    if (type === 'AWS::IAM::Role') return (properties.Policies ?? []).map(({ PolicyDocument }: Properties) => PolicyDocument);
    return type === 'AWS::IAM::Policy' ? [properties.PolicyDocument] : [];
  });
  return documents.flatMap(({ Statement }: Properties) =>
    Statement.flatMap(({ Action, Resource: resources }: Properties) =>
      [resources].flat().map((on: Properties | string) => ({
        actions: [Action].flat().map(code).join(', '),
        on: typeof on === 'string' ? code(on) : nameOfResource(synthesis, on),
      })),
    ),
  );
}

function nameOfResource(synthesis: Synthesis, value: Properties): string {
  const resource = referred(synthesis, value);
  return resource ? `${resource.type.replace('AWS::', '')} ${code(resource.path)}` : code(JSON.stringify(value));
}

function alarms(parts: Part[]): string | undefined {
  const rows = ofType(parts, 'AWS::CloudWatch::Alarm').map(({ role, why, resource: { properties } }) => [
    code(kindOf(role)),
    why,
    metricsOf(properties),
    thresholdOf(properties),
  ]);
  return rows.length > 0 ? table(['Alarm', 'Meaning', 'Metric', 'In ALARM above'], rows) : undefined;
}

const kindOf = (role: string): string => role.replace(/^Alarm (.)/, (_, first: string) => first.toLowerCase());

/** The metric, or those of an expression with their names in it. */
function metricsOf({ MetricName, Metrics = [] }: Properties): string {
  if (MetricName !== undefined) return code(MetricName);
  const named = Metrics.filter(({ MetricStat }: Properties) => MetricStat);
  return named.map(({ Id, MetricStat }: Properties) => `${code(Id)}: ${code(MetricStat.Metric.MetricName)}`).join(', ');
}

function thresholdOf(alarm: Properties): string {
  const { MetricName, Metrics = [], Threshold, Statistic, Period, EvaluationPeriods } = alarm;
  const { Expression } = Metrics.find((metric: Properties) => metric.Expression) ?? {};
  const period = spell(Period ?? Metrics.find(({ MetricStat }: Properties) => MetricStat)?.MetricStat.Period);
  const within = EvaluationPeriods === 1 ? `in ${period}` : `in each of ${EvaluationPeriods} periods of ${period}`;
  if (Expression !== undefined) return `${code(Expression)} above ${Threshold} ${within}`;
  if (Statistic === 'Sum') return `${Threshold} ${within}`;
  const level =
    MetricName === 'ApproximateAgeOfOldestMessage' ? spell(Threshold) : MetricName === 'IteratorAge' ? spell(Threshold / 1000) : Threshold;
  return EvaluationPeriods === 1 ? String(level) : `${level} ${within}`;
}
