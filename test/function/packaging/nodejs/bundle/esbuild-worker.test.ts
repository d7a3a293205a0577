import { readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BuildTask, esbuildThread } from '../../../../../lib/function/packaging/nodejs/bundle/esbuild-worker';
import { write } from './project';
import { newFolder, removeFolders } from './synthesized';

const ESBUILD = dirname(require.resolve('esbuild/package.json'));

let folder: string;
beforeEach(() => {
  folder = newFolder();
  write(folder, {
    'a.ts': `import { b } from './b';\nimport fs from 'node:fs';\nexport const handler = () => [b, fs];\n`,
    'b.ts': 'export const b = 1;\n',
    'other.ts': `export const other = 'another answer';\n`,
    'wrong.ts': 'const x = ;\n',
    'odd.ts': `export const odd = (x: unknown) => typeof x === 'nul';\n`,
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  removeFolders();
});

const task = (entry: string, more: Partial<BuildTask> = {}): BuildTask => ({
  esbuild: ESBUILD,
  esbuildVersion: '1',
  entry: join(folder, entry),
  options: {
    ...{ bundle: true, write: false, metafile: true, platform: 'node', logLevel: 'silent' },
    ...{ absWorkingDir: folder, outfile: join(folder, 'out/index.js') },
  },
  ...more,
});
const textOf = ({ outputFiles = [] }: ReturnType<typeof esbuildThread.build>): string =>
  Buffer.from(outputFiles[0].contents).toString('utf8');

test('the answer has files, inputs and warnings', () => {
  const answer = esbuildThread.build(task('a.ts'));
  expect(answer).toMatchObject({ errors: [], warnings: [], inputs: ['b.ts', 'a.ts\0./b\0node:fs'] });
  expect(answer.failure).toBeUndefined();
  expect(answer.outputFiles?.map(({ path }) => path)).toEqual([join(folder, 'out/index.js')]);
  expect(textOf(answer)).toContain('handler');
  const [warning] = esbuildThread.build(task('odd.ts')).warnings;
  expect(warning).toMatchObject({ location: { file: 'odd.ts', line: 1 } });
});

test('errors of the code are no failure', () => {
  const answer = esbuildThread.build(task('wrong.ts'));
  expect(answer.errors).toEqual([{ text: 'Unexpected ";"', location: expect.objectContaining({ file: 'wrong.ts' }), notes: [] }]);
  expect(answer.failure).toBeUndefined();
});

test('what is not about the code is a failure', () => {
  const answer = esbuildThread.build(task('a.ts', { esbuild: join(folder, 'nothing') }));
  expect(answer.errors).toEqual([]);
  expect(answer.failure).toContain('Cannot find module');
});

test('bundles of a series are as those without', () => {
  const series = { name: 'one', outbase: folder, links: join(folder, 'cdk.out') };
  expect(textOf(esbuildThread.build(task('a.ts', { series })))).toContain('handler');
  expect(textOf(esbuildThread.build(task('other.ts', { series })))).toContain('another answer');
  expect(esbuildThread.endSeries('one')).toBeUndefined();
  expect(textOf(esbuildThread.build(task('a.ts', { series })))).toContain('handler');
  esbuildThread.endSeries('one');
  expect(readdirSync(series.links)).toEqual([]);
});

test('where no link can be made, a bundle of a series is made without', () => {
  const series = { name: 'two', outbase: folder, links: join(folder, 'leads-nowhere') };
  symlinkSync('nothing/below', series.links);
  expect(textOf(esbuildThread.build(task('other.ts', { series })))).toContain('another answer');
});

test('what is done meanwhile is done once, and may fail without shifting the answers', () => {
  const meanwhile = jest.fn();
  esbuildThread.build(task('a.ts'), meanwhile);
  expect(meanwhile).toHaveBeenCalledTimes(1);
  const failing = () => {
    throw new Error('no time');
  };
  expect(() => esbuildThread.build(task('a.ts'), failing)).toThrow('no time');
  expect(textOf(esbuildThread.build(task('other.ts')))).toContain('another answer');
});

test('an esbuild that does not answer is asked no more, and the next answer is the right one', () => {
  const wait = jest.spyOn(Atomics, 'wait').mockReturnValueOnce('timed-out');
  const answer = esbuildThread.build(task('a.ts'));
  expect(answer).toEqual({ errors: [], warnings: [], failure: 'esbuild does not answer' });
  expect(wait.mock.calls[0].slice(1)).toEqual([0, 0, 300_000]);
  wait.mockRestore();
  expect(textOf(esbuildThread.build(task('other.ts')))).toContain('another answer');
});
