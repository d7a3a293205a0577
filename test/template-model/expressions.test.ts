import { queue, ref, resource } from '../../lib/checks/rules/examples/parts';
import { ApplicationModel } from '../../lib/template-model/application-model';
import { Reference, type Resource, Text, Unknown, type Value } from '../../lib/template-model/resource';
import type { TemplateBody } from '../../lib/template-model/template';

const MORE: Partial<TemplateBody> = { Mappings: { Sizes: { prod: { memory: 512, 'with.dot': 'dotted' } } } };
const OTHERS = { Queue: queue({ QueueName: 'orders' }), Table: resource('AWS::DynamoDB::Table') };

/** A resource of a template in a known region, of an account that is not known. */
function resourceOf(properties: Record<string, unknown>): Resource {
  const body = { ...MORE, Resources: { ...OTHERS, Some: resource('AWS::SSM::Parameter', properties) } } as TemplateBody;
  const { resources } = new ApplicationModel([{ name: 'Shop', body, region: 'eu-west-1' }]);
  return resources.ofType('AWS::SSM::Parameter')[0];
}

/** What people read of a value. */
function told(value: Value): unknown {
  if (value instanceof Unknown) return `<${value.name}>`;
  if (value instanceof Reference) return `<${value.resource.id}.${value.attribute}>`;
  if (value instanceof Text) return value.parts.map(told).join('|');
  if (Array.isArray(value)) return value.map(told);
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, told(each)]));
  return value;
}
const came = (expression: unknown): unknown => told(resourceOf({ Value: expression }).get('Value'));

test.each<[string, unknown, unknown]>([
  ['a text', 'orders', 'orders'],
  ['a number', 5, 5],
  ['nothing', null, null],
  ['a list, with what it holds', [1, { Ref: 'AWS::NoValue' }, { Ref: 'Queue' }], [1, '<Queue.Ref>']],
  ['fields, with what they hold', { a: { Ref: 'AWS::NoValue' }, b: { Ref: 'Queue' } }, { b: '<Queue.Ref>' }],
  ['the region', { Ref: 'AWS::Region' }, 'eu-west-1'],
  ['an account that is not known', { Ref: 'AWS::AccountId' }, '<AWS::AccountId>'],
  ['a pseudo parameter', { Ref: 'AWS::StackName' }, '<AWS::StackName>'],
  ['a parameter', { Ref: 'Stage' }, '<?>'],
  ['a name that is none', { Ref: 5 }, '<?>'],
  ['an attribute', { 'Fn::GetAtt': ['Queue', 'Arn'] }, '<Queue.Arn>'],
  ['an attribute in short', { 'Fn::GetAtt': 'Queue.Arn' }, '<Queue.Arn>'],
  ['an attribute of an attribute', { 'Fn::GetAtt': ['Queue', 'A', 'B'] }, '<Queue.A.B>'],
  ['an attribute of nothing', { 'Fn::GetAtt': [] }, '<?>'],
  ['an attribute by a number', { 'Fn::GetAtt': ['Queue', 5] }, '<?>'],
  ['an attribute of what is not there', { 'Fn::GetAtt': ['Nobody', 'Arn'] }, '<?>'],
  [
    'a text with names',
    { 'Fn::Sub': `a-\${Queue}-\${Queue.Arn}-\${!Kept}-\${AWS::Region}` },
    `a-|<Queue.Ref>|-|<Queue.Arn>|-\${Kept}-eu-west-1`,
  ],
  ['a text with its own names', { 'Fn::Sub': [`\${Queue}-\${Size}`, { Queue: 'mine', Size: 5 }] }, 'mine-5'],
  ['a text with a flag', { 'Fn::Sub': [`\${On}`, { On: true }] }, 'true'],
  ['a text with fields', { 'Fn::Sub': [`a-\${On}`, { On: { a: 1 } }] }, 'a-|<?>'],
  ['a text that is none', { 'Fn::Sub': 5 }, '<?>'],
  ['pieces', { 'Fn::Join': ['-', ['a', 'b', { Ref: 'Queue' }, 'c']] }, 'a-b-|<Queue.Ref>|-c'],
  ['no pieces', { 'Fn::Join': ['-', []] }, ''],
  ['one piece', { 'Fn::Join': ['-', ['a']] }, 'a'],
  ['pieces that a parameter knows', { 'Fn::Join': ['-', { Ref: 'Names' }] }, '<?>'],
  ['pieces without a separator', { 'Fn::Join': [5, ['a']] }, '<?>'],
  ['both results', { 'Fn::If': ['IsProd', 'a', 'a'] }, 'a'],
  ['one of two results', { 'Fn::If': ['IsProd', 'a', 'b'] }, '<?>'],
  ['two results that only a deployment knows', { 'Fn::If': ['IsProd', { Ref: 'Stage' }, { Ref: 'Stage' }] }, '<?>'],
  ['a result that is no list', { 'Fn::If': 'IsProd' }, '<?>'],
  ['the second', { 'Fn::Select': [1, ['a', 'b']] }, 'b'],
  ['the second in text', { 'Fn::Select': ['1', ['a', 'b']] }, 'b'],
  ['the third of two', { 'Fn::Select': [2, ['a', 'b']] }, '<?>'],
  ['one by a parameter', { 'Fn::Select': [{ Ref: 'Nth' }, ['a', 'b']] }, '<?>'],
  ['one of what is not known', { 'Fn::Select': [0, { Ref: 'Names' }] }, '<?>'],
  ['a text that is split', { 'Fn::Split': [',', 'a,b'] }, ['a', 'b']],
  ['a text of parts that is split', { 'Fn::Split': ['-', { 'Fn::Sub': `a-\${Queue}b-c` }] }, ['a', '<Queue.Ref>|b', 'c']],
  ['nothing that is split', { 'Fn::Split': ['', 'a'] }, '<?>'],
  ['fields that are split', { 'Fn::Split': [',', { a: 1 }] }, '<?>'],
  [
    'a piece of an ARN that a deployment knows',
    { 'Fn::Select': [5, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Queue', 'Arn'] }] }] },
    '<Queue.Arn>',
  ],
  ['its region', { 'Fn::Select': [3, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Queue', 'Arn'] }] }] }, '<AWS::Region>'],
  ['an ARN by its slashes', { 'Fn::Select': [1, { 'Fn::Split': ['/', { 'Fn::GetAtt': ['Queue', 'Arn'] }] }] }, '<Queue.Arn>'],
  ['a value of a map', { 'Fn::FindInMap': ['Sizes', 'prod', 'memory'] }, 512],
  ['a value of a map by a parameter', { 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'memory'] }, '<?>'],
  ['a value that no map has', { 'Fn::FindInMap': ['Sizes', 'prod', 'toString'] }, '<?>'],
  ['a map alone', { 'Fn::FindInMap': ['Sizes', 'prod'] }, '<?>'],
  ['an import', { 'Fn::ImportValue': 'shared-queue' }, '<?>'],
  ['JSON', { 'Fn::ToJsonString': { a: [1, 'b'] } }, '{"a":[1,"b"]}'],
  ['JSON that a deployment knows', { 'Fn::ToJsonString': { a: { Ref: 'Queue' } } }, '<?>'],
  ['an expression of a macro', { 'Fn::Ours': 'a' }, '<?>'],
  ['a condition by its name', { Condition: 'IsProd' }, '<?>'],
  ['a condition of IAM', { Condition: { Bool: { a: 'true' } } }, { Condition: { Bool: { a: 'true' } } }],
  ['a key like an expression, beside others', { Ref: 'Queue', Other: 1 }, { Ref: 'Queue', Other: 1 }],
])('%s', (_, expression, value) => {
  expect(came(expression)).toEqual(value);
});

describe('more than a template has', () => {
  const nested = (depth: number): unknown => (depth === 0 ? 'deep' : [nested(depth - 1)]);

  test('is not looked into: a hundred levels', () => {
    expect(JSON.stringify(came(nested(100)))).toContain('deep');
    expect(JSON.stringify(came(nested(102)))).not.toContain('deep');
  });

  test('is no deeper for what stands beside it', () => {
    expect(came(Array.from({ length: 300 }, () => ['a']))).toEqual(Array.from({ length: 300 }, () => ['a']));
  });

  test('is not joined: a thousand parts', () => {
    const parts = (count: number) => ({ 'Fn::Join': ['', Array.from({ length: count }, () => ref('Queue'))] });
    // What is put between two counts too.
    expect(String(came(parts(500))).split('|')).toHaveLength(500);
    expect(came(parts(501))).toBe('<?>');
  });

  test('is not joined: a hundred thousand characters', () => {
    const text = (length: number) => ({ 'Fn::Join': ['', ['x'.repeat(length - 1), 'y']] });
    expect(came(text(100_000))).toHaveLength(100_000);
    expect(came(text(100_001))).toBe('<?>');
  });
});

describe('a property', () => {
  const VALUES = {
    Number: 5,
    Text: '7',
    Blank: ' ',
    Word: 'a',
    Yes: true,
    No: false,
    YesText: 'true',
    NoText: 'false',
    Later: ref('Stage'),
  };
  const values = resourceOf({ ...VALUES, Inner: { List: [{ Deep: 'x' }] }, Nothing: null });

  test.each<[string, number | undefined]>([
    ['Number', 5],
    ['Text', 7],
    ['Blank', undefined],
    ['Word', undefined],
    ['Yes', undefined],
    ['Later', undefined],
    ['Absent', 1],
  ])('%s as a number', (path, value) => expect(values.number(path, 1)).toBe(value));

  test.each<[string, boolean | undefined]>([
    ['Yes', true],
    ['No', false],
    ['YesText', true],
    ['NoText', false],
    ['Word', undefined],
    ['Number', undefined],
    ['Later', undefined],
    ['Absent', false],
  ])('%s as a flag', (path, value) => expect(values.flag(path)).toBe(value));

  test.each<[string, string | undefined]>([
    ['Word', 'a'],
    ['Number', undefined],
    ['Later', undefined],
    ['Absent', 'else'],
  ])('%s as a text', (path, value) => expect(values.text(path, 'else')).toBe(value));

  test.each<[string, unknown]>([
    ['Inner.List.0.Deep', 'x'],
    ['Inner.List.1.Deep', undefined],
    ['Inner.Other.Deep', undefined],
    ['Word.Deep', undefined],
    ['Nothing.Deep', undefined],
    ['Later.Deep', '<?>'],
  ])('%s by its path', (path, value) => expect(told(values.get(path))).toEqual(value));
});
