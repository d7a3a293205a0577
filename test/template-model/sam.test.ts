import { findViolations } from '../../lib/checks/find-violations';
import { RULES } from '../../lib/checks/rules';
import { ApplicationModel } from '../../lib/template-model/application-model';
import { expanded } from '../../lib/template-model/sam/expand';
import type { ResourceBody, TemplateBody } from '../../lib/template-model/template';

const serverless = (properties: Record<string, unknown>, others: Partial<ResourceBody> = {}): ResourceBody => ({
  Type: 'AWS::Serverless::Function',
  Properties: { Handler: 'index.handler', Runtime: 'nodejs24.x', CodeUri: './dist', ...properties },
  ...others,
});
const made = (resources: Record<string, ResourceBody>, more: object = {}) => expanded({ Resources: resources, ...more }).Resources ?? {};
const model = (resources: Record<string, ResourceBody>) => new ApplicationModel([{ name: 'Shop', body: { Resources: resources } }]);

test('a template without serverless resources stays as it is', () => {
  const body: TemplateBody = { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } };
  expect(expanded(body)).toBe(body);
});

test('a function becomes one of CloudFormation, with a role', () => {
  expect(
    made({
      Orders: serverless({
        Timeout: 30,
        Tracing: 'Active',
        DeadLetterQueue: { Type: 'SQS', TargetArn: 'arn:aws:sqs:eu-west-1:111122223333:failed' },
      }),
    }),
  ).toMatchObject({
    Orders: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Timeout: 30,
        Code: './dist',
        Role: { 'Fn::GetAtt': ['OrdersRole', 'Arn'] },
        TracingConfig: { Mode: 'Active' },
        DeadLetterConfig: { TargetArn: 'arn:aws:sqs:eu-west-1:111122223333:failed' },
      },
    },
    OrdersRole: { Type: 'AWS::IAM::Role' },
  });
});

test('what its globals say holds where it says nothing', () => {
  const globals = {
    Globals: { Function: { Timeout: 20, MemorySize: 512, Environment: { Variables: { A: '1', B: '1' } }, Layers: ['a'] } },
  };
  const { Orders } = made({ Orders: serverless({ Timeout: 30, Environment: { Variables: { B: '2' } }, Layers: ['b'] }) }, globals);
  expect(Orders.Properties).toMatchObject({
    Timeout: 30,
    MemorySize: 512,
    Environment: { Variables: { A: '1', B: '2' } },
    Layers: ['a', 'b'],
  });
});

describe('the role', () => {
  const queue: ResourceBody = { Type: 'AWS::SQS::Queue' };
  const events = { Queued: { Type: 'SQS', Properties: { Queue: { 'Fn::GetAtt': ['Queue', 'Arn'] } } } };
  const may = (properties: Record<string, unknown>, action: string, others: Record<string, ResourceBody> = {}) => {
    const drawn = model({ Orders: serverless(properties), Queue: queue, ...others });
    const [fn] = drawn.functions.values();
    return drawn.roleOf(fn)?.allows(action, drawn.resources.ofType('AWS::SQS::Queue')[0]);
  };

  test.each<[string, Record<string, unknown>, string, boolean | undefined]>([
    ['writes logs', {}, 'logs:PutLogEvents', true],
    ['reads what it is mapped to', { Events: events }, 'sqs:ReceiveMessage', true],
    ['reads nothing else', {}, 'sqs:ReceiveMessage', false],
    ['makes network interfaces in a VPC', { VpcConfig: {} }, 'ec2:CreateNetworkInterface', true],
    ['traces', { Tracing: 'Active' }, 'xray:PutTraceSegments', true],
    [
      'sends to its dead letters',
      { DeadLetterQueue: { Type: 'SQS', TargetArn: { 'Fn::GetAtt': ['Queue', 'Arn'] } } },
      'sqs:SendMessage',
      true,
    ],
    [
      'has its own statements',
      { Policies: [{ Statement: [{ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }] }] },
      'sqs:SendMessage',
      true,
    ],
    ['has managed policies by name', { Policies: 'AdministratorAccess' }, 'sqs:SendMessage', true],
    ['is not known with a policy template', { Policies: [{ SQSSendMessagePolicy: { QueueName: 'x' } }] }, 'sqs:SendMessage', undefined],
    [
      'is not known with destinations',
      { EventInvokeConfig: { DestinationConfig: { OnFailure: { Type: 'SQS' } } } },
      'sqs:SendMessage',
      undefined,
    ],
  ])('%s', (_what, properties, action, answer) => {
    expect(may(properties, action)).toBe(answer);
  });

  test('is not known with a connector', () => {
    const connector: ResourceBody = {
      Type: 'AWS::Serverless::Connector',
      Properties: { Source: { Id: 'Orders' }, Destination: { Id: 'Queue' } },
    };
    expect(may({}, 'sqs:SendMessage', { Connector: connector })).toBeUndefined();
  });

  test('is its own where it says so', () => {
    expect(made({ Orders: serverless({ Role: 'arn:aws:iam::111122223333:role/orders' }) }).OrdersRole).toBeUndefined();
  });
});

describe('events', () => {
  const topic: ResourceBody = { Type: 'AWS::SNS::Topic' };
  const bucket: ResourceBody = { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'orders' } };

  test.each<[string, string, Record<string, unknown>, string]>([
    ['SQS', 'SQS', { Queue: 'arn:aws:sqs:eu-west-1:111122223333:q', BatchSize: 5 }, 'SQS'],
    [
      'a stream of DynamoDB',
      'DynamoDB',
      { Stream: 'arn:aws:dynamodb:eu-west-1:111122223333:table/t/stream/s', StartingPosition: 'LATEST' },
      'DynamoDB',
    ],
    ['Kinesis', 'Kinesis', { Stream: 'arn:aws:kinesis:eu-west-1:111122223333:stream/s', StartingPosition: 'LATEST' }, 'Kinesis'],
    ['MSK', 'MSK', { Stream: 'arn:aws:kafka:eu-west-1:111122223333:cluster/c/1', Topics: ['t'] }, 'Kafka'],
    ['Kafka of one’s own', 'SelfManagedKafka', { KafkaBootstrapServers: ['b:9092'], Topics: ['t'] }, 'Kafka'],
    ['Amazon MQ', 'MQ', { Broker: 'arn:aws:mq:eu-west-1:111122223333:broker:b:1', Queues: ['q'] }, 'Amazon MQ'],
    ['DocumentDB', 'DocumentDB', { Cluster: 'arn:aws:rds:eu-west-1:111122223333:cluster:c' }, 'DocumentDB'],
  ])('of %s are mapped', (_what, Type, Properties, kind) => {
    const [mapping] = model({ Orders: serverless({ Events: { Source: { Type, Properties } } }) }).mappings;
    expect(mapping).toMatchObject({ kind, invoked: { qualifier: '$LATEST' }, resource: { id: 'OrdersSource' } });
  });

  test.each<[string, string, Record<string, unknown>, string]>([
    ['SNS', 'SNS', { Topic: { Ref: 'Topic' } }, 'sns.amazonaws.com'],
    ['S3', 'S3', { Bucket: { Ref: 'Bucket' }, Events: 's3:ObjectCreated:*' }, 's3.amazonaws.com'],
    ['a rule', 'EventBridgeRule', { Pattern: {} }, 'events.amazonaws.com'],
    ['a schedule', 'Schedule', { Schedule: 'rate(5 minutes)' }, 'events.amazonaws.com'],
    ['CloudWatch Logs', 'CloudWatchLogs', { LogGroupName: 'g', FilterPattern: '' }, 'logs.amazonaws.com'],
    ['AWS IoT', 'IoTRule', { Sql: 'SELECT 1' }, 'iot.amazonaws.com'],
    ['a REST API', 'Api', { Path: '/', Method: 'get' }, 'apigateway.amazonaws.com'],
    ['an HTTP API', 'HttpApi', { Path: '/', Method: 'get' }, 'apigateway.amazonaws.com'],
  ])('of %s invoke the alias, and are allowed', (_what, Type, Properties, principal) => {
    const drawn = model({
      Orders: serverless({ AutoPublishAlias: 'live', Events: { Event: { Type, Properties } } }),
      Topic: topic,
      Bucket: bucket,
    });
    expect(drawn.invocations).toMatchObject([{ by: { principal }, invoked: { qualifier: 'live' } }]);
    expect(drawn.resources.ofType('AWS::Lambda::Permission')).toMatchObject([{ id: 'OrdersEventPermission' }]);
  });

  test('of EventBridge Scheduler invoke it by a role', () => {
    const drawn = model({
      Orders: serverless({ Events: { Event: { Type: 'ScheduleV2', Properties: { ScheduleExpression: 'rate(1 day)' } } } }),
    });
    expect(drawn.invocations).toMatchObject([{ by: { called: 'EventBridge Scheduler' } }]);
  });

  test('of a rule are chosen by its pattern', () => {
    const { resources } = model({
      Orders: serverless({ Events: { Event: { Type: 'EventBridgeRule', Properties: { Pattern: { source: ['shop'] } } } } }),
    });
    expect(resources.ofType('AWS::Events::Rule')[0].get('EventPattern')).toEqual({ source: ['shop'] });
  });

  test('of a schedule that is off are none', () => {
    const { invocations } = model({
      Orders: serverless({ Events: { Event: { Type: 'Schedule', Properties: { Schedule: 'rate(1 day)', Enabled: false } } } }),
    });
    expect(invocations).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ['that SAM makes', true, 'OrdersEventQueue'],
    ['that is named', { QueueArn: { 'Fn::GetAtt': ['Queue', 'Arn'] }, QueueUrl: { Ref: 'Queue' } }, 'Queue'],
  ])('of a topic may come by a queue %s', (_what, SqsSubscription, queue) => {
    const drawn = model({
      Orders: serverless({ Events: { Event: { Type: 'SNS', Properties: { Topic: { Ref: 'Topic' }, SqsSubscription } } } }),
      Topic: topic,
      Queue: { Type: 'AWS::SQS::Queue' },
    });
    expect(drawn.invocations).toEqual([]);
    expect(drawn.mappings).toMatchObject([{ source: { id: queue }, resource: { id: 'OrdersEventEventSourceMapping' } }]);
    expect(drawn.senders).toMatchObject([{ service: 'sns.amazonaws.com', target: { id: queue } }]);
    const [{ source }] = drawn.mappings;
    expect(source && drawn.policyOf(source)?.lets('sns.amazonaws.com', 'sqs:SendMessage')).toBe(true);
    const [fn] = drawn.functions.values();
    expect(drawn.roleOf(fn)?.allows('sqs:ReceiveMessage', source)).toBe(true);
  });

  describe('of an API', () => {
    const waited = (Type: string, Properties: object, others: Record<string, ResourceBody> = {}) =>
      findViolations(
        [{ name: 'Shop', body: { Resources: { Orders: serverless({ Timeout: 60, Events: { E: { Type, Properties } } }), ...others } } }],
        RULES,
      )
        .filter(({ rule }) => rule.id === 'ApiGatewayTimeout')
        .map(({ message }) => message.replace(/^.*at most /, ''));
    const api = (kind: string, Properties = {}): Record<string, ResourceBody> => ({
      Shop: { Type: `AWS::Serverless::${kind}`, Properties },
    });

    test.each<[string, string, object, Record<string, ResourceBody>, RegExp]>([
      ['REST', 'Api', {}, {}, /^the 29 seconds .* got 60$/],
      ['REST by name', 'Api', { RestApiId: { Ref: 'Shop' } }, api('Api'), /^the 29 seconds/],
      ['REST with its own timeout', 'Api', { TimeoutInMillis: 5000 }, {}, /^the 5 seconds/],
      ['HTTP', 'HttpApi', {}, {}, /^the 30 seconds/],
      ['HTTP by name', 'HttpApi', { ApiId: { Ref: 'Shop' } }, api('HttpApi'), /^the 30 seconds/],
    ])('%s waits', (_what, type, properties, others, wait) => {
      expect(waited(type, properties, others)).toEqual([expect.stringMatching(wait)]);
    });

    test.each<[string, string, object, Record<string, ResourceBody>]>([
      ['streams its answers', 'Api', { ResponseTransferMode: 'STREAM' }, {}],
      ['is elsewhere', 'Api', { RestApiId: 'a1b2c3' }, {}],
      ['is a parameter', 'HttpApi', { ApiId: { Ref: 'ApiId' } }, {}],
      ['has a definition', 'Api', { RestApiId: { Ref: 'Shop' } }, api('Api', { DefinitionBody: {} })],
      ['has a definition in a file', 'HttpApi', { ApiId: { Ref: 'Shop' } }, api('HttpApi', { DefinitionUri: 'api.yaml' })],
    ])('that %s is not checked', (_what, type, properties, others) => {
      expect(waited(type, properties, others)).toEqual([]);
    });
  });

  test('of two buckets stand beside what the bucket notifies already', () => {
    const notifying: ResourceBody = {
      Type: 'AWS::S3::Bucket',
      Properties: {
        NotificationConfiguration: {
          LambdaConfigurations: [{ Event: 's3:ObjectRemoved:*', Function: { 'Fn::GetAtt': ['Other', 'Arn'] } }],
        },
      },
    };
    const events = { Event: { Type: 'S3', Properties: { Bucket: { Ref: 'Bucket' }, Events: 's3:ObjectCreated:*' } } };
    const drawn = model({ Orders: serverless({ Events: events }), Other: serverless({}), Bucket: notifying });
    expect(drawn.invocations.map(({ invoked }) => invoked.fn.name)).toEqual(['Other', 'Orders']);
  });
});

describe('where events end', () => {
  test('is a target that SAM makes', () => {
    const drawn = model({
      Orders: serverless({
        AutoPublishAlias: 'live',
        EventInvokeConfig: { MaximumRetryAttempts: 0, DestinationConfig: { OnFailure: { Type: 'SQS' } } },
      }),
    });
    expect(drawn.failureTargets).toMatchObject([
      { kind: 'on-failure', invoked: { qualifier: 'live' }, target: { type: 'AWS::SQS::Queue' } },
    ]);
  });

  test('of a stream is one that is there', () => {
    const events = {
      Read: {
        Type: 'Kinesis',
        Properties: {
          Stream: 'arn:aws:kinesis:eu-west-1:111122223333:stream/s',
          DestinationConfig: { OnFailure: { Type: 'SQS', Destination: { 'Fn::GetAtt': ['Failed', 'Arn'] } } },
        },
      },
    };
    expect(model({ Orders: serverless({ Events: events }), Failed: { Type: 'AWS::SQS::Queue' } }).failureTargets).toMatchObject([
      { kind: 'batch-failure', target: { id: 'Failed' } },
    ]);
  });
});

test('all that a function becomes exists under its condition', () => {
  const all = made({
    Orders: serverless({ AutoPublishAlias: 'live', Events: { E: { Type: 'Schedule', Properties: {} } } }, { Condition: 'IsLive' }),
  });
  expect(Object.keys(all).sort()).toEqual([
    'Orders',
    'OrdersAliaslive',
    'OrdersE',
    'OrdersEPermission',
    'OrdersRole',
    'OrdersVersion0000000000',
  ]);
  for (const { Condition } of Object.values(all)) expect(Condition).toBe('IsLive');
});

test.each<[string, Record<string, unknown>]>([
  ['events as a list', { Events: [] }],
  ['an event that is a text', { Events: { E: 'x' } }],
  ['an event of no known type', { Events: { E: { Type: 'toString', Properties: {} } } }],
  ['policies that are a number', { Policies: 5 }],
  ['destinations that are texts', { EventInvokeConfig: { DestinationConfig: { OnFailure: 'x' } } }],
])('what SAM would refuse is read without a crash: %s', (_what, properties) => {
  expect(() => model({ Orders: serverless(properties) }).failureTargets).not.toThrow();
});

test('a durable function may keep its checkpoints', () => {
  expect(made({ Orders: serverless({ DurableConfig: { ExecutionTimeout: 300 } }) }).OrdersRole.Properties?.ManagedPolicyArns).toEqual([
    { 'Fn::Sub': expect.stringMatching(/AWSLambdaBasicDurableExecutionRolePolicy$/) },
  ]);
});

test.each([
  [{ 'Fn::GetAtt': ['Orders', 'Alias'] }, 'live'],
  [{ Ref: 'Orders.Alias' }, 'live'],
  [{ 'Fn::Sub': `\${Orders.Alias}` }, 'live'],
  [{ 'Fn::GetAtt': ['Orders', 'Version'] }, 'OrdersVersion0000000000'],
  [{ Ref: 'Orders.Version' }, 'OrdersVersion0000000000'],
  [{ Ref: 'Orders.Other' }, undefined],
])('a name of SAM means what it makes: %j', (Arn, qualifier) => {
  const application = model({
    Orders: serverless({ AutoPublishAlias: 'live' }),
    Rule: { Type: 'AWS::Events::Rule', Properties: { EventPattern: { source: ['shop'] }, Targets: [{ Id: 'Orders', Arn }] } },
  });
  expect(application.invocations[0]?.invoked.qualifier).toBe(qualifier);
  const made = application.resources.all.filter(({ writtenAt }) => writtenAt?.[3] === 'AutoPublishAlias');
  expect(made.map(({ type }) => type)).toEqual(['AWS::Lambda::Version', 'AWS::Lambda::Alias']);
  const mentioned = made.filter((resource) => application.mentionsOf(resource).some(({ by }) => by?.id === 'Rule'));
  const isMentioned = qualifier !== undefined && !('Fn::GetAtt' in Arn);
  expect(mentioned).toHaveLength(isMentioned ? 1 : 0);
});

test.each(['${Orders', '${'])('a text with many beginnings of a reference is read in time: %s', (beginning) => {
  const Value = { 'Fn::Sub': beginning.repeat(200_000) };
  const application = model({ Orders: serverless({}), Other: { Type: 'Custom::Other', Properties: { Value } } });
  const [other] = application.resources.ofType('Custom::Other');
  const start = performance.now();
  other.get('Value');
  application.mentionsOf(other);
  expect(performance.now() - start).toBeLessThan(2000);
});

test('of an API with its own document, the functions that it invokes are known, and SAM gives the permission', () => {
  const arn = { 'Fn::GetAtt': ['Worker', 'Arn'] };
  const uri = { 'Fn::Join': ['', ['arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/', arn, '/invocations']] };
  const post = { 'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri } };
  const Events = { Post: { Type: 'Api', Properties: { RestApiId: { Ref: 'Api' }, Path: '/work', Method: 'post' } } };
  const Resources = {
    Worker: {
      Type: 'AWS::Serverless::Function',
      Properties: { InlineCode: 'x', Handler: 'i.h', Runtime: 'nodejs24.x', Timeout: 300, Events },
    },
    Api: {
      Type: 'AWS::Serverless::Api',
      Properties: { StageName: 'live', DefinitionBody: { openapi: '3.0.1', paths: { '/work': { post } } } },
    },
  };
  const found = findViolations([{ name: 'Shop', body: { Transform: 'AWS::Serverless-2016-10-31', Resources } as TemplateBody }], RULES);
  expect(found.map(({ rule }) => rule.id)).toEqual(['ApiGatewayTimeout', 'LogRetentionUnset']);
});

describe('globals that are intrinsics', () => {
  const environmentOf = (global: unknown, own: unknown) =>
    made({ Orders: serverless({ Environment: own }) }, { Globals: { Function: { Environment: global } } }).Orders.Properties?.Environment;
  const chosen = { 'Fn::If': ['IsLive', { Variables: { A: '1' } }, { Variables: {} }] };

  test('take the place of each other, and are not merged', () => {
    expect(environmentOf({ Variables: { A: '1' } }, { Variables: { B: '2' } })).toEqual({ Variables: { A: '1', B: '2' } });
    expect(environmentOf(chosen, { Variables: { B: '2' } })).toEqual({ Variables: { B: '2' } });
    expect(environmentOf({ Variables: { A: '1' } }, chosen)).toEqual(chosen);
    expect(environmentOf({ Variables: { A: { Ref: 'X' } } }, { Variables: { A: { Ref: 'Y' } } })).toEqual({
      Variables: { A: { Ref: 'Y' } },
    });
    expect(environmentOf({ Variables: { A: '1' } }, { Ref: 'Environment' })).toEqual({ Ref: 'Environment' });
  });
});

test('an event without the property that names its source maps nothing by name', () => {
  const mappingOf = (Type: string, Properties: object) =>
    made({ Orders: serverless({ Events: { Read: { Type, Properties } } }) }).OrdersRead;
  expect(mappingOf('SQS', { BatchSize: 5 }).Properties).toEqual({ FunctionName: { Ref: 'Orders' }, BatchSize: 5 });
  const all = {
    BatchSize: 5,
    BisectBatchOnFunctionError: true,
    Enabled: false,
    FilterCriteria: { Filters: [] },
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    MaximumBatchingWindowInSeconds: 1,
    MaximumRecordAgeInSeconds: 60,
    MaximumRetryAttempts: 2,
    MetricsConfig: { Metrics: ['EventCount'] },
    ParallelizationFactor: 2,
    StartingPosition: 'TRIM_HORIZON',
    TumblingWindowInSeconds: 5,
  };
  expect(mappingOf('Kinesis', { Stream: 'arn:aws:kinesis:eu-west-1:111122223333:stream/orders', ...all }).Properties).toEqual({
    FunctionName: { Ref: 'Orders' },
    EventSourceArn: 'arn:aws:kinesis:eu-west-1:111122223333:stream/orders',
    ...all,
  });
});
