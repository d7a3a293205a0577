import { resource } from '../../lib/checks/rules/examples/parts';
import { ApplicationModel } from '../../lib/template-model/application-model';
import type { TemplateBody } from '../../lib/template-model/template';

const topic = resource('AWS::SNS::Topic');

/** Who refers to the topic of the first template. */
function mentions(...bodies: TemplateBody[]): (string | undefined)[] {
  const model = new ApplicationModel(bodies.map((body, index) => ({ name: `Stack${index}`, body })));
  const [ops] = model.resources.ofType('AWS::SNS::Topic');
  return model.mentionsOf(ops).map(({ by }) => by?.id);
}

const by = (value: unknown): TemplateBody => ({ Resources: { Ops: topic, Other: resource('Custom::Other', { Value: value }) } });

test.each<[string, unknown]>([
  ['Ref', { Ref: 'Ops' }],
  ['an attribute', { 'Fn::GetAtt': ['Ops', 'TopicName'] }],
  ['an attribute in short', { 'Fn::GetAtt': 'Ops.TopicName' }],
  ['Fn::Sub', { 'Fn::Sub': `a $\{Ops} b` }],
  ['Fn::Sub with its own names', { 'Fn::Sub': [`$\{Ops.TopicName} and $\{Own}`, { Own: 'x' }] }],
  ['one way of a condition', { 'Fn::If': ['IsLive', { Ref: 'Ops' }, { Ref: 'AWS::NoValue' }] }],
  ['a list in a list', [[{ Ref: 'Ops' }]]],
])('%s is a mention', (_, value) => {
  expect(mentions(by(value))).toEqual(['Other']);
});

test.each<[string, unknown]>([
  ['a text', 'Ops'],
  ['an escaped Fn::Sub', { 'Fn::Sub': `$\{!Ops}` }],
  ['another resource', { Ref: 'Opsx' }],
])('%s is none', (_, value) => {
  expect(mentions(by(value))).toEqual([]);
});

test('an output, and whoever imports it, mention the resource', () => {
  const shared = { Resources: { Ops: topic }, Outputs: { Ops: { Value: { Ref: 'Ops' }, Export: { Name: 'ops' } } } };
  const user = { Resources: { User: resource('Custom::Other', { Value: { 'Fn::ImportValue': 'ops' } }) } };
  expect(mentions(shared, user)).toEqual([undefined, 'User']);
});
