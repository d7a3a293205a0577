import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readTemplate } from '../../cli/input/template-text';
import { BAD, file, ONLY, run } from './running';

const read = (text: string): any => JSON.parse(JSON.stringify(readTemplate('template.yaml', text).body));
const inProperties = (text: string): any => read(`Resources:\n  A:\n    Type: T\n    Properties:\n${text}`).Resources.A.Properties;

/** A folder with files in it. */
function folderOf(files: Record<string, unknown>): string {
  const folder = mkdtempSync(join(tmpdir(), 'folder-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

const stackOf = (templateFile: string, more: object = {}) => ({
  type: 'aws:cloudformation:stack',
  environment: 'aws://unknown-account/unknown-region',
  properties: { templateFile },
  ...more,
});

describe('YAML that PyYAML reads', () => {
  test.each<[string, string, unknown]>([
    [
      'brackets that close at the key',
      '      V: !If [x, {\n        S: [a]\n      }, !Ref b]\n      W: 1',
      { 'Fn::If': ['x', { S: ['a'] }, { Ref: 'b' }] },
    ],
    ['brackets that close further left', '      V: [\n  a,\nb\n]\n      W: 1', ['a', 'b']],
    ['brackets within brackets', '      V: {\n a: {\nb: [\n1\n]\n} }\n      W: 1', { a: { b: [1] } }],
    ['a dash in brackets', '      V: [-, a, -]\n      W: 1', ['-', 'a', '-']],
    ['a dash in an object in brackets', '      V: {a: -, b: -}\n      W: 1', { a: '-', b: '-' }],
    ['a dash behind a function', '      V: !Split [-, !Ref a]\n      W: 1', { 'Fn::Split': ['-', { Ref: 'a' }] }],
    ['quoted text that goes on further left', '      V: "a\n  b\n\n c"\n      W: 1', 'a b\nc'],
    ['text in single quotes that goes on further left', "      V: 'a\nb'\n      W: 1", 'a b'],
    ['quoted text with an escaped line end', '      V: "a\\\n  b"\n      W: 1', 'ab'],
    ['a comment right behind a text', '      V: "a"#b\n      W: 1', 'a'],
    ['a comma too many', '      V: {a: 1,}\n      W: 1', { a: 1 }],
    ['an empty block behind a quoted key', '      "V": |\n      W: 1', ''],
    ['a block of text', '      V: |\n        a\n         b\n      W: 1', 'a\n b\n'],
    ['a date', '      V: 2012-10-17\n      W: 1', '2012-10-17'],
  ])('%s', (_what, text, expected) => expect(inProperties(text)).toEqual({ V: expected, W: 1 }));

  test.each<[string, string, object]>([
    ['an object', 'B: &b { x: 1, y: 2 }\n      A: { <<: *b, y: 3 }', { x: 1, y: 3 }],
    ['an object, behind own keys', 'B: &b { x: 1, y: 2 }\n      A: { y: 3, <<: *b }', { y: 3, x: 1 }],
    ['several objects', 'B: &b { x: 1, y: 2 }\n      C: &c { x: 5, z: 6 }\n      A: { <<: [*b, *c] }', { x: 1, y: 2, z: 6 }],
    ['what merges itself', 'B: &b { x: 1 }\n      C: &c { <<: *b, z: 6 }\n      A: { <<: *c }', { x: 1, z: 6 }],
  ])('merge keys take %s', (_what, text, expected) => expect(inProperties(`      ${text}`).A).toEqual(expected));

  test.each([
    ['a text in quotes is no merge key', '      "<<": x', { '<<': 'x' }],
    ['an account id is a key as it is written', '      012345678901: x', { '012345678901': 'x' }],
    ['an anchor that is given twice', '      A: &a 1\n      B: *a\n      C: &a 2\n      D: *a', { A: 1, B: 1, C: 2, D: 2 }],
  ])('%s', (_what, text, expected) => expect(inProperties(text)).toEqual(expected));

  test.each([
    ['a byte order mark', Buffer.from(`\ufeff${JSON.stringify(BAD)}`)],
    ['UTF-16', Buffer.from(`\ufeff${JSON.stringify(BAD)}`, 'utf16le')],
    ['UTF-16 of the other order', Buffer.from(`\ufeff${JSON.stringify(BAD)}`, 'utf16le').swap16()],
    ['JSON with a comma too many', JSON.stringify(BAD).replace(/}$/, ',}')],
    ['JSON with line ends of Windows', JSON.stringify(BAD, undefined, 2).replace(/\n/g, '\r\n')],
    ['an empty document behind it', `${JSON.stringify(BAD)}\n---\n`],
  ])('a template with %s', (_what, text) => {
    expect(run('check', file('template', text), ...ONLY)).toMatchObject({ exit: 1, err: '' });
  });

  test.each([
    [
      'an object as a key',
      'Resources:\n  A: { Type: T, Properties: { N: {{ name }} } }',
      ':2:35: a key must be a text, got an object; render the template first',
    ],
    ['a list as a key', 'Resources:\n  ? [a]\n  : 1', ':2:5: a key must be a text, got a list; write a text'],
    ['an alias without an anchor', 'Resources: *a', ":1:12: an alias must have an anchor above it, got '*a'"],
    ['a merge of a text', 'Resources:\n  <<: x', ':2:7: \'<<\' must merge objects, got "x"'],
    ['two documents', 'Resources: {}\n---\nResources: {}', ':2:1: must be one template, got a second document'],
    ['a tab', 'Resources:\n\tA: 1', ':2:1: a template must be JSON or YAML'],
    ['a resource without a type', 'Resources:\n  A: { Properties: {} }', ":2:3: the resource 'A' must be an object with a 'Type'"],
  ])('%s is refused, with its place', (_what, text, message) => {
    const { exit, err } = run('check', file('template.yaml', text));
    expect(exit).toBe(2);
    expect(err).toContain(`template.yaml${message}`);
  });
});

describe('stacks without resources', () => {
  test.each([
    ['with a rule only', { Parameters: { V: { Type: 'String' } }, Rules: {} }],
    ['with nothing', {}],
    ['as YAML with an empty section', 'AWSTemplateFormatVersion: 2010-09-09\nResources:\n'],
    [
      'with properties that are commented out',
      'Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      # VisibilityTimeout: 5\n',
    ],
  ])('%s', (_what, template) => expect(run('check', file('template', template))).toMatchObject({ exit: 0, err: '' }));

  test('are no reason to refuse the others', () => {
    const artifacts = { Shop: stackOf('Shop.template.json'), Lookups: stackOf('Lookups.template.json') };
    const folder = folderOf({ 'manifest.json': { artifacts }, 'Shop.template.json': BAD, 'Lookups.template.json': { Rules: {} } });
    expect(run('check', folder, ...ONLY)).toMatchObject({ exit: 1, err: '', out: expect.stringContaining('in 2 templates') });
  });
});

describe('what can not be read does not end the run', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['a broken template', { 'Other.template.json': '{ "Resources": ' }, 'Other.template.json:1'],
    ['a template that does not exist', {}, 'got Other.template.json'],
  ])('%s of an app', (_what, files, message) => {
    const artifacts = { Shop: stackOf('Shop.template.json'), Other: stackOf('Other.template.json') };
    const folder = folderOf({ 'manifest.json': { artifacts }, 'Shop.template.json': BAD, ...files });
    const { exit, out, err } = run('check', folder, ...ONLY);
    expect(exit).toBe(2);
    expect(out).toContain('1 error');
    expect(err).toContain(message);
  });

  test('a metadata file that does not exist', () => {
    const artifacts = { Shop: stackOf('Shop.template.json', { additionalMetadataFile: 'Shop.metadata.json' }) };
    const { exit, out, err } = run('check', folderOf({ 'manifest.json': { artifacts }, 'Shop.template.json': BAD }), ...ONLY);
    expect({ exit, isFound: out.includes('1 error') }).toEqual({ exit: 2, isFound: true });
    expect(err).toMatch(/Shop\.metadata\.json: must be a file that can be read, got ENOENT/);
  });

  test('one of several files, in each format', () => {
    const [good, broken] = [file('good.json', BAD), file('broken.json', '{')];
    const { exit, out } = run('check', good, broken, ...ONLY, '--format', 'json');
    expect(exit).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ findings: [{ logicalId: 'Queue' }], problems: [{ file: broken }] });
    const sarif = JSON.parse(run('check', good, broken, ...ONLY, '--format', 'sarif').out).runs[0];
    expect(sarif).toMatchObject({ results: [{}], invocations: [{ executionSuccessful: false, toolExecutionNotifications: [{}] }] });
    expect(run('check', good, broken, ...ONLY, '--format', 'github').out).toMatch(/^::error file=.*broken\.json,title=Not checked::/m);
    expect(run('check', good, broken, ...ONLY, '--format', 'junit').out).toMatch(/<error message="/);
  });

  test.each([
    [
      'artifacts that are none',
      { artifacts: { A: null, B: 5, C: { type: 'aws:cloudformation:stack', properties: 'x' }, Shop: stackOf('Shop.template.json') } },
    ],
    [
      'metadata of the wrong form',
      {
        artifacts: {
          Shop: stackOf('Shop.template.json', {
            metadata: { '/Shop': 5, '/A': [null, { type: 'aws:cdk:creationStack', data: [5] }] },
            environment: 5,
            displayName: {},
          }),
        },
      },
    ],
    [
      'an assembly that contains itself',
      { artifacts: { Shop: stackOf('Shop.template.json'), Self: { type: 'cdk:cloud-assembly', properties: { directoryName: '.' } } } },
    ],
  ])('a manifest with %s', (_what, manifest) => {
    expect(run('check', folderOf({ 'manifest.json': manifest, 'Shop.template.json': BAD }), ...ONLY)).toMatchObject({ exit: 1, err: '' });
  });
});

describe('folders, patterns and standard input', () => {
  const folder = folderOf({
    'a/template.yaml': 'AWSTemplateFormatVersion: 2010-09-09\nResources:\n  T: { Type: AWS::SNS::Topic }',
    'b/queues.json': BAD,
    'b/package.json': { name: 'x' },
    'b/node_modules/x/template.json': BAD,
    '.hidden/template.json': BAD,
    'web/manifest.json': { name: 'an app of the web' },
  });

  test('a folder is searched for templates', () => {
    expect(run('check', folder, ...ONLY)).toMatchObject({ exit: 1, err: '', out: expect.stringContaining('in 2 templates') });
  });

  test('a folder with cloud assemblies in it', () => {
    const artifacts = { Shop: stackOf('Shop.template.json') };
    const repository = folderOf({ 'app/cdk.out/manifest.json': { artifacts }, 'app/cdk.out/Shop.template.json': BAD, 'plain.json': BAD });
    expect(run('check', repository, ...ONLY).out).toContain('in 2 templates, 1 rule; checked as 2 applications');
  });

  test.each([
    ['**/q*.json', 1],
    ['b/{q,r}*.json', 1],
    ['*/template.yaml', 0],
    ['[ab]', 1],
  ])('a pattern: %s', (pattern, exit) => expect(run('check', join(folder, pattern), ...ONLY)).toMatchObject({ exit, err: '' }));

  test('a pattern that matches nothing', () => {
    expect(run('check', join(folder, '*.nothing'))).toMatchObject({ exit: 2, err: expect.stringContaining('got nothing of that name') });
  });

  test('standard input', () => {
    const script = `require('ts-node/register/transpile-only'); process.exitCode = require('./cli/main').main(['check', '-', '--only', 'SqsVisibilityTimeout'])`;
    const options = { input: JSON.stringify(BAD), encoding: 'utf8', cwd: join(__dirname, '../..') } as const;
    expect(() => execFileSync(process.execPath, ['-e', script], options)).toThrow(
      expect.objectContaining({ status: 1, stdout: expect.stringContaining('Orders (standard input)') }),
    );
  });

  test('with --each, templates are separate applications, and the report says so', () => {
    const { Orders, ...others } = BAD.Resources;
    const parts = folderOf({
      'one.json': { Resources: { Orders }, Outputs: { Fn: { Value: { Ref: 'Orders' }, Export: { Name: 'orders' } } } },
      'two.json': {
        Resources: {
          ...others,
          Mapping: { ...others.Mapping, Properties: { ...others.Mapping.Properties, FunctionName: { 'Fn::ImportValue': 'orders' } } },
        },
      },
    });
    const together = run('check', parts, ...ONLY);
    expect(together).toMatchObject({ exit: 1, out: expect.stringContaining('checked together as one application') });
    const each = run('check', parts, ...ONLY, '--each');
    expect(each).toMatchObject({ exit: 0, out: expect.stringContaining('each template checked on its own') });
    expect(JSON.parse(run('check', parts, '--each', '--format', 'json').out)).toMatchObject({ checkedAs: 'each', applications: 2 });
  });

  test.each([
    ['as an object', { TemplateBody: BAD, StagesAvailable: ['Original'] }],
    ['as a text', { TemplateBody: JSON.stringify(BAD), StagesAvailable: ['Original'] }],
  ])('what `aws cloudformation get-template` answers, %s', (_what, answer) => {
    expect(run('check', folderOf({ 'Shop.json': answer }), ...ONLY)).toMatchObject({ exit: 1, err: '' });
  });
});

test('a link within a folder is read once', () => {
  const folder = folderOf({ 'a.json': BAD });
  symlinkSync(join(folder, 'a.json'), join(folder, 'b.json'));
  expect(run('check', folder, ...ONLY).out).toContain('in 1 template,');
});

test('a file that is named twice, or is in a folder that is named too, is read once', () => {
  const folder = folderOf({ 'a.json': BAD });
  const template = join(folder, 'a.json');
  for (const paths of [
    [template, template],
    [folder, template],
    [template, folder],
    [folder, folder],
    [join(folder, '*.json'), template],
  ]) {
    const { exit, out, err } = run('check', ...paths, ...ONLY);
    expect({ exit, err }).toEqual({ exit: 1, err: '' });
    expect(out).toContain('in 1 template,');
  }
});
