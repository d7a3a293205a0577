import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { fulfilmentApp } from '../app';

let template: Template;
beforeAll(() => {
  const app = fulfilmentApp();
  template = Template.fromStack(app.node.children.find((node): node is Stack => Stack.isStack(node)) as Stack);
});

test('an execution may take three days, and its history is kept for a month', () => {
  template.hasResourceProperties('AWS::Lambda::Function', { DurableConfig: { ExecutionTimeout: 259_200, RetentionPeriodInDays: 30 } });
});

test('an order is started by the function in between, under its number', () => {
  template.hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: Match.objectLike({ NAME_FIELD: 'detail.orderId' }) },
  });
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: { 'detail-type': ['OrderPlaced'] },
    Targets: [Match.objectLike({ Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^StartFunction'), 'Arn'] } })],
  });
});

test('failed executions are in a dead-letter queue, and a rule notifies of them', () => {
  template.hasResourceProperties('AWS::Lambda::Function', {
    DurableConfig: Match.anyValue(),
    DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^FulfilmentDeadLetterQueue'), 'Arn'] } },
  });
  template.hasResourceProperties('AWS::Events::Rule', { EventPattern: Match.objectLike({ source: ['aws.lambda'] }) });
});

test('the carrier may answer executions, and not look at them', () => {
  const text = JSON.stringify(template.toJSON());
  expect(text).toContain('lambda:SendDurableExecutionCallbackSuccess');
  expect(text).not.toContain('lambda:GetDurableExecutionHistory');
});
