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

test('an event is attempted twice within an hour, and is then sent to the failure queue', () => {
  template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
    MaximumRetryAttempts: 1,
    MaximumEventAgeInSeconds: 3600,
    DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [Match.stringLikeRegexp('^HardenedFunctionFailureQueue'), 'Arn'] } } },
  });
});

test('events reach the alias, whose traffic CodeDeploy moves by a canary', () => {
  const [[alias, { UpdatePolicy }]] = Object.entries(template.findResources('AWS::Lambda::Alias'));
  expect(Object.keys(UpdatePolicy)).toEqual(['CodeDeployLambdaAliasUpdate']);
  template.hasResourceProperties('AWS::Events::Rule', { Targets: [Match.objectLike({ Arn: { Ref: alias } })] });
  template.hasResourceProperties('AWS::CodeDeploy::DeploymentGroup', {
    DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
    AlarmConfiguration: { Enabled: true, Alarms: [Match.anyValue()] },
  });
});

test("an event that EventBridge cannot deliver is sent to another queue than the function's failures", () => {
  template.hasResourceProperties('AWS::Events::Rule', {
    Targets: [
      Match.objectLike({ DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^EventsUndeliveredQueue'), 'Arn'] } } }),
    ],
  });
});

test('a function can put an item and note its events, and the reader of the stream can read it; nothing else', () => {
  const beside = Object.values(template.findResources('AWS::IAM::Policy')).map(({ Properties }) => Properties.PolicyDocument);
  const inside = Object.values(template.findResources('AWS::IAM::Role'))
    .flatMap(({ Properties }) => Properties.Policies ?? [])
    .map(({ PolicyDocument }) => PolicyDocument);
  const statements = [...beside, ...inside].flatMap(({ Statement }) => Statement);

  const actions = statements.flatMap(({ Action }) => Action).filter((action: string) => action.startsWith('dynamodb:'));
  expect([...new Set(actions)].sort()).toEqual([
    'dynamodb:DeleteItem',
    'dynamodb:DescribeStream',
    'dynamodb:GetItem',
    'dynamodb:GetRecords',
    'dynamodb:GetShardIterator',
    'dynamodb:ListStreams',
    'dynamodb:PutItem',
    'dynamodb:UpdateItem',
  ]);
});

test('partner orders are filtered by their kind, ten run at once at most, and an invalid one is delivered five times', () => {
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    EventSourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^PartnerOrdersQueue'), 'Arn'] },
    FilterCriteria: { Filters: [{ Pattern: '{"body":{"kind":["order"]}}' }] },
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ScalingConfig: { MaximumConcurrency: 10 },
  });
  template.hasResourceProperties('AWS::SQS::Queue', { RedrivePolicy: Match.objectLike({ maxReceiveCount: 5 }) });
});

test('only new orders are added to the customer index', () => {
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    EventSourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Table'), 'StreamArn'] },
    FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
    BisectBatchOnFunctionError: true,
    DestinationConfig: { OnFailure: Match.anyValue() },
  });
});

test('the alarms name the runbook, except those of the queue that functions share', () => {
  const runbook = Match.arrayWith([Match.stringLikeRegexp('Runbook: https://wiki.example.com')]);
  const withRunbook = template.findResources('AWS::CloudWatch::Alarm', { Properties: { AlarmDescription: { 'Fn::Join': ['', runbook] } } });
  const others = Object.keys(template.findResources('AWS::CloudWatch::Alarm')).filter((id) => !(id in withRunbook));
  expect(others.map((id) => id.slice(0, -8))).toEqual([
    'HardenedFunctionFailureQueueAlarmsStoredEvents',
    'HardenedFunctionFailureQueueAlarmsExpiringEvents',
  ]);
});

test('an event is known for a day, longer than its retries take', () => {
  template.hasResourceProperties('AWS::Lambda::Function', {
    Environment: {
      Variables: Match.objectLike({
        IDEMPOTENCY_TABLE_NAME: { Ref: Match.stringLikeRegexp('^HardenedFunctionIdempotencyTable') },
        IDEMPOTENCY_EXPIRES_AFTER_SECONDS: '86400',
      }),
    },
  });
});
