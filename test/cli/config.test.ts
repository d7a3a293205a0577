import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BAD, file, ONLY, run } from './running';

const bad = file('bad.json', BAD);

describe('a configuration', () => {
  const config = (text: string) => file('config.yaml', text);
  test.each<[string, string, number]>([
    ['changes the severity of a rule', 'rules: [{ id: SqsVisibilityTimeout, severity: warning, reason: x }]', 0],
    ['changes it for a path', 'rules: [{ id: SqsVisibilityTimeout, severity: warning, path: "*/bad.json", reason: x }]', 0],
    ['changes it for another path', 'rules: [{ id: SqsVisibilityTimeout, severity: warning, path: "*/good.json", reason: x }]', 1],
    ['switches a rule off', 'rules: [{ id: SqsVisibilityTimeout, severity: off, reason: x }]', 0],
    ['switches a rule off at a resource', 'rules: [{ id: SqsVisibilityTimeout, severity: off, at: Queue, reason: x }]', 0],
    ['switches a rule off at another', 'rules: [{ id: SqsVisibilityTimeout, severity: off, at: Other, reason: x }]', 1],
    ['says what fails', 'failOn: none', 0],
    ['says nothing', '', 1],
  ])('%s', (_what, text, exit) => {
    expect(run('check', bad, ...ONLY, '--config', config(text))).toMatchObject({ exit, err: '' });
  });

  test('is that of the working directory, where none is named; an option counts more', () => {
    const folder = mkdtempSync(join(tmpdir(), 'config-'));
    writeFileSync(join(folder, '.cdk-hardened-lambda.yaml'), 'failOn: none');
    const before = process.cwd();
    process.chdir(folder);
    try {
      expect(run('check', bad, ...ONLY).exit).toBe(0);
      expect(run('check', bad, ...ONLY, '--fail-on', 'error').exit).toBe(1);
    } finally {
      process.chdir(before);
    }
  });

  test.each([
    ['a rule without a reason', 'rules: [{ id: SqsVisibilityTimeout, severity: off }]', "rule 1: 'reason' must be a text"],
    ['a rule that does not exist', 'rules: [{ id: SqsVisibilityTimout, severity: off, reason: x }]', 'did you mean SqsVisibilityTimeout'],
    [
      'a severity that does not exist',
      'rules: [{ id: SqsVisibilityTimeout, severity: fatal, reason: x }]',
      'one of error, warning, info, off',
    ],
    ['another key', 'rule: []', "must have 'failOn', 'baseline', 'requireHardening', 'enable', 'rules' only"],
    ['an id of a rule where a list of them must be', 'enable: RetriesWithoutIdempotency', "'enable' must be a list of ids of rules"],
    ['a number in the list of rules', 'enable: [1]', "'enable' must be a list of ids of rules"],
    ['a rule to enable that does not exist', 'enable: [RetriesWithoutIdempotenc]', 'did you mean RetriesWithoutIdempotency'],
    ['a wrong failOn', 'failOn: fatal', 'one of error, warning, info, none'],
    ['a list', '[]', "must have 'failOn'"],
    ['a text', 'x', "must have 'failOn'"],
  ])('with %s is refused', (_what, text, message) => {
    expect(run('check', bad, '--config', config(text))).toMatchObject({ exit: 2, err: expect.stringContaining(message) });
  });
});

describe('a baseline', () => {
  test('leaves out what was found before, and no more', () => {
    const folder = mkdtempSync(join(tmpdir(), 'baseline-'));
    const [template, baseline] = [join(folder, 'a.json'), join(folder, 'baseline.json')];
    writeFileSync(template, JSON.stringify(BAD));
    expect(run('check', template, ...ONLY, '--write-baseline', baseline).exit).toBe(0);
    expect(JSON.parse(readFileSync(baseline, 'utf8')).findings).toEqual([
      {
        fingerprint: expect.any(String),
        id: 'HardenedLambda::SqsVisibilityTimeout',
        file: template,
        logicalId: 'Queue',
        property: 'VisibilityTimeout',
      },
    ]);
    expect(run('check', template, ...ONLY, '--baseline', baseline)).toMatchObject({
      exit: 0,
      out: expect.stringContaining('1 suppressed'),
    });

    const { Queue, Mapping, Orders } = BAD.Resources;
    const other = { ...Mapping, Properties: { ...Mapping.Properties, EventSourceArn: { 'Fn::GetAtt': ['Other', 'Arn'] } } };
    writeFileSync(template, JSON.stringify({ Resources: { Orders, Queue, Mapping, Other: Queue, OtherMapping: other } }, undefined, 2));
    expect(run('check', template, ...ONLY, '--baseline', baseline)).toMatchObject({ exit: 1, out: expect.stringContaining('1 error') });
  });

  test.each([
    ['does not exist', '/nowhere.json', 'which does not exist'],
    ['is another file', file('b.json', '{}'), "must have 'findings'"],
  ])('that %s is refused', (_what, path, message) => {
    expect(run('check', bad, '--baseline', path)).toMatchObject({ exit: 2, err: expect.stringContaining(message) });
  });
});

describe('metadata of a template', () => {
  const suppressions = (...entries: unknown[]) => ({ HardenedLambda: { Suppressions: entries } });
  const entry = { id: 'SqsVisibilityTimeout', reason: 'see ADR 3' };
  const withMetadata = (Metadata: unknown) => ({ Resources: { ...BAD.Resources, Queue: { ...BAD.Resources.Queue, Metadata } } });

  test.each<[string, unknown, number]>([
    ['at the resource', withMetadata(suppressions(entry)), 0],
    ['at the resource, for another rule', withMetadata(suppressions({ ...entry, id: 'RoleShared' })), 1],
    ['at the template', { ...BAD, Metadata: suppressions(entry) }, 0],
    ['of another tool', withMetadata({ 'cfn-lint': { config: {} } }), 1],
  ])('suppresses %s', (_what, template, exit) => {
    expect(run('check', file('a.json', template), ...ONLY)).toMatchObject({ exit, err: '' });
  });

  test('of a SAM function suppresses what is generated from it', () => {
    const text = `Transform: AWS::Serverless-2016-10-31
Resources:
  Worker:
    Type: AWS::Serverless::Function
    Metadata: { HardenedLambda: { Suppressions: [{ id: StreamRetriesForever, reason: x }] } }
    Properties:
      Events:
        Change: { Type: DynamoDB, Properties: { Stream: "arn:aws:dynamodb:eu-west-1:111122223333:table/a/stream/b", StartingPosition: LATEST } }
`;
    const args = ['--only', 'StreamRetriesForever', '--fail-on', 'info'];
    expect(run('check', file('a.yaml', text), ...args)).toMatchObject({ exit: 0, out: expect.stringContaining('1 suppressed') });
    expect(run('check', file('a.yaml', text.replace(/ +Metadata.*\n/, '')), ...args).exit).toBe(1);
  });

  test('without a reason suppresses nothing, and is reported', () => {
    const { exit, out, err } = run('check', file('a.json', withMetadata(suppressions({ id: 'SqsVisibilityTimeout' }))), ...ONLY);
    expect({ exit, isFound: out.includes('1 error') }).toEqual({ exit: 2, isFound: true });
    expect(err).toContain("'reason' must be a text");
  });
});

describe('a file that can not be used', () => {
  const folder = mkdtempSync(join(tmpdir(), 'folder-'));
  test.each([
    ['--config', folder, `--config: must be a file, got ${folder}, which is a folder`],
    ['--baseline', folder, `--baseline: must be a file, got ${folder}, which is a folder`],
    ['--suppressions', folder, `--suppressions: must be a file, got ${folder}, which is a folder`],
    ['--write-baseline', folder, `--write-baseline: must be a file that can be written, got ${folder} (EISDIR)`],
    ['--write-baseline', join(folder, 'none', 'a.json'), 'must be a file that can be written'],
  ])('%s %s', (option, path, message) => {
    const { exit, err } = run('check', bad, option, path);
    expect(exit).toBe(2);
    expect(err).toContain(message);
    expect(err).not.toContain('this must not happen');
  });
});
