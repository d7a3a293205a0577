import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { endlessAisleApp } from '../app';

let template: Template;
beforeAll(() => {
  const app = endlessAisleApp({ context: { 'aws:cdk:bundling-stacks': [] } });
  template = Template.fromStack(app.node.children.find((node): node is Stack => Stack.isStack(node)) as Stack);
});

const ofQueue = (id: string) => ({ 'Fn::GetAtt': [Match.stringLikeRegexp(`^${id}[0-9A-F]{8}$`), 'Arn'] });

test.each(['NorthWarehouse', 'SouthWarehouse'])('%s has a dedicated queue, which gets its orders only', (partner) => {
  const queue = `${partner}SendOrdersQueue`;
  template.hasResourceProperties('AWS::SNS::Subscription', {
    Endpoint: ofQueue(queue),
    FilterPolicy: { partner: [partner] },
    RawMessageDelivery: true,
  });
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    EventSourceArn: ofQueue(queue),
    FilterCriteria: { Filters: [{ Pattern: JSON.stringify({ body: { kind: ['order'], partner: [partner] } }) }] },
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ScalingConfig: { MaximumConcurrency: 2 },
  });
  template.hasResourceProperties('AWS::SQS::Queue', {
    RedrivePolicy: Match.objectLike({ maxReceiveCount: 5, deadLetterTargetArn: ofQueue(`${queue}Redrive`) }),
  });
});

test('what stores call is released by a canary', () => {
  const deployments = template.findResources('AWS::CodeDeploy::DeploymentGroup');
  expect(Object.values(deployments).map(({ Properties }) => Properties.DeploymentConfigName)).toEqual([
    'CodeDeployDefault.LambdaCanary10Percent5Minutes',
    'CodeDeployDefault.LambdaCanary10Percent5Minutes',
  ]);
});

test('answers of partners are retried for an hour, and are then sent to the failure queue', () => {
  template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
    FunctionName: { Ref: Match.stringLikeRegexp('^PartnerAnswer[0-9A-F]{8}$') },
    MaximumEventAgeInSeconds: 3600,
    DestinationConfig: { OnFailure: { Destination: ofQueue('HardenedFunctionFailureQueue') } },
  });
});

test('what places orders and what stores answers know the events that they have worked on', () => {
  const functions = template.findResources('AWS::Lambda::Function', {
    Properties: { Environment: { Variables: Match.objectLike({ IDEMPOTENCY_TABLE_NAME: Match.anyValue() }) } },
  });
  expect(Object.keys(functions).map((id) => id.slice(0, -8))).toEqual(['PlaceOrder', 'PartnerAnswer']);
});

test('of the streams only stock reports and changed orders are read; a record that fails is kept', () => {
  const onFailure = { OnFailure: { Destination: Match.anyValue() } };
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    EventSourceArn: ofQueue('Stock'),
    FilterCriteria: { Filters: [{ Pattern: '{"data":{"kind":["stock"]}}' }] },
    DestinationConfig: onFailure,
  });
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    EventSourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Orders'), 'StreamArn'] },
    FilterCriteria: { Filters: [{ Pattern: '{"eventName":["MODIFY"]}' }] },
    DestinationConfig: onFailure,
  });
});

test('each function may do to its tables what its handler does', () => {
  const actionsOf = (role: string) =>
    [...Object.values(template.findResources('AWS::IAM::Policy')), ...Object.values(template.findResources('AWS::IAM::Role'))]
      .map((resource) => JSON.stringify(resource))
      .filter((text) => text.includes(role))
      .flatMap((text) => text.match(/dynamodb:(Get|Put|Update|Delete|Scan|Query)\w*/g) ?? []);
  const roles = (id: string) => [...new Set(actionsOf(`${id}ServiceRole`).filter((action) => action !== 'dynamodb:GetRecords'))].sort();
  expect(roles('Catalogue')).toEqual(['dynamodb:GetItem']);
  expect(roles('Inventory')).toEqual(['dynamodb:UpdateItem']);
});
