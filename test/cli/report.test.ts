import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BAD, file, run } from './running';

const output = (name: string): string => join(mkdtempSync(join(tmpdir(), 'report-')), name);
const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

test.each([
  ['page.html', /^<!doctype html>/],
  ['report.json', /^\{/],
  ['report.md', /^## Lambda functions/],
  ['controls.csv', /^"Control","Title"/],
])('%s is written as its name says', (name, start) => {
  const to = output(name);
  const { exit, out } = run('report', file('template.json', BAD), '--output', to);
  expect(exit).toBe(0);
  expect(out).toContain(`See ${to}`);
  expect(readFileSync(to, 'utf8')).toMatch(start);
});

test('several files are written at once', () => {
  const [page, data] = [output('page.html'), output('report.json')];
  expect(run('report', file('template.json', BAD), '--output', page, '--output', data).exit).toBe(0);
  expect([page, data].map((path) => existsSync(path))).toEqual([true, true]);
});

test('the findings are those of the check', () => {
  const [template, to] = [file('template.json', BAD), output('report.json')];
  run('report', template, '--output', to);
  const found = JSON.parse(run('check', template, '--format', 'json').out).findings.map(({ id, message }: any) => [id, message]);
  expect(json(to).findings.map(({ id, message }: any) => [id, message])).toEqual(found);
  expect(found.length).toBeGreaterThan(0);
});

test('an earlier template shows what changes', () => {
  const changed = {
    Resources: { ...BAD.Resources, Orders: { ...BAD.Resources.Orders, Properties: { ...BAD.Resources.Orders.Properties, Timeout: 5 } } },
  };
  const [before, after, to] = [file('template.json', BAD), file('template.json', changed), output('report.json')];
  run('report', after, '--compare', before, '--output', to);
  const { change } = json(to);
  // The names of both files differ, so one replaces the other.
  expect(change.functions.added).toHaveLength(1);
});

test('SAM is read as the check reads it', () => {
  const to = output('report.json');
  const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs24.x
      Handler: index.handler
      MemorySize: 512
      Events: { Queue: { Type: SQS, Properties: { Queue: !GetAtt Queue.Arn } } }
  Queue: { Type: AWS::SQS::Queue }
`;
  run('report', file('template.yaml', template), '--output', to);
  const [fn] = json(to).functions;
  expect(fn).toMatchObject({ name: 'Orders', failures: [{ what: 'message', broken: expect.stringContaining('no redrive queue') }] });
});

test.each([
  [['--output', 'page.pdf'], '--output: must end with .html, .json, .md, .csv, got page.pdf; pass for example page.html'],
  [
    ['--output', '/does/not/exist/page.html'],
    '--output: must be a file that can be written, got /does/not/exist/page.html (ENOENT); check the path',
  ],
  [
    ['--compare', '/does/not/exist', '--output', output('page.html')],
    '/does/not/exist: must be a template, a folder or a pattern, got nothing of that name; check the path',
  ],
  [['--timeout', '0', '--output', output('page.html')], '--timeout: must be a number of seconds above 0'],
])('%j is refused with one sentence', (args, sentence) => {
  const { exit, err } = run('report', file('template.json', BAD), ...args);
  expect(exit).toBe(2);
  expect(err).toContain(sentence);
});

test('nothing is written where the output is refused', () => {
  const to = output('page.html');
  run('report', file('template.json', BAD), '--output', to, '--output', 'page.pdf');
  expect(existsSync(to)).toBe(false);
});

test('a template without functions has a page', () => {
  const to = output('page.html');
  expect(run('report', file('template.json', { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } }), '--output', to).exit).toBe(0);
  expect(readFileSync(to, 'utf8')).toContain('Nothing is open.');
});
