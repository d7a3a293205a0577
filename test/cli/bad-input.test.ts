import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BAD, file, run } from './running';

const MANY = 200_000;
const bomb = [
  'a: &a [x, x, x, x, x, x, x, x, x, x]',
  ...'bcdefghij'.split('').map((name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdefghij'[index]}`).join(', ')}]`),
];

function folder(files: Record<string, string>): string {
  const path = mkdtempSync(join(tmpdir(), 'assembly-'));
  mkdirSync(path, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}

const stack = (properties: unknown) => JSON.stringify({ artifacts: { Shop: { type: 'aws:cloudformation:stack', properties } } });

describe('templates that are none', () => {
  test.each<[string, string | Buffer, string]>([
    ['nothing', '', "must have 'Resources'"],
    ['a text', 'Hello', 'must have \'Resources\', an object of resources, got "Hello"'],
    ['a list', '[1, 2]', 'got [1,2]'],
    ['JSON that is cut off', '{ "Resources": {', 'must be JSON or YAML, got neither'],
    ['YAML that is broken', 'Resources: [', 'must be JSON or YAML, got neither'],
    ['no sections of a template', '{ "name": {} }', 'got ["name"]'],
    ['resources as a list', '{ "Resources": [] }', "must have 'Resources'"],
    ['a resource that is a text', '{ "Resources": { "A": "x" } }', "the resource 'A' must be an object with a 'Type', got \"x\""],
    ['a resource that is null', 'Resources: { A: }', "the resource 'A' must be an object with a 'Type', got null"],
    ['a resource without a type', '{ "Resources": { "A": {} } }', 'got {}'],
    [
      'properties as a list',
      '{ "Resources": { "A": { "Type": "T", "Properties": [] } } }',
      "'Properties' of 'A' must be an object, got []",
    ],
    ['outputs as a text', '{ "Resources": {}, "Outputs": "x" }', "'Outputs' must be an object"],
    ['bytes', Buffer.from([0xff, 0xfe, 0, 1, 2, 3]), 'a template must'],
    ['a huge file', 'x'.repeat(17 * 1024 * 1024), 'must be smaller than 16 MB, got more'],
    ['JSON nested without end', `{"Resources":${'{"a":'.repeat(MANY)}1${'}'.repeat(MANY)}}`, 'must be nested'],
    ['lists nested without end', `{"Resources":${'['.repeat(MANY)}${']'.repeat(MANY)}}`, 'must be nested'],
    ['YAML nested without end', `Resources: ${'['.repeat(5000)}${']'.repeat(5000)}`, 'must be nested'],
    ['YAML that a line nests without end', `Resources:\n${'- '.repeat(5000)}a`, 'must be nested'],
    ['YAML indented without end', Array.from({ length: 500 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'), 'must be nested'],
    ['JSON that is cut off after nesting', `{"Resources":${'['.repeat(MANY)}`, 'must be nested'],
    ['aliases that multiply', `${bomb.join('\n')}\nResources: *j`, 'not repeat itself without end'],
    ['an alias of itself', 'Resources: &r { A: *r }', 'must be nested'],
  ])('%s', (_what, text, message) => {
    const { exit, out, err } = run('check', file('template', text));
    expect({ exit, out }).toEqual({ exit: 2, out: '' });
    expect(err).toContain(message);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).not.toMatch(/\p{Cc}/u);
    expect(err).not.toContain('this must not happen');
  });
});

describe('hostile templates are read without a crash', () => {
  const functionOf = (properties: unknown) => ({ Type: 'AWS::Lambda::Function', Properties: properties });
  test.each<[string, unknown]>([
    [
      'keys that JavaScript knows',
      JSON.parse('{ "__proto__": { "Type": "AWS::SQS::Queue" }, "constructor": { "Type": "AWS::Lambda::Function" } }'),
    ],
    [
      'references to nothing',
      { A: functionOf({ Role: { Ref: 'Nobody' }, Timeout: { 'Fn::GetAtt': [] }, FunctionName: { 'Fn::Sub': 5 } }) },
    ],
    [
      'intrinsics of the wrong form',
      { A: functionOf({ Timeout: { 'Fn::If': 1 }, Role: { 'Fn::Join': {} }, Layers: { 'Fn::Select': [] } }) },
    ],
    [
      'references in a circle',
      { A: functionOf({ Role: { Ref: 'B' } }), B: { Type: 'AWS::IAM::Role', Properties: { Policies: [{ Ref: 'A' }] } } },
    ],
    ['lists where objects go', { A: functionOf({ Environment: [], VpcConfig: 'x', DeadLetterConfig: [{}] }) }],
  ])('%s', (_what, resources) => {
    expect(run('check', file('hostile.json', { Resources: resources })).err).toBe('');
  });

  test.each<[string, string]>([
    ['objects', `${'{"a":'.repeat(MANY)}["x"]${'}'.repeat(MANY)}`],
    ['lists', `{"body":${'['.repeat(MANY)}"x"${']'.repeat(MANY)}}`],
  ])('a filter pattern of %s without end is a finding, and text of a state machine is not searched', (_what, text) => {
    const { Orders, Queue, Mapping } = BAD.Resources;
    const filtered = { ...Mapping, Properties: { ...Mapping.Properties, FilterCriteria: { Filters: [{ Pattern: text }] } } };
    const Machine = {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: { DefinitionString: { 'Fn::Sub': text.replace('x', `\${Orders}`) } },
    };
    const { out, err } = run('check', file('deep.json', { Resources: { Orders, Queue, Mapping: filtered, Machine } }));
    expect(err).toBe('');
    expect(out.replace(/\s+/g, ' ')).toContain("'pattern' must be nested at most 100 levels deep, got more; test a field further up");
  });

  test('exports that need each other, and grow', () => {
    const twice = (name: string) => ({ 'Fn::Join': ['', [{ 'Fn::ImportValue': name }, { 'Fn::ImportValue': name }]] });
    const outputs = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`O${index}`, { Value: twice(`e${(index + 1) % 60}`), Export: { Name: `e${index}` } }]),
    );
    const template = { ...BAD, Outputs: { ...outputs, Long: { Value: twice('e1'), Export: { Name: 'long' } } } };
    const user = { Resources: { A: functionOf({ FunctionName: { 'Fn::ImportValue': 'long' }, Role: { 'Fn::ImportValue': 'e0' } }) } };
    expect(run('check', file('a.json', template), file('b.json', user)).err).toBe('');
  });
});

describe('folders that are no cloud assembly', () => {
  test.each<[string, string, string]>([
    ['one that is not there', '/nowhere/cdk.out', 'got nothing of that name'],
    ['an empty one', folder({}), "must have templates, or be a cloud assembly with 'manifest.json', got neither"],
    ['one without stacks', folder({ 'manifest.json': '{ "artifacts": {} }' }), 'must have a stack, got none'],
    ['a broken manifest', folder({ 'manifest.json': '{' }), 'must be JSON, got something else'],
    ['a template that is gone', folder({ 'manifest.json': stack({ templateFile: 'Shop.template.json' }) }), 'must name files that exist'],
  ])('%s', (_what, path, message) => {
    expect(run('check', path)).toMatchObject({ exit: 2, out: '', err: expect.stringContaining(message) });
  });
});

describe('arguments', () => {
  const bad = file('bad.json', BAD);
  test.each<[string, string[], string]>([
    ['an unknown format', ['check', bad, '--format', 'xml'], 'Allowed choices are text, json, sarif, github, junit'],
    ['an unknown level', ['check', bad, '--fail-on', 'fatal'], 'Allowed choices are error, warning, info, none'],
    ['an unknown option', ['check', bad, '--al'], 'unknown option'],
    ['an unknown command', ['chekc'], 'unknown command'],
    [
      'an unknown rule',
      ['check', bad, '--only', 'SqsVisibilityTimout'],
      '--only: must name a rule, got "SqsVisibilityTimout"; did you mean SqsVisibilityTimeout',
    ],
    ['a rule that is suppressed without a reason', ['check', bad, '--suppress', 'SqsVisibilityTimeout'], 'must have a reason'],
    ['an empty reason', ['check', bad, '--suppress', 'SqsVisibilityTimeout= '], 'must have a reason'],
    ['a rule that is unknown to explain', ['explain', 'x'], "'cdk-hardened-lambda explain' lists them"],
    ['a file of suppressions that does not exist', ['check', bad, '--suppressions', '/nowhere.yaml'], 'which does not exist'],
    ['a file of suppressions that is no list', ['check', bad, '--suppressions', file('a.yaml', 'id: RoleShared')], 'must be a list'],
    ['a file of suppressions that is broken', ['check', bad, '--suppressions', file('a.yaml', '- [')], 'must be YAML or JSON'],
    ['a suppression without an id', ['check', bad, '--suppressions', file('a.yaml', '- reason: x')], "entry 1: 'id' must be"],
    ['a suppression that is a text', ['check', bad, '--suppressions', file('a.yaml', '- x')], "entry 1: 'id' must be"],
    [
      'a suppression without a reason',
      ['check', bad, '--suppressions', file('a.yaml', '- id: SqsVisibilityTimeout')],
      "'reason' must be a text",
    ],
    [
      'a suppression nowhere',
      ['check', bad, '--suppressions', file('a.yaml', '- { id: SqsVisibilityTimeout, reason: x, at: 5 }')],
      "'at' must be",
    ],
    [
      'a suppression with more',
      ['check', bad, '--suppressions', file('a.yaml', '- { id: SqsVisibilityTimeout, reason: x, until: y }')],
      'got "until"',
    ],
  ])('%s', (_what, args, message) => {
    expect(run(...args)).toMatchObject({ exit: 2, out: '', err: expect.stringContaining(message) });
  });
});
