import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020';
import { XMLParser } from 'fast-xml-parser';
import { BAD, file, ONLY, run } from './running';

const SAM = `Transform: AWS::Serverless-2016-10-31
Parameters:
  Backlog: { Type: String, Default: x }
Globals:
  Function:
    Timeout: 60
Resources:
  # The queue
  "Backlog":
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 30
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      Events:
        Work:
          Type: SQS
          Properties:
            Queue: !GetAtt Backlog.Arn
            BatchSize: 10
        Change:
          Type: DynamoDB
          Properties:
            Stream: arn:aws:dynamodb:eu-west-1:111122223333:table/orders/stream/x
            StartingPosition: LATEST
            MaximumRetryAttempts: -1
`;

interface Found {
  readonly id: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly path: string;
  readonly fingerprint: string;
}
const findings = (...args: string[]): Found[] => JSON.parse(run('check', ...args, '--format', 'json', '--fail-on', 'none').out).findings;
const placesOf = (found: readonly Found[], rule: string) =>
  found.filter(({ id }) => id === `HardenedLambda::${rule}`).map(({ path, line, column }) => [path, line, column]);

describe('positions', () => {
  test.each([
    ['YAML', file('template.yaml', SAM)],
    ['YAML with line ends of Windows', file('template.yaml', SAM.replace(/\n/g, '\r\n'))],
  ])('are those of what is written, in %s', (_what, path) => {
    const found = findings(path);
    expect(placesOf(found, 'SqsVisibilityTimeout')).toEqual([['Resources.Backlog.Properties.VisibilityTimeout', 12, 7]]);
    expect(placesOf(found, 'QueueWithoutRedrive')).toEqual([['Resources.Backlog', 9, 3]]);
    expect(placesOf(found, 'StreamRetriesForever')).toEqual([
      ['Resources.Worker.Properties.Events.Change.Properties.MaximumRetryAttempts', 29, 13],
    ]);
    expect(placesOf(found, 'PartialBatchesMissing')).toEqual([
      ['Resources.Worker.Properties.Events.Work', 19, 9],
      ['Resources.Worker.Properties.Events.Change', 24, 9],
    ]);
    expect(found.every(({ line }) => line > 1)).toBe(true);
  });

  test('are those of the globals of SAM, where a function has the property from there', () => {
    const path = file('template.yaml', SAM.replace('Timeout: 60', 'ReservedConcurrentExecutions: 0'));
    expect(placesOf(findings(path), 'ReservedConcurrencyZero')).toEqual([['Globals.Function.ReservedConcurrentExecutions', 6, 5]]);
  });

  test.each([
    ['in JSON', JSON.stringify(BAD, undefined, 2), 13, 9],
    ['in JSON that was deployed', JSON.stringify({ TemplateBody: BAD }, undefined, 2), 14, 11],
    ['in JSON with a comma too many', JSON.stringify(BAD, undefined, 2).replace(/}$/, ',}'), 13, 9],
    [
      'of a merged key',
      'A: &a\n  VisibilityTimeout: 30\nResources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties: { <<: *a }\n',
      2,
      3,
    ],
    ['behind brackets and quotes', 'Resources:\n  Queue: { Type: AWS::SQS::Queue, Properties: {\n"VisibilityTimeout": 30\n} }\n', 3, 1],
  ])('%s', (_what, text, line, column) => {
    const { Orders, Mapping } = BAD.Resources;
    const rest = `  Orders: ${JSON.stringify(Orders)}\n  Mapping: ${JSON.stringify(Mapping)}\n`;
    const path = file('template', text.startsWith('{') ? text : text + rest);
    expect(placesOf(findings(path), 'SqsVisibilityTimeout').map(([, ...place]) => place)).toEqual([[line, column]]);
  });
});

describe('JSON', () => {
  const schema = JSON.parse(readFileSync(join(__dirname, '../../docs/checks-report.schema.json'), 'utf8'));
  const validate = new Ajv2020({ strict: true, formats: { uri: true } }).compile(schema);
  test.each<[string, string[]]>([
    ['findings', [file('a.yaml', SAM)]],
    ['nothing', [file('a.json', { Resources: {} })]],
    ['what can not be read', [file('a.json', '{'), file('b.json', BAD), '--each']],
    ['suppressions', [file('a.json', BAD), '--suppress', 'SqsVisibilityTimeout=see ADR 3', '--suppress', 'RoleShared=see ADR 4']],
  ])('is as its schema says: %s', (_what, args) => {
    const report = JSON.parse(run('check', ...args, '--format', 'json').out);
    expect(validate(report) || validate.errors).toBe(true);
    expect(validate({ ...report, more: 1 })).toBe(false);
  });

  test('counts findings by rule, without those that have a reason', () => {
    const { counts } = JSON.parse(run('check', file('a.json', BAD), '--format', 'json', '--suppress', 'QueueWithoutRedrive=x').out);
    expect(counts.SqsVisibilityTimeout).toBe(1);
    expect(counts.QueueWithoutRedrive).toBeUndefined();
  });
});

/** The folders of the rules. */
const SUBJECTS = readdirSync(join(__dirname, '../../lib/checks/rules'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe('SARIF', () => {
  const [{ tool, results }] = JSON.parse(run('check', file('template.yaml', SAM), '--format', 'sarif').out).runs;

  const oasis = JSON.parse(readFileSync(join(__dirname, 'sarif-schema-2.1.0.json'), 'utf8'));
  const validate = new Ajv({
    strict: false,
    unicodeRegExp: false,
    formats: { uri: true, 'uri-reference': true, 'date-time': true },
  }).compile(oasis);
  test.each<[string, string[]]>([
    ['findings', [file('a.yaml', SAM)]],
    ['nothing', [file('a.json', { Resources: {} })]],
    ['what can not be read', [file('a.json', '{'), file('b.json', BAD), '--each']],
    ['suppressions', [file('a.json', BAD), '--suppress', 'SqsVisibilityTimeout=see ADR 3']],
  ])("is as OASIS's schema says: %s", (_what, args) => {
    const log = JSON.parse(run('check', ...args, '--format', 'sarif').out);
    expect(validate(log) || validate.errors).toBe(true);
    expect(validate({ ...log, runs: [{ ...log.runs[0], tool: {} }] })).toBe(false);
  });

  test('has what code scanning shows of a rule', () => {
    expect(tool.driver.informationUri).toMatch(/^https:\/\/github\.com\//);
    for (const { id, help, helpUri, properties } of tool.driver.rules) {
      expect(help.markdown).toContain('**Fix:** ');
      expect(helpUri).toMatch(new RegExp(`/docs/checks/${id}\\.md$`));
      expect(properties.tags).toContain('lambda');
      expect(SUBJECTS).toContain(properties.tags.at(-1));
      expect(['error', 'warning', 'recommendation']).toContain(properties['problem.severity']);
    }
  });

  test('tags a rule with what it is about', () => {
    const tagsOf = (rule: string) => tool.driver.rules.find(({ id }: any) => id === rule).properties.tags;
    expect(tagsOf('SqsVisibilityTimeout')).toEqual(['aws', 'lambda', 'cloudformation', 'queues']);
    expect(tagsOf('AlarmWithoutAction')).toEqual(['aws', 'lambda', 'cloudformation', 'alarms']);
  });

  test('has the fingerprint of each finding', () => {
    const prints = results.map(({ partialFingerprints }: any) => partialFingerprints['cdkHardenedLambda/v1']);
    expect(prints.every((print: string) => /^[0-9a-f]{32}$/.test(print))).toBe(true);
  });
});

test('fingerprints stay the same when lines move', () => {
  const path = file('template.yaml', SAM);
  const before = findings(path).map(({ fingerprint }) => fingerprint);
  writeFileSync(path, `# a line more\n\n${SAM}`);
  expect(findings(path).map(({ fingerprint }) => fingerprint)).toEqual(before);
  expect(new Set(before).size).toBeGreaterThan(3);
});

test('annotations of GitHub have file, line and column', () => {
  const { out } = run('check', file('template.yaml', SAM), ...ONLY, '--format', 'github');
  expect(out).toMatch(/^::error file=.*template\.yaml,line=12,col=7,title=SqsVisibilityTimeout::'VisibilityTimeout' must be at least/);
  expect(out.split('\n')).toHaveLength(2);
});

test('JUnit has a case for each finding: what fails the command, what does not, and what is suppressed', () => {
  const args = [file('template.yaml', SAM), '--format', 'junit', '--suppress', 'QueueWithoutRedrive=see ADR 3'];
  const { testsuites } = new XMLParser({ ignoreAttributes: false }).parse(run('check', ...args).out);
  const { testsuite } = testsuites;
  const cases: any[] = testsuite.testcase;
  expect(Number(testsuite['@_tests'])).toBe(cases.length);
  expect(cases.find((one) => one['@_name'].startsWith('QueueWithoutRedrive')).skipped['@_message']).toBe('see ADR 3');
  expect(cases.filter((one) => one.failure).length).toBe(Number(testsuite['@_failures']));
  expect(cases.some((one) => one['system-out'] !== undefined)).toBe(true);
});

test('equal findings are shown once, with their places, and counted', () => {
  const queue = (id: string) => ({ [`${id}Queue`]: BAD.Resources.Queue });
  const mapping = (id: string) => ({
    [`${id}Mapping`]: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { EventSourceArn: { 'Fn::GetAtt': [`${id}Queue`, 'Arn'] }, FunctionName: { Ref: 'Orders' } },
    },
  });
  const { Orders } = BAD.Resources;
  const path = file('many.json', { Resources: { Orders, ...queue('A'), ...mapping('A'), ...queue('B'), ...mapping('B') } });
  const { out } = run('check', path, '--only', 'SqsVisibilityTimeout', '--only', 'QueueWithoutRedrive');
  expect(out.match(/ SqsVisibilityTimeout {2}AQueue/g)).toHaveLength(1);
  expect(out).toMatch(/ also BQueue VisibilityTimeout \(.*many\.json:1:\d+\)/);
  expect(out).toMatch(/^SqsVisibilityTimeout +error +2$/m);
  expect(out).toMatch(/^4 errors, 0 warnings, 0 info/m);
});

describe('explain', () => {
  test('as JSON', () => {
    expect(JSON.parse(run('explain', 'SqsVisibilityTimeout', '--format', 'json').out)).toMatchObject({
      id: 'HardenedLambda::SqsVisibilityTimeout',
      severity: 'error',
      ruleUrl: expect.stringMatching(/docs\/checks\/SqsVisibilityTimeout\.md$/),
    });
    expect(JSON.parse(run('explain', '--format', 'json').out).length).toBeGreaterThan(90);
  });
});
