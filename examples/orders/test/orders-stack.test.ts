import { Match, Template } from 'aws-cdk-lib/assertions';
import { ordersApp } from '../app';
import { OrdersStack } from '../orders-stack';

let template: Template;
beforeAll(() => {
  template = Template.fromStack(
    ordersApp()
      .node.findAll()
      .find((node) => node instanceof OrdersStack) as OrdersStack,
  );
});

test('an event is tried twice, within an hour, and then waits in the failure queue', () => {
  template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
    MaximumRetryAttempts: 1,
    MaximumEventAgeInSeconds: 3600,
    DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [Match.stringLikeRegexp('^OrdersFailureQueue'), 'Arn'] } } },
  });
});

test("an event that EventBridge cannot hand over waits in a queue apart from the function's failures", () => {
  template.hasResourceProperties('AWS::Events::Rule', {
    Targets: [
      Match.objectLike({ DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^EventsUndeliveredQueue'), 'Arn'] } } }),
    ],
  });
});

test('a function may put an item, and the reader of the stream read it; nothing else', () => {
  const statements = Object.values(template.findResources('AWS::IAM::Policy')).flatMap(
    ({ Properties }) => Properties.PolicyDocument.Statement,
  );

  const actions = statements.flatMap(({ Action }) => Action).filter((action: string) => action.startsWith('dynamodb:'));
  expect([...new Set(actions)].sort()).toEqual([
    'dynamodb:DescribeStream',
    'dynamodb:GetRecords',
    'dynamodb:GetShardIterator',
    'dynamodb:ListStreams',
    'dynamodb:PutItem',
  ]);
});

test('partners send orders of their own kind, ten at once at the most, and a bad one is tried five times', () => {
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    EventSourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^PartnerOrdersQueue'), 'Arn'] },
    FilterCriteria: { Filters: [{ Pattern: '{"body":{"kind":["order"]}}' }] },
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ScalingConfig: { MaximumConcurrency: 10 },
  });
  template.hasResourceProperties('AWS::SQS::Queue', { RedrivePolicy: Match.objectLike({ maxReceiveCount: 5 }) });
});

test('new orders, and nothing else, go to the index of customers', () => {
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    EventSourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Table'), 'StreamArn'] },
    FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
    BisectBatchOnFunctionError: true,
    DestinationConfig: { OnFailure: Match.anyValue() },
  });
});

test('the alarms name the runbook', () => {
  template.allResourcesProperties('AWS::CloudWatch::Alarm', {
    AlarmDescription: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('Runbook: https://wiki.example.com')])] },
  });
});
