import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bench, differences, prepare } from '../../verify/cdk-languages/check';
import { pinned } from '../../verify/cdk-languages/java';
import type { Language } from '../../verify/cdk-languages/language';
import { compareReports } from '../../verify/cdk-languages/reports';
import { unseen } from '../../verify/cdk-languages/self-test';
import { compareTemplates } from '../../verify/cdk-languages/templates';
import { absentTools } from '../../verify/cdk-languages/tools';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'languages-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function folderOf(name: string, files: Record<string, string>): string {
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  return folder;
}

describe('templates', () => {
  const compare = (made: Record<string, string>, expected: Record<string, string>) =>
    compareTemplates(folderOf('made', made), folderOf('expected', expected));

  test.each([
    ['the same', { 'Shop.template.json': '{"a":1}', 'tree.json': '1' }, []],
    [
      'one other byte',
      { 'Shop.template.json': '{"a":2}' },
      [expect.stringMatching(/^Shop.template.json: 1 bytes differ, the first at 5:/)],
    ],
    [
      'one byte more',
      { 'Shop.template.json': '{"a":1}\n' },
      [expect.stringMatching(/^Shop.template.json: 1 bytes differ, the first at 7:/)],
    ],
    ['none', {}, ['Shop.template.json: missing']],
    ['one too many', { 'Shop.template.json': '{"a":1}', 'X.template.json': '' }, ["X.template.json: not in TypeScript's"]],
  ])('%s', (_, made, lines) => {
    expect(compare(made as Record<string, string>, { 'Shop.template.json': '{"a":1}', 'tree.json': '2' })).toEqual(lines);
  });

  test('nothing to compare with is no agreement', () => {
    expect(() => compare({}, { 'tree.json': '{}' })).toThrow(/must hold templates to compare with, got none/);
  });
});

const report = (stackTraces: string[], ruleName = 'Rule') =>
  JSON.stringify({ pluginReports: [{ violations: [{ ruleName, stackTraces }] }] });

describe('findings', () => {
  const compare = (made: Record<string, string>, expected: string) =>
    compareReports(folderOf('made', made), folderOf('expected', { 'validation-report.json': expected }));

  test.each([
    ['of the same rules at other lines of code', { 'validation-report.json': report(['app.py:3']) }, []],
    ['of another rule', { 'validation-report.json': report([], 'Other') }, [expect.stringMatching(/^the checks found .*Other.*Rule/)]],
    ['of checks that have not run', {}, ['the checks have not run: no validation-report.json']],
  ])('%s', (_, made, lines) => {
    expect(compare(made as Record<string, string>, report(['app.ts:1']))).toEqual(lines);
  });

  test('nothing to compare with is no agreement', () => {
    expect(() => compare({}, '{ "pluginReports": [] }')).toThrow(/must hold a finding to compare with, got none/);
  });
});

const PROGRAM = "HardenedSqsEventSource, 'the callers try again'";

/** A language whose program is its own template; `does` says what it does beside. */
function language(synthesize: (program: string, write: (text: string) => void) => void): Language {
  return {
    name: 'Test',
    folder: 'test',
    program: 'app.txt',
    cdk: '2.269.0',
    tools: [],
    install: () => {},
    synthesize(folder, { CDK_OUTDIR: out = '' }) {
      synthesize(readFileSync(join(folder, 'app.txt'), 'utf8'), (text) => {
        mkdirSync(out, { recursive: true });
        writeFileSync(join(out, 'Shop.template.json'), text);
        writeFileSync(join(out, 'validation-report.json'), report(['made/app.txt:1']));
      });
    },
  };
}

function bench(program = PROGRAM): Bench {
  const made = {
    source: folderOf('source', { 'app.txt': program }),
    folder: join(root, 'work'),
    expected: folderOf('expected', { 'Shop.template.json': PROGRAM, 'validation-report.json': report(['app.ts:1']) }),
  };
  prepare(made);
  return made;
}

const honest = language((program, write) => {
  if (program.includes('Sourse')) throw new Error('no such class HardenedSqsEventSourse');
  write(program);
});

describe('the check', () => {
  test('finds nothing where the templates are the same, and sees what is broken on purpose', () => {
    expect(differences(honest, bench())).toEqual([]);
    expect(unseen(honest, bench())).toEqual([]);
  });

  test('takes no template of an earlier run', () => {
    const place = bench();
    differences(honest, place);
    expect(
      differences(
        language(() => {}),
        place,
      ),
    ).toEqual(['Shop.template.json: missing', expect.stringContaining('the checks have not run')]);
  });

  test('fails where what it should break is not in the program', () => {
    expect(() => unseen(honest, bench('nothing'))).toThrow("'the callers try again' must be in the program");
  });

  test.each([
    [
      'an error that passes',
      language((program, write) => write(program.replace('Sourse', 'Source'))),
      ['a program that does not compile passed'],
    ],
    [
      'an error of another kind',
      language((program, write) => {
        if (program.includes('Sourse')) throw new Error('no disk');
        write(program);
      }),
      ['a program that does not compile failed for another reason: Error: no disk'],
    ],
    [
      'a byte that does not matter',
      language((program, write) => {
        if (program.includes('Sourse')) throw new Error('no such class HardenedSqsEventSourse');
        write(PROGRAM);
      }),
      ['one changed byte was reported as: no difference'],
    ],
  ])('is told of %s', (_, broken, lines) => {
    expect(unseen(broken, bench())).toEqual(lines);
  });
});

describe('the generated pom', () => {
  const dependency = (artifact: string, version: string) => `<artifactId>${artifact}</artifactId>\n      <version>${version}</version>`;

  test('gets a version in place of a range, and keeps what is one', () => {
    const pom = `${dependency('constructs', '[10.5.1,11.0.0)')} ${dependency('maven-compiler-plugin', '3.11.0')}`;
    expect(pinned(pom)).toBe(`${dependency('constructs', '10.5.1')} ${dependency('maven-compiler-plugin', '3.11.0')}`);
  });

  test('is refused where a range has no pin', () => {
    expect(() => pinned(dependency('jackson', '[1,2)'))).toThrow("'jackson' must be pinned for Java");
  });
});

test('a tool that is not there is named by what to install', () => {
  expect(
    absentTools([
      { ask: [process.execPath, '--version'], install: 'Node.js' },
      { ask: ['no-such-compiler'], install: 'the compiler' },
      { ask: [process.execPath, '--no-such-option'], install: 'a newer Node.js' },
    ]),
  ).toEqual(['the compiler', 'a newer Node.js']);
});
