import { App, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import * as eventTargets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as notifications from 'aws-cdk-lib/aws-s3-notifications';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { findViolations } from '../../lib/checks/find-violations';
import type { Example } from '../../lib/checks/rule';
import { RULES } from '../../lib/checks/rules';
import { arn, fn, invokeConfig, join, mapping, queue, ref, resource, streamMapping, table } from '../../lib/checks/rules/examples/parts';
import type { Template } from '../../lib/template-model/template';
import { CODE } from '../harness';

const LOOPS = RULES.filter(({ id }) => /Loop|ComesBack/.test(id));

const found = (...templates: Template[]): string[] =>
  findViolations(templates, LOOPS).map(({ rule, resource, message }) => `${rule.id} ${resource.id}: ${message.replace(/^.*, got /, '')}`);

const stack = (name: string, resources: Example, outputs: Record<string, unknown> = {}): Template => ({
  name,
  body: {
    Resources: resources,
    Outputs: Object.fromEntries(Object.entries(outputs).map(([key, Value]) => [key, { Value, Export: { Name: key } }])),
  },
});

describe('across stacks and aliases', () => {
  const toAlias = { FunctionName: ref('Invoices'), FunctionVersion: '1', Name: 'live' };

  test('three functions of three stacks, over exports and names', () => {
    const orders = stack('Orders', {
      Orders: fn({ FunctionName: 'orders' }),
      Config: invokeConfig('Orders', { OnSuccess: { 'Fn::ImportValue': 'InvoicesArn' } }),
    });
    const invoices = stack(
      'Invoices',
      { Invoices: fn(), Config: invokeConfig('Invoices', { OnFailure: { 'Fn::ImportValue': 'FailedArn' } }) },
      { InvoicesArn: arn('Invoices') },
    );
    const failed = stack(
      'Failed',
      {
        Failed: resource('AWS::SNS::Topic', { Subscription: [{ Protocol: 'lambda', Endpoint: arn('Repair') }] }),
        Repair: fn(),
        Config: invokeConfig('Repair', { OnSuccess: join('arn:aws:lambda:', ref('AWS::Region'), ':111122223333:function:orders') }),
      },
      { FailedArn: ref('Failed') },
    );
    expect(found(orders, invoices, failed)).toEqual(['FunctionLoop Config: orders > Invoices > Failed > Repair > orders']);
    expect(found(orders, invoices)).toEqual([]);
  });

  test('an alias that is invoked, and only its configuration', () => {
    const resources = (qualifier: string): Example => ({
      Orders: fn(),
      Config: invokeConfig('Orders', { OnSuccess: ref('Live') }),
      Invoices: fn(),
      Live: resource('AWS::Lambda::Alias', toAlias),
      Other: invokeConfig('Invoices', { OnSuccess: arn('Orders') }, qualifier),
    });
    expect(found(stack('Shop', resources('live')))).toEqual(['FunctionLoop Config: Orders > Invoices > Orders']);
    expect(found(stack('Shop', resources('$LATEST')))).toEqual([]);
  });

  test('what some deployments leave out is no loop', () => {
    const resources: Example = {
      Orders: fn(),
      Invoices: fn(),
      Config: invokeConfig('Orders', { OnSuccess: arn('Invoices') }),
      Other: { ...invokeConfig('Invoices', { OnSuccess: arn('Orders') }), Condition: 'IsTest' },
    };
    expect(found(stack('Shop', resources))).toEqual([]);
  });

  const inTest = (body: Example[string]) => ({ ...body, Condition: 'IsTest' });
  const overTopic: Example = {
    Orders: fn(),
    Failed: resource('AWS::SNS::Topic'),
    Subscription: resource('AWS::SNS::Subscription', { TopicArn: ref('Failed'), Protocol: 'lambda', Endpoint: arn('Orders') }),
    Config: invokeConfig('Orders', { OnFailure: ref('Failed') }),
  };
  const overQueue: Example = {
    Orders: fn(),
    Failed: resource('AWS::SNS::Topic'),
    Subscription: resource('AWS::SNS::Subscription', { TopicArn: ref('Failed'), Protocol: 'sqs', Endpoint: arn('Queue') }),
    Queue: queue(),
    Mapping: mapping('Queue', 'Orders'),
    Config: invokeConfig('Orders', { OnFailure: ref('Failed') }),
  };
  const overBus: Example = {
    Orders: fn(),
    Bus: resource('AWS::Events::EventBus', { Name: 'shop' }),
    Rule: resource('AWS::Events::Rule', {
      EventBusName: 'shop',
      EventPattern: { source: ['lambda'] },
      Targets: [{ Id: 'Orders', Arn: arn('Orders') }],
    }),
    Config: invokeConfig('Orders', { OnFailure: arn('Bus') }),
  };
  const overBucket: Example = {
    Reader: fn(),
    Orders: table(),
    Mapping: streamMapping('Orders', 'Reader', { DestinationConfig: { OnFailure: { Destination: arn('Failed') } } }),
    Failed: resource('AWS::S3::Bucket', {
      NotificationConfiguration: { LambdaConfigurations: [{ Event: 's3:ObjectCreated:*', Function: arn('Reader') }] },
    }),
  };

  test.each<[string, Example, string]>([
    ['FunctionLoop', overTopic, 'Subscription'],
    ['FunctionLoop', overTopic, 'Config'],
    ['DestinationLoop', overQueue, 'Subscription'],
    ['DestinationLoop', overQueue, 'Mapping'],
    ['FunctionLoop', overBus, 'Rule'],
    ['DestinationLoop', overBucket, 'Failed'],
  ])('%s is certain only without a condition on any part of it: %#', (id, resources, part) => {
    expect(found(stack('Shop', resources)).map((text) => text.split(' ')[0])).toEqual([id]);
    expect(found(stack('Shop', { ...resources, [part]: inTest(resources[part]) }))).toEqual([]);
  });

  test('dead letters are of asynchronous events, not of what a mapping hands over', () => {
    const resources: Example = {
      Orders: fn(),
      Config: invokeConfig('Orders', { OnSuccess: arn('Queue') }),
      Queue: queue(),
      Mapping: mapping('Queue', 'Invoices'),
      Invoices: fn({ DeadLetterConfig: { TargetArn: ref('Failed') } }),
      Failed: resource('AWS::SNS::Topic'),
      Subscription: resource('AWS::SNS::Subscription', { TopicArn: ref('Failed'), Protocol: 'lambda', Endpoint: arn('Orders') }),
    };
    expect(found(stack('Shop', resources))).toEqual([]);
  });

  test('a target that is not known leads nowhere', () => {
    const resources: Example = {
      Orders: fn({ DeadLetterConfig: { TargetArn: ref('FailedArn') } }),
      Queue: queue(),
      Mapping: mapping('Queue', 'Orders'),
      Config: invokeConfig('Orders', { OnFailure: { 'Fn::ImportValue': 'Elsewhere' }, OnSuccess: ref('Results') }),
    };
    expect(found(stack('Shop', resources))).toEqual([]);
  });
});

describe('what the CDK makes', () => {
  const ordersIn = (scope: Stack, props: Partial<lambda.FunctionProps> = {}, id = 'Orders') =>
    new lambda.Function(scope, id, { ...CODE, ...props });

  function foundIn(build: (scope: Stack) => void): string[] {
    const app = new App();
    build(new Stack(app, 'Shop'));
    const ids = (text: string) => text.replace(/[0-9A-F]{8}/g, '');
    return found(...app.synth().stacks.map(({ stackName, template }) => ({ name: stackName, body: template }))).map(ids);
  }

  test('results on the default bus, and a rule for them', () => {
    const build = (detailType: string) => (scope: Stack) => {
      const orders = ordersIn(scope, { onSuccess: new destinations.EventBridgeDestination() });
      new events.Rule(scope, 'Rule', {
        eventPattern: { source: ['lambda'], detailType: [detailType] },
        targets: [new eventTargets.LambdaFunction(orders)],
      });
    };
    expect(foundIn(build('Lambda Function Invocation Result - Success'))).toEqual([
      'FunctionLoop OrdersEventInvokeConfig: Orders > Rule > Orders',
    ]);
    expect(foundIn(build('Lambda Function Invocation Result - Failure'))).toEqual([]);
  });

  test('failures in a topic to which the queue of the function is subscribed', () => {
    const back = foundIn((scope) => {
      const topic = new sns.Topic(scope, 'Topic');
      const queue = new sqs.Queue(scope, 'Queue');
      topic.addSubscription(new subscriptions.SqsSubscription(queue));
      ordersIn(scope, { onFailure: new destinations.SnsDestination(topic), events: [new sources.SqsEventSource(queue)] });
    });
    expect(back).toEqual(['DestinationLoop OrdersEventInvokeConfig: Orders > Topic > Queue > Orders']);
  });

  test('a bucket that is written to, whose keys the notification does not choose', () => {
    const build = (grant: (bucket: s3.Bucket, orders: lambda.Function) => void, ...filters: s3.NotificationKeyFilter[]) =>
      foundIn((scope) => {
        const bucket = new s3.Bucket(scope, 'Uploads');
        const orders = ordersIn(scope);
        bucket.addEventNotification(s3.EventType.OBJECT_CREATED, new notifications.LambdaDestination(orders), ...filters);
        grant(bucket, orders);
      });
    const loop = ['PossibleLoop Orders: Orders > Uploads > Orders'];
    expect(build((bucket, orders) => bucket.grantReadWrite(orders))).toEqual(loop);
    expect(build((bucket, orders) => bucket.grantPut(orders, 'in/*'), { prefix: 'in/' })).toEqual(loop);
    expect(build((bucket, orders) => bucket.grantReadWrite(orders), { prefix: 'in/' })).toEqual([]);
    expect(build((bucket, orders) => bucket.grantPut(orders, 'made/*'), { prefix: 'in/' })).toEqual([]);
    expect(build((bucket, orders) => bucket.grantRead(orders))).toEqual([]);
  });

  test('a table that is written to, whose stream is read without a filter', () => {
    const build = (grant: (table: dynamodb.Table, orders: lambda.Function) => void, props: Partial<sources.DynamoEventSourceProps> = {}) =>
      foundIn((scope) => {
        const partitionKey = { name: 'id', type: dynamodb.AttributeType.STRING };
        const table = new dynamodb.Table(scope, 'Table', { partitionKey, stream: dynamodb.StreamViewType.NEW_IMAGE });
        const orders = ordersIn(scope);
        orders.addEventSource(new sources.DynamoEventSource(table, { startingPosition: lambda.StartingPosition.TRIM_HORIZON, ...props }));
        grant(table, orders);
      });
    expect(build((table, orders) => table.grantReadWriteData(orders))).toEqual(['PossibleLoop Orders: Orders > Table > Orders']);
    expect(build((table, orders) => table.grantReadData(orders))).toEqual([]);
    const filters = [lambda.FilterCriteria.filter({ eventName: lambda.FilterRule.isEqual('INSERT') })];
    expect(build((table, orders) => table.grantReadWriteData(orders), { filters })).toEqual([]);
  });

  test('two functions that send to each other, one by its alias', () => {
    const loop = foundIn((scope) => {
      const [toOrders, toInvoices] = ['ToOrders', 'ToInvoices'].map((id) => new sqs.Queue(scope, id));
      const orders = ordersIn(scope);
      const invoices = ordersIn(scope, {}, 'Invoices');
      new lambda.Alias(scope, 'Live', { aliasName: 'live', version: orders.currentVersion }).addEventSource(
        new sources.SqsEventSource(toOrders),
      );
      invoices.addEventSource(new sources.SqsEventSource(toInvoices));
      toInvoices.grantSendMessages(orders);
      toOrders.grantSendMessages(invoices);
    });
    expect(loop).toEqual(['PossibleLoopOfFunctions Orders: Orders > ToInvoices > Invoices > ToOrders > Orders']);
  });
});
