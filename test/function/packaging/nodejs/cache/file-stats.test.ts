import { lstatSync, mkdirSync, type Stats, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLinkOlder, isOlder, isSame, statOf } from '../../../../../lib/function/packaging/nodejs/cache/file-stats';
import { newFolder, removeFolders, settle } from '../bundle/synthesized';

let folder: string;
beforeEach(() => {
  folder = newFolder();
  writeFileSync(join(folder, 'file'), '1');
});
afterEach(removeFolders);

const at = (name: string): string => join(folder, name);

describe('what is at a path', () => {
  test('is told as the file system tells it, of a link that of what it leads to', () => {
    symlinkSync('file', at('link'));
    expect(statOf(at('file'))).toEqual(statSync(at('file')));
    expect(statOf(at('link'))?.ino).toBe(statSync(at('file')).ino);
    expect(statOf(folder)?.isDirectory()).toBe(true);
  });

  test.each(['nothing', 'file/below', 'a name with a zero\0'])('is nothing at %j', (name) => {
    expect(statOf(`${folder}/${name}`)).toBeUndefined();
  });
});

describe('a file is the same', () => {
  const stats = { ctimeMs: 1, mtimeMs: 2, size: 3, ino: 4, dev: 5, atimeMs: 6 } as Stats;

  test('if all but the time of reading is', () => {
    expect(isSame(stats, { ...stats } as Stats)).toBe(true);
    expect(isSame(stats, { ...stats, atimeMs: 7 } as Stats)).toBe(true);
  });

  test.each(['ctimeMs', 'mtimeMs', 'size', 'ino', 'dev'])('but not if %s differs', (name) => {
    expect(isSame(stats, { ...stats, [name]: 0 } as Stats)).toBe(false);
  });
});

describe('a file was touched well before a time', () => {
  test.each([
    ['more than a step', 1_000_000.5, 1_000_050.6, true],
    ['a step', 1_000_000.5, 1_000_050.5, false],
    ['less than a step', 1_000_000.5, 1_000_050.4, false],
    ['more than a coarse step, where only seconds are counted', 1_000_000, 1_002_501, true],
    ['a coarse step', 1_000_000, 1_002_500, false],
    ['a step of others', 1_000_000, 1_000_051, false],
    ['no time', 1_000_000.5, 1_000_000.5, false],
    ['a time that is still to come', 1_000_000.5, 999_000, false],
  ])('by %s', (_, ctimeMs, time, expected) => {
    expect(isOlder({ ctimeMs } as Stats, time)).toBe(expected);
  });
});

describe('a link was made well before a time', () => {
  const madeAt = (name: string): number => lstatSync(at(name)).ctimeMs;
  /** Well after: file systems that count seconds alone have steps of that length. */
  const LATER = 10_000;
  /** `0` leads to `1`, and so on, until the last leads to the file. */
  const chain = (count: number): void => {
    for (let number = 0; number < count; number++) symlinkSync(number === count - 1 ? 'file' : `${number + 1}`, at(`${number}`));
  };

  test('by the time of the link, not of what it leads to', () => {
    symlinkSync('file', at('link'));
    const made = madeAt('link');
    expect(isLinkOlder(at('link'), made + LATER)).toBe(true);
    expect(isLinkOlder(at('link'), made + 1)).toBe(false);
    expect(isLinkOlder(at('link'), made - LATER)).toBe(false);
    settle();
    const time = Date.now();
    writeFileSync(at('file'), '2');
    expect(isLinkOlder(at('link'), time)).toBe(true);
  });

  test('unless another that it leads to was made later', () => {
    symlinkSync('b', at('a'));
    settle();
    settle();
    symlinkSync('file', at('b'));
    const [first, second] = [madeAt('a'), madeAt('b')];
    expect(isLinkOlder(at('a'), second + LATER)).toBe(true);
    // The first alone is old.
    expect(isOlder({ ctimeMs: first } as Stats, second + 1)).toBe(true);
    expect(isLinkOlder(at('a'), second + 1)).toBe(false);
  });

  test('and leads from its own folder, or by an absolute path', () => {
    mkdirSync(at('below'));
    symlinkSync('../next', at('below/relative'));
    symlinkSync(at('next'), at('below/absolute'));
    settle();
    settle();
    symlinkSync('file', at('next'));
    for (const name of ['below/relative', 'below/absolute']) {
      expect(isLinkOlder(at(name), madeAt('next') + 1)).toBe(false);
      expect(isLinkOlder(at(name), madeAt('next') + LATER)).toBe(true);
    }
  });

  test.each(['file', 'nothing', '.'])('what is no link is not asked for its time: %s', (name) => {
    expect(isLinkOlder(at(name), 0)).toBe(true);
  });

  test('also if it leads to nothing', () => {
    symlinkSync('nothing', at('link'));
    expect(isLinkOlder(at('link'), madeAt('link') + LATER)).toBe(true);
    expect(isLinkOlder(at('link'), madeAt('link') + 1)).toBe(false);
  });

  test.each([
    [1, true],
    [39, true],
    [40, false],
    [45, false],
  ])('a chain of %i links: %s', (count, expected) => {
    chain(count);
    expect(isLinkOlder(at('0'), madeAt(`${count - 1}`) + LATER)).toBe(expected);
  });

  test('nobody can tell of links in a circle, and of what cannot be read', () => {
    symlinkSync('b', at('a'));
    symlinkSync('a', at('b'));
    expect(isLinkOlder(at('a'), madeAt('b') + LATER)).toBe(false);
    expect(isLinkOlder(`${folder}/a\0`, Date.now())).toBe(false);
  });
});
