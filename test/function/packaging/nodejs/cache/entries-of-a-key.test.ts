import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bundle, BundleCache, hashOfAll } from '../../../../../lib/function/packaging/nodejs/cache/bundle-cache';
import { FileStates } from '../../../../../lib/function/packaging/nodejs/cache/file-states';
import { newFolder, removeFolders } from '../bundle/synthesized';

const KEY = 'key';
const HOUR_MS = 3_600_000;
const EVIDENCE = { files: ['package.json', 'node_modules/dep/index.js'], names: {} };

let project: string;
let folder: string;
let states: FileStates;
let cache: BundleCache;
beforeEach(() => {
  project = newFolder();
  folder = newFolder();
  writeFileSync(join(project, 'package.json'), '{}');
  mkdirSync(join(project, 'node_modules/dep'), { recursive: true });
  states = new FileStates();
  cache = new BundleCache(folder, states, 100_000);
});
afterEach(removeFolders);

const bundleOf = (text: string, more: Partial<Bundle> = {}): Bundle => {
  const files = { 'index.js': Buffer.from(text), 'below/one.txt': Buffer.from('1') };
  return { files, hash: hashOfAll(files), warnings: [], ...more };
};
const certain = () => ({ evidence: EVIDENCE, digest: states.digest(project, EVIDENCE), sources: states.sources(project, EVIDENCE) });
const entries = (key = KEY): string[] => readdirSync(join(folder, 'v4', key)).map((name) => join(folder, 'v4', key, name));

/** Keeps a bundle that was used last at the time, in seconds; gives the place of its entry. */
function kept(text: string, usedAt: number, more: Partial<Bundle> = {}, inputs: string[] = []): string {
  const before = existsSync(join(folder, 'v4', KEY)) ? entries() : [];
  expect(cache.keep(KEY, bundleOf(text, more), certain(), inputs)).toBe(true);
  const [at] = entries().filter((entry) => !before.includes(entry));
  utimesSync(at, usedAt, usedAt);
  return at;
}
const found = (key = KEY): string | undefined => cache.find(project, key)?.files['index.js'].toString();

test('what was kept is found as it was', () => {
  const bundle = bundleOf('one', { warnings: ['a warning'], exported: ['handler'] });
  cache.keep(KEY, bundle, certain(), []);
  const again = cache.find(project, KEY);
  expect(again).toEqual(bundle);
  expect(Object.keys(again?.files ?? {})).toEqual(['index.js', 'below/one.txt']);
  expect(found('another')).toBeUndefined();
});

test('of two that are valid, the one that was used last is found', () => {
  kept('one', 2_000);
  kept('two', 3_000);
  kept('three', 1_000);
  expect(found()).toBe('two');
});

test.each<[string, (at: string) => void]>([
  ['its file is gone', (at) => rmSync(join(at, 'files/index.js'))],
  ['its file is another', (at) => writeFileSync(join(at, 'files/index.js'), 'other')],
  ['its entry is gone', (at) => rmSync(join(at, 'entry.json'))],
  ['its entry is damaged', (at) => writeFileSync(join(at, 'entry.json'), '{')],
  ...['evidence', 'digest', 'sources', 'files'].map((name): [string, (at: string) => void] => [
    `its entry lacks ${name}`,
    (at) => writeFileSync(join(at, 'entry.json'), JSON.stringify({ ...JSON.parse(textAt(at)), [name]: undefined })),
  ]),
])('an older one is found where the last is damaged: %s', (_, damage) => {
  kept('old', 1_000);
  damage(kept('new', 2_000));
  expect(found()).toBe('old');
});
const textAt = (at: string): string => readFileSync(join(at, 'entry.json'), 'utf8');

test.each([
  ['a source', 'package.json'],
  ['a file of a package', 'node_modules/dep/index.js'],
])('none is found where %s changed', (_, path) => {
  kept('one', 1_000);
  writeFileSync(join(project, path), 'changed');
  expect(found()).toBeUndefined();
});

test('one is as if it were just used, if that was more than an hour ago', () => {
  const now = Date.now();
  const at = kept('one', (now - 2 * HOUR_MS) / 1000);
  found();
  expect(statSync(at).mtimeMs).toBeGreaterThan(now - 60_000);
  const recently = Math.floor((now - HOUR_MS / 2) / 1000);
  utimesSync(at, recently, recently);
  found();
  expect(statSync(at).mtimeMs).toBe(recently * 1000);
});

test('the one that was used longest ago makes room', () => {
  const [first, second] = [kept('1', 2_000), kept('2', 1_000)];
  for (const number of [3, 4]) kept(`${number}`, number * 1_000);
  expect(entries()).toHaveLength(4);
  kept('5', 5_000);
  expect(entries()).toHaveLength(4);
  expect([existsSync(first), existsSync(second)]).toEqual([true, false]);
});

test('one that was damaged is replaced', () => {
  const at = kept('one', 1_000);
  writeFileSync(join(at, 'files/index.js'), 'damaged');
  writeFileSync(join(at, 'files/more'), '');
  expect(cache.keep(KEY, bundleOf('one'), certain(), [])).toBe(true);
  expect(entries()).toEqual([at]);
  expect(found()).toBe('one');
  expect(existsSync(join(at, 'files/more'))).toBe(false);
});

test('what cannot be kept leaves nothing behind', () => {
  mkdirSync(join(folder, 'v4'));
  writeFileSync(join(folder, 'v4', KEY), 'a file in the way');
  expect(cache.keep(KEY, bundleOf('one'), certain(), [])).toBe(false);
  expect(readdirSync(join(folder, 'v4'))).toEqual([KEY]);
  expect(found()).toBeUndefined();
});

test('a file beside the entries is none', () => {
  kept('one', 1_000, {}, ['a']);
  writeFileSync(join(folder, 'v4', KEY, '.DS_Store'), '');
  expect(cache.lastInputs(KEY)).toEqual(['a']);
  expect(found()).toBe('one');
});

describe('the inputs', () => {
  test('are those of the one that was used last', () => {
    expect(cache.lastInputs(KEY)).toEqual([]);
    kept('one', 2_000, {}, ['a', 'b']);
    kept('two', 1_000, {}, ['c']);
    expect(cache.lastInputs(KEY)).toEqual(['a', 'b']);
  });

  test.each(['{', '"ab"', '{"length":1}', '["a",1]', 'null'])('are none where they are damaged: %s', (text) => {
    writeFileSync(join(kept('one', 1_000, {}, ['a']), 'inputs.json'), text);
    expect(cache.lastInputs(KEY)).toEqual([]);
  });
});

describe('the folder', () => {
  test('is made once; the one above it that changes by that is told', () => {
    const below = new BundleCache(join(folder, 'one/two'), states, 1);
    expect(below.create()).toBe(realpathSync(folder));
    expect(existsSync(join(folder, 'one/two/v4'))).toBe(true);
    expect(below.create()).toBeUndefined();
    expect(cache.create()).toBe(realpathSync(folder));
  });

  test('is not made where a file is in the way', () => {
    writeFileSync(join(folder, 'one'), '');
    expect(new BundleCache(join(folder, 'one/two'), states, 1).create()).toBeUndefined();
  });
});

describe('what is too much', () => {
  const sizeOf = (at: string): number =>
    readdirSync(at, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
  const pruned = (limit: number): void => new BundleCache(folder, states, limit).prune();

  test('begins above the limit', () => {
    const [old, recent] = [kept('one', 1_000), kept('two', 2_000)];
    const both = sizeOf(old) + sizeOf(recent);
    pruned(both);
    expect([old, recent].map((at) => existsSync(at))).toEqual([true, true]);
    pruned(both - 1);
    expect([old, recent].map((at) => existsSync(at))).toEqual([false, true]);
  });

  test('is never a draft, unless it was left over an hour ago', () => {
    const names = ['draft-new', 'draft-old', 'a-draft-old'];
    const [recent, old, key] = names.map((name) => join(folder, 'v4', name));
    for (const at of [recent, old, key]) mkdirSync(at, { recursive: true });
    writeFileSync(join(recent, 'text'), 'more than the limit');
    for (const at of [old, key]) utimesSync(at, (Date.now() - HOUR_MS) / 1000 - 60, (Date.now() - HOUR_MS) / 1000 - 60);
    utimesSync(recent, (Date.now() - HOUR_MS) / 1000 + 60, (Date.now() - HOUR_MS) / 1000 + 60);
    pruned(1);
    expect(readdirSync(join(folder, 'v4'))).toEqual(['a-draft-old', 'draft-new']);
  });

  test('is nothing where nothing is kept', () => {
    expect(() => new BundleCache(join(folder, 'nothing'), states, 1).prune()).not.toThrow();
  });
});
