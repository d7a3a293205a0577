import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { XMLValidator } from 'fast-xml-parser';
import { file, ONLY, run } from './running';

/** Names and texts that would be a command where a report goes. */
const ESCAPES = '\u001b[31mred\u009b2J\u0007\u202e';
const COMMANDS = '\n::error::forged\r\n##[error]forged\n<script>alert(1)</script> [a](https://example.com) ]]> &amp; `x` | ![i](y)';
const HOSTILE = `evil${ESCAPES}${COMMANDS}`;

const hostileTemplate = {
  Resources: {
    [HOSTILE]: {
      Type: 'AWS::Lambda::Function',
      Properties: { FunctionName: HOSTILE, Timeout: 60, Role: 'arn:aws:iam::111122223333:role/x' },
    },
    [`::error::${HOSTILE}`]: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 5, QueueName: HOSTILE } },
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { EventSourceArn: { 'Fn::GetAtt': [`::error::${HOSTILE}`, 'Arn'] }, FunctionName: { Ref: HOSTILE } },
    },
  },
};

describe('names of a template are no commands', () => {
  const path = file('hostile.json', hostileTemplate);
  const formats = ['text', 'json', 'sarif', 'github', 'junit'];

  test.each(formats)('no control character passes in %s, nor a mark that turns text around', (format) => {
    const { out, err } = run('check', path, '--format', format);
    expect(out).toContain('SqsVisibilityTimeout');
    expect((out + err).replace(/\n/g, '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  });

  test.each(formats)('no line of %s is a workflow command that was not meant', (format) => {
    const lines = run('check', path, '--format', format).out.split('\n');
    expect(lines.filter((line) => line.includes('##['))).toEqual([]);
    const commands = lines.filter((line) => line.trimStart().startsWith('::'));
    expect(commands.filter((line) => !/^::(error|warning|notice) file=[^:,]*hostile\.json,line=1,col=\d+,title=\w+::/.test(line))).toEqual(
      [],
    );
    expect(commands.length > 0).toBe(format === 'github');
  });

  test('messages about what can not be read are escaped too', () => {
    const { err } = run('check', file('broken.json', { Resources: { [HOSTILE]: 'x' } }));
    expect(err).toContain('must be an object');
    expect(err.replace(/\n/g, '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]|##\[|^\s*::/u);
  });

  test('JUnit is well formed', () => {
    expect(XMLValidator.validate(run('check', path, '--format', 'junit').out)).toBe(true);
  });

  test('SARIF has no link and no HTML of theirs', () => {
    const log = JSON.parse(run('check', path, '--format', 'sarif').out);
    const texts = log.runs[0].results.map(({ message }: { message: { text: string } }) => message.text).join('\n');
    expect(texts).toContain('example.com');
    expect(texts).not.toContain('](');
  });
});

const SECRET = 'aws_secret: hunter2-is-not-quoted';

/** Two folders beside each other: nothing of the second is to be read. */
function assembly(manifest: (outside: string) => unknown, files: (outside: string) => Record<string, unknown> = () => ({})): string {
  const root = mkdtempSync(join(tmpdir(), 'hostile-'));
  const outside = join(root, 'outside.template.json');
  writeFileSync(outside, SECRET);
  for (const [name, content] of Object.entries({ 'manifest.json': manifest(outside), ...files(outside) })) {
    mkdirSync(dirname(join(root, 'cdk.out', name)), { recursive: true });
    writeFileSync(join(root, 'cdk.out', name), JSON.stringify(content));
  }
  return join(root, 'cdk.out');
}

const stack = (properties: object, more: object = {}) => ({
  artifacts: { Shop: { type: 'aws:cloudformation:stack', properties, ...more } },
});
const NESTED = { Resources: { Inner: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://s3/abcdef.json' } } } };

describe('nothing outside of a cloud assembly is read', () => {
  test.each<[string, string]>([
    ['a template', assembly(() => stack({ templateFile: '../outside.template.json' }))],
    ['a template with a path from the root', assembly((outside) => stack({ templateFile: `../../../../../../../..${outside}` }))],
    [
      'metadata',
      assembly(
        () => stack({ templateFile: 'Shop.template.json' }, { additionalMetadataFile: '../outside.template.json' }),
        () => ({ 'Shop.template.json': { Resources: {} } }),
      ),
    ],
    [
      'a nested template',
      assembly(
        () => stack({ templateFile: 'Shop.template.json' }),
        () => ({
          'Shop.template.json': NESTED,
          'Shop.assets.json': { files: { abcdef: { source: { path: '../outside.template.json' } } } },
        }),
      ),
    ],
    ['a nested assembly', assembly(() => ({ artifacts: { Stage: { type: 'cdk:cloud-assembly', properties: { directoryName: '..' } } } }))],
  ])('%s', (_what, folder) => {
    if (_what === 'a nested assembly') writeFileSync(join(folder, '..', 'manifest.json'), SECRET);
    const { exit, out, err } = run('check', folder);
    expect(exit).toBe(2);
    expect(err).toMatch(/must be inside of .*, got a path or a link that leads out of it; it is not read/);
    expect(out + err).not.toContain('hunter2');
  });

  test.each<[string, (folder: string) => string]>([
    ['a template of an app', (folder) => join(folder, 'Shop.template.json')],
    ['metadata of an app', (folder) => join(folder, 'Shop.metadata.json')],
  ])('a link as %s', (_what, linkOf) => {
    const folder = assembly(
      () => stack({ templateFile: 'Shop.template.json' }, { additionalMetadataFile: 'Shop.metadata.json' }),
      () => (_what.startsWith('metadata') ? { 'Shop.template.json': { Resources: {} } } : { 'Shop.metadata.json': {} }),
    );
    symlinkSync(join(folder, '..', 'outside.template.json'), linkOf(folder));
    const { exit, out, err } = run('check', folder);
    expect(exit).toBe(2);
    expect(err).toContain('leads out of it; it is not read');
    expect(out + err).not.toContain('hunter2');
  });

  test('a link in a folder of templates, a folder that is a link, and a link that is passed', () => {
    const root = mkdtempSync(join(tmpdir(), 'links-'));
    mkdirSync(join(root, 'inside'));
    writeFileSync(join(root, 'outside.yaml'), `AWSTemplateFormatVersion: ${SECRET}`);
    symlinkSync(join(root, 'outside.yaml'), join(root, 'inside', 'template.yaml'));
    symlinkSync(root, join(root, 'inside', 'folder'));
    for (const path of [join(root, 'inside'), join(root, 'inside', 'template.yaml')]) {
      const { exit, out, err } = run('check', path);
      expect({ exit, isRead: (out + err).includes('hunter2') }).toEqual({ exit: 2, isRead: false });
      expect(err).toMatch(/link .*out(side)? of/);
    }
  });
});

const filtered = (Pattern: string) => ({
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: {
    FunctionName: { Ref: 'Orders' },
    EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] },
    FilterCriteria: { Filters: [{ Pattern }] },
  },
});

describe('a budget', () => {
  test('of time ends a run with a message, and with what was found before', () => {
    const many = Object.fromEntries(
      Array.from({ length: 4000 }, (_, index) => [
        `F${index}`,
        { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: { NEXT: { Ref: `F${(index + 1) % 4000}` } } } } },
      ]),
    );
    const { exit, err } = run('check', file('many.json', { Resources: many }), '--timeout', '0.01');
    expect(exit).toBe(2);
    expect(err).toContain('must be checked within 0.01 seconds');
    expect(run('check', file('one.json', hostileTemplate), ...ONLY, '--timeout', '60').exit).toBe(1);
  });

  test.each(['0', '-1', 'x'])('of %s seconds is refused', (seconds) => {
    expect(run('check', file('a.json', hostileTemplate), '--timeout', seconds)).toMatchObject({
      exit: 2,
      err: expect.stringContaining('--timeout: must be a number of seconds above 0'),
    });
  });

  test('templates that deploy each other many times end', () => {
    const resources = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`N${index}`, NESTED.Resources.Inner]));
    const files = { abcdef: { source: { path: 'Shop.template.json' } } };
    const folder = assembly(
      () => stack({ templateFile: 'Shop.template.json' }),
      () => ({ 'Shop.template.json': { Resources: resources }, 'Shop.assets.json': { files } }),
    );
    expect(run('check', folder).exit).toBe(0);
  });

  test.each(['1e12', 'Infinity'])('of %s seconds is one without end', (seconds) => {
    expect(run('check', file('a.json', hostileTemplate), '--timeout', seconds)).toMatchObject({ exit: 1, err: '' });
  });

  test('a mapping that names itself ends', () => {
    const itself = { 'Fn::FindInMap': ['Map', 'A', 'B'] };
    const Orders = { Type: 'AWS::Lambda::Function', Properties: { FunctionName: itself, Timeout: itself } };
    const template = { Mappings: { Map: { A: { B: [itself, itself] } } }, Resources: { Orders } };
    expect(run('check', file('map.json', template)).err).toBe('');
  });

  test('many triggers and permissions of one function take little time', () => {
    const resources: Record<string, unknown> = { Orders: { Type: 'AWS::Lambda::Function' } };
    const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
    for (let index = 0; index < 5000; index++) {
      const Targets = [{ Id: 'Orders', Arn: arn('Orders') }];
      resources[`Rule${index}`] = { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'rate(1 hour)', Targets } };
      const Properties = {
        Action: 'lambda:InvokeFunction',
        FunctionName: arn('Orders'),
        Principal: 'events.amazonaws.com',
        SourceArn: arn(`Rule${index}`),
      };
      resources[`Permission${index}`] = { Type: 'AWS::Lambda::Permission', Properties };
    }
    const began = performance.now();
    expect(run('check', file('permissions.json', { Resources: resources }), '--only', 'TriggerWithoutPermission').exit).toBe(0);
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  test('metadata and configuration that are nested without end are refused', () => {
    const data = '['.repeat(20_000) + ']'.repeat(20_000);
    const folder = assembly(
      () => stack({ templateFile: 'Shop.template.json' }),
      () => ({ 'Shop.template.json': hostileTemplate }),
    );
    const metadata = `{"/Shop":[{"type":"aws:cdk:acknowledged-rules","data":{"a":${data}}}]}`;
    const manifest = JSON.stringify(stack({ templateFile: 'Shop.template.json' })).replace('"type"', `"metadata":${metadata},"type"`);
    writeFileSync(join(folder, 'manifest.json'), manifest);
    const message = expect.stringContaining('must be nested at most 100 levels deep');
    expect(run('check', folder)).toMatchObject({ exit: 2, err: message });
    const path = file('a.json', hostileTemplate);
    for (const option of ['--config', '--suppressions', '--baseline']) {
      expect(run('check', path, option, file('deep.yaml', data))).toMatchObject({ exit: 2, err: message });
    }
  });

  test.each<[string, Record<string, unknown>]>([
    [
      'an address',
      { Type: 'AWS::SNS::Topic', Properties: { Subscription: [{ Protocol: 'email', Endpoint: `a@${'.'.repeat(100_000)} ` }] } },
    ],
    ['a filter', filtered(`{"body":{"a":["\${${'a'.repeat(100_000)}"]}}`)],
    ['a number', filtered(`{"body":{"a":[{"numeric":["=",1.${'0'.repeat(100_000)}1]}]}}`)],
  ])('a long text takes little time: %s', (_, Long) => {
    const AlarmActions = [{ Ref: 'Long' }];
    const resources = {
      Orders: { Type: 'AWS::Lambda::Function' },
      Queue: { Type: 'AWS::SQS::Queue' },
      Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmActions } },
      Long,
    };
    const began = performance.now();
    expect(run('check', file('long.json', { Resources: resources })).err).toBe('');
    expect(performance.now() - began).toBeLessThan(4000);
  });

  test('an action with many wildcards takes no time', () => {
    const Action = `logs:${'*a'.repeat(60)}*b`;
    const Policies = [{ PolicyName: 'x', PolicyDocument: { Statement: [{ Effect: 'Allow', Action, Resource: `${'*a'.repeat(60)}*b` }] } }];
    const Role = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {}, Policies } };
    const Orders = { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] } } };
    const began = performance.now();
    expect(run('check', file('wild.json', { Resources: { Role, Orders } })).err).toBe('');
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

describe("names of JavaScript's own", () => {
  const NAMES = ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf'];
  test.each(NAMES)('%s as a type, a key, a value and a reference', (name) => {
    const text = JSON.stringify({
      Resources: {
        A: { Type: name, Properties: { X: { Ref: name } } },
        [`x${name}`]: { Type: 'AWS::Lambda::Function', Properties: { Runtime: name, Role: { 'Fn::GetAtt': [name, name] } } },
        Alarm: {
          Type: 'AWS::CloudWatch::Alarm',
          Properties: { Namespace: name, MetricName: name, Statistic: name, Dimensions: [{ Name: name, Value: name }] },
        },
        Map: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { EventSourceArn: name, FunctionName: { Ref: 'A' } } },
        Sam: {
          Type: 'AWS::Serverless::Function',
          Properties: { Events: { E: { Type: name, Properties: {} } }, Policies: [name, { [name]: {} }] },
        },
      },
    }).replace(`"x${name}"`, `"${name}"`);
    expect(run('check', file('names.json', text)).err).toBe('');
    expect(run('check', file('names.yaml', `# as YAML\n${text}`)).err).toBe('');
  });
});

(process.platform === 'linux' ? test : test.skip)('a configuration that can not be read is refused', () => {
  expect(run('check', file('a.json', hostileTemplate), '--config', '/proc/self/mem')).toMatchObject({
    exit: 2,
    err: expect.stringContaining('--config: must be a file that can be read, got /proc/self/mem'),
  });
  expect(run('check', file('a.json', hostileTemplate), '--config', '/dev/zero')).toMatchObject({
    exit: 2,
    err: expect.stringContaining('/dev/zero: must be smaller than 16 MB, got more'),
  });
});

test('a terminal that tells no width is written to as one of the usual width', () => {
  const { columns } = process.stdout;
  const path = file('a.json', hostileTemplate);
  try {
    process.stdout.columns = 0;
    const { out } = run('check', path);
    Object.assign(process.stdout, { columns: undefined });
    expect(run('check', path).out).toBe(out);
  } finally {
    process.stdout.columns = columns;
  }
});
