import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import picomatch from 'picomatch';
import { KEPT } from '../../verify/mutation-testing/kept';
import { page, scoresOf } from '../../verify/mutation-testing/page';
import { below, onlyKilled, percentOf, type Report, scoreOf, survivorsOf } from '../../verify/mutation-testing/score';
import { TESTS } from '../../verify/mutation-testing/tests';

const ROOT = join(__dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/mutation-testing.md'), 'utf8');

const report = (...statuses: string[]): Report => ({
  files: {
    'lib/core/without-undefined.ts': {
      source: 'one\n  two\n',
      mutants: statuses.map((status) => ({ status, mutatorName: 'StringLiteral', replacement: '""', location: { start: { line: 2 } } })),
    },
  },
});

describe('the changes of a folder', () => {
  test('count as noticed where a test failed or never ended, not where none ran, and not at all where none was tried', () => {
    expect(scoreOf(report('Killed', 'Timeout', 'Survived', 'NoCoverage', 'Ignored', 'CompileError'))).toEqual({ killed: 2, survived: 2 });
  });

  test.each([
    [3, 1, 75],
    [0, 2, 0],
    [0, 0, 100],
  ])('%d noticed, %d not: %d percent', (killed, survived, percent) => {
    expect(percentOf({ killed, survived })).toBe(percent);
  });

  test('that nothing noticed are listed with their line, and what replaced it', () => {
    expect(survivorsOf(report('Killed', 'NoCoverage'))).toEqual(['lib/core/without-undefined.ts:2 | StringLiteral | two | => ""']);
  });
});

test('what nothing noticed or was not drawn is tried the next time, what was noticed is not', () => {
  expect(onlyKilled(report('Killed', 'Timeout', 'Survived', 'NoCoverage', 'Ignored'))).toEqual(report('Killed', 'Timeout'));
});

describe('too few noticed changes', () => {
  const core = (killed: number) => ({ core: { killed, survived: 1000 - killed } });

  test.each([800, 1000])('are not %d of 1000 in a folder', (killed) => expect(below(core(killed), false)).toEqual([]));

  test('are 799 of 1000 in a folder', () => {
    expect(below(core(799), false)).toEqual(['lib/core: 79.9 % of the changes were noticed, at least 80 % have to be']);
  });

  test.each([
    [849, ['lib: 84.9 % of the changes were noticed, at least 85 % have to be']],
    [850, []],
  ])('in the whole: %d of 1000', (killed, complaints) => expect(below(core(killed), true)).toEqual(complaints));
});

const folders = readdirSync(join(ROOT, 'lib'), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? entry.name : []));

describe('the tests that are run', () => {
  const tests = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(sep).join('/'))
    .filter((file) => file.endsWith('.test.ts'));

  test('are set for folders that exist', () => expect(Object.keys(TESTS).filter((folder) => !folders.includes(folder))).toEqual([]));

  test.each(folders)('lib/%s has some', (folder) => {
    const matches = picomatch(TESTS[folder] ?? `${folder}/**/*.test.ts`);
    expect(tests.filter((file) => matches(file)).length).toBeGreaterThan(0);
  });

  test.each(Object.entries(TESTS))('of lib/%s leave out files that exist', (_, pattern) => {
    const [, names = ''] = /!\(([^)]*)\)/.exec(pattern) ?? [];
    const left = names.split('|').filter((name) => name !== '' && !tests.some((file) => file.endsWith(`/${name}.test.ts`)));
    expect(left).toEqual([]);
  });

  test('leave out what exists', () => {
    const { testPathIgnorePatterns } = JSON.parse(readFileSync(join(ROOT, 'verify/mutation-testing/jest.config.json'), 'utf8'));
    const [, folderPattern, ...files] = testPathIgnorePatterns.map((pattern: string) => pattern.replace('<rootDir>/', ''));
    const [, names] = /\((.*)\)/.exec(folderPattern) ?? [];
    expect(names.split('|').filter((name: string) => !existsSync(join(ROOT, 'test', name)))).toEqual([]);
    expect(files.filter((file: string) => !existsSync(join(ROOT, `${file}.test.ts`)))).toEqual([]);
  });
});

/** Names of what the plugin leaves alone in the source. It is a module that is run as the tool runs it. */
function madeForTests(source: string): string[] {
  const script = `
    import { parse } from '@babel/parser';
    import traverse from '@babel/traverse';
    import { strykerPlugins } from './verify/mutation-testing/ignore-examples.mjs';
    const names = [];
    (traverse.default ?? traverse)(parse(process.argv[1], { sourceType: 'module' }), {
      enter: (path) => { if (strykerPlugins[0].value.shouldIgnore(path)) names.push(path.node.id?.name ?? path.node.key.name); },
    });
    console.log(JSON.stringify(names));`;
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script, source], { cwd: ROOT, encoding: 'utf8' }));
}

describe('examples of rules', () => {
  const OF_RULE = 'export const RULE = { find() { return used(1); }, examples: () => [made(2)] };';

  test('are left alone, with what only they are made with', () => {
    const source = `const used = (x) => x; const part = 1; const made = (x) => [x, part]; ${OF_RULE}`;
    expect(madeForTests(source)).toEqual(['part', 'made', 'examples']);
  });

  test.each([
    ['itself', 'function used(x) { const rest = x && used(x - 1); return rest; } function made(x) { return x && made(x - 1); }'],
    [
      'itself through another',
      'function used(x) { return other(x); } function other(x) { return used(x - 1); } function made(x) { return x; }',
    ],
  ])('may be beside a function that calls %s', (_, functions) => {
    expect(madeForTests(`${functions} ${OF_RULE}`)).toEqual(['made', 'examples']);
  });
});

const printed = (script: string, env: NodeJS.ProcessEnv = {}): unknown[] =>
  execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: ROOT, encoding: 'utf8', env: { ...process.env, ...env } })
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

test('tests of one file see what they change in the environment and in the CDK, and leave nothing to those of the next', () => {
  const script = `
    import Environment from './verify/mutation-testing/environment.js';
    import lambda from 'aws-cdk-lib/aws-lambda';
    const project = { testEnvironmentOptions: {}, globals: {}, fakeTimers: {} };
    const { length } = lambda.Runtime.ALL;
    const made = new Environment({ globalConfig: {}, projectConfig: project }, { testPath: 'one.test.ts' });
    const state = () => console.log(JSON.stringify([process.env.ADDED ?? null, process.env.KEPT, lambda.Runtime.ALL.length - length]));
    made.global.process.env.ADDED = 'added';
    made.global.process.env.KEPT = 'changed';
    new lambda.Runtime('nodejs99.x');
    state();
    await made.teardown();
    state();`;
  expect(printed(script, { KEPT: 'kept' })).toEqual([
    ['added', 'changed', 1],
    [null, 'kept', 0],
  ]);
});

test('what nothing noticed is shown as it is found', () => {
  const script = `
    import { strykerPlugins } from './verify/mutation-testing/survivors-as-found.mjs';
    const [{ name, injectableClass: Reporter }] = strykerPlugins;
    const shown = [];
    console.log = (text) => shown.push(text);
    for (const status of ['Killed', 'Timeout', 'Survived', 'NoCoverage', 'Ignored'])
      new Reporter().onMutantTested({ status, fileName: status, location: { start: { line: 3, column: 5 } }, replacement: 'a\\n  b' });
    process.stdout.write(JSON.stringify([name, ...shown]));`;
  expect(printed(script)).toEqual([['survivors-as-found', 'Not noticed: Survived:3:5 => a b', 'Not noticed: NoCoverage:3:5 => a b']]);
});

describe('docs/mutation-testing.md', () => {
  test('is what its numbers and the reasons make', () => expect(page(folders.sort(), {}, PAGE)).toBe(PAGE));

  test('keeps the row of a folder that was not measured again, and says which never was', () => {
    const scores = { core: { killed: 3, survived: 1 }, filters: { killed: 9, survived: 0, oneIn: 4 } };
    const text = page(['core', 'filters', 'images'], { core: { killed: 4, survived: 0 } }, page(['core', 'filters'], scores, ''));
    expect(scoresOf(text)).toEqual({ core: { killed: 4, survived: 0 }, filters: scores.filters });
    expect(text).toContain(
      '| core | each | 4 | 0 | 100.0 % |\n| filters | 1 in 4 | 9 | 0 | 100.0 % |\n| all | of these | 13 | 0 | 100.0 % |',
    );
    expect(text).toContain('Not measured yet: `images`.');
  });

  test('has no table, and so no percentage, where nothing was measured', () => {
    const text = page(['core', 'filters'], {}, '');
    expect(text).toContain('Not measured yet: `core`, `filters`.');
    expect(text).not.toMatch(/\d %.*\|/);
  });

  test('gives a reason for lines that are there', () => {
    for (const { file, line, reason } of KEPT) {
      expect(readFileSync(join(ROOT, file), 'utf8')).toContain(line);
      expect(reason).toMatch(/\.$/);
    }
  });
});
