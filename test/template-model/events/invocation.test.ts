import { arn, fn, ref, resource } from '../../../lib/checks/rules/examples/parts';
import { isScheduled } from '../../../lib/template-model/events/invocation';
import type { ResourceBody } from '../../../lib/template-model/template';
import { modelOf } from '../model-of';

const rule = (properties: Record<string, unknown>): ResourceBody =>
  resource('AWS::Events::Rule', { Targets: [{ Id: 'Orders', Arn: arn('Orders') }], ...properties });
const schedule = (ScheduleExpression?: unknown): ResourceBody =>
  resource('AWS::Scheduler::Schedule', { ScheduleExpression, Target: { Arn: arn('Orders') } });
const PATH = 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/';
const uri = { 'Fn::Join': ['', [PATH, arn('Orders'), '/invocations']] };
const ASYNCHRONOUS = { 'integration.request.header.X-Amz-Invocation-Type': "'Event'" };
const either = { 'Fn::If': ['IsProd', 'rate(1 hour)', ref('AWS::NoValue')] };

test.each<[string, ResourceBody, boolean]>([
  ['a rule with a schedule', rule({ ScheduleExpression: 'rate(1 hour)' }), true],
  ['a rule that may have a schedule', rule({ ScheduleExpression: either }), true],
  ['a rule with a pattern', rule({ EventPattern: { source: ['shop'] } }), false],
  ['a rule with both', rule({ ScheduleExpression: 'rate(1 hour)', EventPattern: { source: ['shop'] } }), false],
  ['a rule that may have a pattern', rule({ ScheduleExpression: 'rate(1 hour)', EventPattern: either }), false],
  ['a rule with neither', rule({}), false],
  ['a schedule', schedule('rate(1 hour)'), true],
  ['a schedule that a deployment knows', schedule(ref('Schedule')), true],
  ['a schedule that is over after once', schedule('at(2027-01-01T00:00:00)'), false],
  ['a topic', resource('AWS::SNS::Topic', { Subscription: [{ Protocol: 'lambda', Endpoint: arn('Orders') }] }), false],
])('%s is a schedule: %#', (_, By, expected) => {
  const model = modelOf({ Orders: fn(), By });
  const [orders] = model.functions.values();
  expect(model.invocationsOf(orders).map(isScheduled)).toEqual([expected]);
});

test.each([
  ['an API that waits', resource('AWS::ApiGateway::Method', { Integration: { Uri: uri } }), false],
  ['an API that does not wait', resource('AWS::ApiGateway::Method', { Integration: { Uri: uri, RequestParameters: ASYNCHRONOUS } }), true],
  ['a web socket', resource('AWS::ApiGatewayV2::Integration', { IntegrationUri: uri }), false],
  [
    'a web socket that does not wait',
    resource('AWS::ApiGatewayV2::Integration', { IntegrationUri: uri, RequestParameters: ASYNCHRONOUS }),
    true,
  ],
])('%s invokes asynchronously: %s', (_, Integration, isAsync) => {
  const { invocations } = modelOf({ Orders: fn(), Integration });
  expect(invocations.map(({ by }) => by.isAsync)).toEqual([isAsync]);
});

test('an integration that the paths of a document share is known', () => {
  const named = (name: string) => ({
    'x-amazon-apigateway-integration': { $ref: `#/components/x-amazon-apigateway-integrations/${name}` },
  });
  const Body = {
    paths: { '/orders': { get: named('orders'), post: named('missing') } },
    components: { 'x-amazon-apigateway-integrations': { orders: { type: 'aws_proxy', uri } } },
  };
  const { invocations } = modelOf({ Orders: fn(), Api: resource('AWS::ApiGatewayV2::Api', { Body }) });
  expect(invocations.map(({ property }) => property)).toEqual(['Body']);
});
