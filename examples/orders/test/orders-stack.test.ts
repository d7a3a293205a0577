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

test('the function may put an item, and do nothing else with the table', () => {
  const statements = Object.values(template.findResources('AWS::IAM::Policy')).flatMap(
    ({ Properties }) => Properties.PolicyDocument.Statement,
  );

  expect(statements.flatMap(({ Action }) => Action).filter((action: string) => action.startsWith('dynamodb:'))).toEqual([
    'dynamodb:PutItem',
  ]);
});

test('the alarms name the runbook', () => {
  template.allResourcesProperties('AWS::CloudWatch::Alarm', {
    AlarmDescription: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('Runbook: https://wiki.example.com')])] },
  });
});
