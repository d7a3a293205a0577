import { findViolations } from '../../lib/checks/find-violations';
import { RULES } from '../../lib/checks/rules';
import { arn, fn, queue, redrive, resource, role } from '../../lib/checks/rules/examples/parts';
import { deadLetters, invokeConfig, onFailure, rule, subscription } from '../../lib/checks/rules/examples/triggers';
import type { TemplateBody } from '../../lib/template-model/template';

/** Each of these lacks something that a loop or a macro may make. */
const LACKING: TemplateBody['Resources'] = {
  Orders: fn({ Role: arn('Role') }),
  Role: role(),
  Rule: rule(arn('Orders')),
  Reader: fn(deadLetters('Failed')),
  Config: invokeConfig('Orders', { MaximumRetryAttempts: 0 }),
  Failed: queue(),
  Target: fn({ Role: arn('Role') }),
  TargetConfig: invokeConfig('Target', onFailure(arn('Failed'))),
  Queue: queue(redrive('Failed')),
  Mapping: resource('AWS::Lambda::EventSourceMapping', { EventSourceArn: arn('Queue'), FunctionName: { Ref: 'Reader' } }),
  Subscription: subscription(arn('Queue'), { Protocol: 'sqs' }),
};
const ABSENT = [
  'AsyncFailuresLost',
  'FailureTargetAccess',
  'FailureQueueWithoutAlarm',
  'RoleMissingLogsAccess',
  'TargetPolicyBlocksSender',
  'TriggerWithoutPermission',
];

const found = (body: object): string[] =>
  [...new Set(findViolations([{ name: 'Shop', body: body as TemplateBody }], RULES).map(({ rule }) => rule.id))]
    .filter((id) => ABSENT.includes(id))
    .sort();

test('what a template lacks is found', () => {
  expect(found({ Resources: LACKING })).toEqual([...ABSENT].sort());
});

test.each<[string, object]>([
  ['a loop', { Resources: { ...LACKING, 'Fn::ForEach::Alarms': [] } }],
  ['a macro', { Transform: ['AWS::LanguageExtensions', 'AddWhatWeNeed'], Resources: LACKING }],
  ['a snippet', { Resources: { ...LACKING, 'Fn::Transform': { Name: 'AWS::Include' } } }],
])('what %s may make is not missed', (_, body) => {
  expect(found(body)).toEqual([]);
});

test.each<[string, object]>([
  ['a connector', { Resources: { ...LACKING, Connector: resource('AWS::Serverless::Connector') } }],
  ['a connector in a resource', { Resources: { ...LACKING, Rule: { ...rule(arn('Orders')), Connectors: {} } } }],
])('what %s may allow is not missed; it makes nothing else', (_, body) => {
  expect(found(body)).toEqual(['AsyncFailuresLost', 'FailureQueueWithoutAlarm']);
});

test("SAM's transform makes nothing of the kind", () => {
  expect(found({ Transform: 'AWS::Serverless-2016-10-31', Resources: LACKING })).toEqual([...ABSENT].sort());
});
