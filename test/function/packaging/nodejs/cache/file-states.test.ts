import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FileStates } from '../../../../../lib/function/packaging/nodejs/cache/file-states';
import { write } from '../bundle/project';
import { newFolder, removeFolders, settle } from '../bundle/synthesized';

// Not the copy that an import of all makes of it.
const fs = jest.requireActual('node:fs');

let root: string;
let states: FileStates;
beforeEach(() => {
  root = join(newFolder(), 'shop');
  mkdirSync(root);
  states = new FileStates();
});
afterEach(() => {
  jest.restoreAllMocks();
  removeFolders();
});

const put = (path: string, text = ''): string => {
  write(root, { [path]: text });
  return join(root, path);
};
const digest = (names: Record<string, string[]>, files: string[] = []): string => states.digest(root, { files, names });

describe('the content of a file', () => {
  test('is told by a hash, what is none by a word', () => {
    const one = put('one.ts', '1');
    expect(states.content(one)).toBe(states.content(put('same.ts', '1')));
    expect(states.content(one)).not.toBe(states.content(put('two.ts', '2')));
    expect(states.content(root)).toBe('no file');
    expect(states.content(join(root, 'nothing'))).toBe('-');
    expect(states.content(join(one, 'below'))).toBe('-');
  });

  test('is read once, as long as the file is the same', () => {
    const path = put('one.ts', '1');
    settle();
    const read = jest.spyOn(fs, 'readFileSync');
    const first = states.content(path);
    expect(states.content(path)).toBe(first);
    expect(read).toHaveBeenCalledTimes(1);
    put('one.ts', '2');
    expect(states.content(path)).not.toBe(first);
  });

  test('is none where a file that was read is gone', () => {
    const path = put('one.ts', '1');
    settle();
    states.content(path);
    rmSync(path);
    expect(states.content(path)).toBe('-');
  });

  test('is read again where the file was touched a moment ago', () => {
    const path = put('one.ts', '1');
    const read = jest.spyOn(fs, 'readFileSync');
    states.content(path);
    states.content(path);
    expect(read).toHaveBeenCalledTimes(2);
  });

  test('is read again where the file changed while it was read', () => {
    const path = put('one.ts', '1');
    settle();
    const read = jest.spyOn(fs, 'readFileSync').mockImplementationOnce(() => {
      writeFileSync(path, '2');
      return '1';
    });
    const first = states.content(path);
    settle();
    expect(states.content(path)).not.toBe(first);
    expect(read).toHaveBeenCalledTimes(2);
  });

  test('is read again where the file was gone once it was read', () => {
    const path = put('one.ts', '1');
    settle();
    jest.spyOn(fs, 'readFileSync').mockImplementationOnce(() => {
      renameSync(path, `${path}.aside`);
      return '2';
    });
    const first = states.content(path);
    renameSync(`${path}.aside`, path);
    settle();
    expect(states.content(path)).not.toBe(first);
  });

  test('is as if there were none where it cannot be read, and is tried again', () => {
    const path = put('one.ts', '1');
    settle();
    jest.spyOn(fs, 'readFileSync').mockImplementationOnce(() => {
      throw new Error('EACCES');
    });
    expect(states.content(path)).toBe('-');
    expect(states.content(path)).toMatch(/^[\w+/]{43}=$/);
  });
});

describe('the names in a folder', () => {
  test.each<[string, string[], string]>([
    ['the name', ['a'], 'src/a'],
    ['the name with an extension', ['a'], 'src/a.ts'],
    ['the name with several', ['a'], 'src/a.test.d.ts'],
    ['the name with one of several', ['a.test'], 'src/a.test.ts'],
    ['the name in another case', ['a'], 'src/A.TS'],
    ['a name that is wanted in another case', ['READ'], 'src/read.md'],
    ['a folder', ['a'], 'src/a/index.ts'],
    ['one of several', ['x', 'a'], 'src/a.ts'],
    ['any name', ['*'], 'src/other'],
    ['any name beside others', ['x', '*'], 'src/other'],
    ['a hidden name', ['.pnp'], 'src/.pnp.cjs'],
  ])('tell of %s', (_, wanted, path) => {
    put('src/z');
    const before = digest({ src: wanted });
    put(path);
    expect(digest({ src: wanted })).not.toBe(before);
  });

  test.each<[string, string[], string]>([
    ['another name', ['a'], 'src/b.ts'],
    ['a longer name', ['a'], 'src/ab.ts'],
    ['a name with other extensions', ['a.test'], 'src/a.ts'],
    ['a name that begins with a dot', [''], 'src/.env'],
    ['what is below', ['*'], 'src/z/deeper/a'],
    ['another folder', ['*'], 'other/a'],
  ])('tell nothing of %s', (_, wanted, path) => {
    put('src/z/one');
    const before = digest({ src: wanted });
    put(path);
    expect(digest({ src: wanted })).toBe(before);
  });

  test('tell whether there is a folder, and files from folders', () => {
    const without = digest({ src: ['*'] });
    mkdirSync(join(root, 'src'));
    const empty = digest({ src: ['*'] });
    put('src/a');
    const file = digest({ src: ['*'] });
    rmSync(join(root, 'src/a'));
    mkdirSync(join(root, 'src/a'));
    expect(new Set([without, empty, file, digest({ src: ['*'] }), digest({ 'src/a': ['*'] })]).size).toBe(5);
  });

  test('are the same in whatever order the file system has them', () => {
    for (const name of ['b', 'a', 'c']) put(`src/${name}`);
    const sorted = digest({ src: ['*'] });
    const read = fs.readdirSync;
    jest.spyOn(fs, 'readdirSync').mockImplementation((...args) => read(...args).reverse());
    states = new FileStates();
    expect(digest({ src: ['*'] })).toBe(sorted);
  });

  test.each([[['*']], [['link']]])('tell where links lead, for %j', (wanted) => {
    for (const path of ['one/a', 'two/a', 'file', 'src/z']) put(path);
    const found = ['../one', '../two', '../file', '../nothing'].map((target) => {
      rmSync(join(root, 'src/link'), { force: true });
      symlinkSync(target, join(root, 'src/link'));
      return digest({ src: wanted });
    });
    expect(new Set(found).size).toBe(4);
  });

  test('tell of a folder that is a link, by where it leads', () => {
    for (const path of ['one/a', 'two/a']) put(path);
    symlinkSync('one', join(root, 'src'));
    const before = digest({ src: ['a'] });
    rmSync(join(root, 'src'));
    symlinkSync('two', join(root, 'src'));
    expect(digest({ src: ['a'] })).not.toBe(before);
  });

  test('tell two names from one that is both', () => {
    const wanted = ['a', 'b', 'ab'];
    put('src/ab');
    const one = digest({ src: wanted });
    rmSync(join(root, 'src/ab'));
    for (const path of ['src/a', 'src/b']) put(path);
    expect(digest({ src: wanted })).not.toBe(one);
  });

  test('are told from where the root is, also of a folder that is known from another root', () => {
    const parent = dirname(root);
    put('src/a');
    settle();
    const fromParent = { files: [], names: { 'shop/src': ['a'] } };
    digest({ src: ['a'] });
    expect(states.digest(parent, fromParent)).toBe(new FileStates().digest(parent, fromParent));
    expect(states.digest(parent, fromParent)).not.toBe(digest({ src: ['a'] }));
  });

  test('are read once, as long as the folder is the same', () => {
    put('src/a');
    settle();
    const read = jest.spyOn(fs, 'readdirSync');
    digest({ src: ['*'] });
    digest({ src: ['a'] });
    expect(read).toHaveBeenCalledTimes(1);
  });
});

describe('what is above the root', () => {
  test.each(['package.json', 'tsconfig.json', 'jsconfig.json', '.pnp.cjs', '.pnp.js', '.pnp.data.json', 'node_modules/dep/index.js'])(
    'has a say: %s',
    (name) => {
      const before = digest({});
      put(`../${name}`, '1');
      expect(digest({})).not.toBe(before);
    },
  );

  test('has a say by what it holds', () => {
    put('../package.json', '1');
    const before = digest({});
    put('../package.json', '2');
    expect(digest({})).not.toBe(before);
  });

  test('may hold anything else', () => {
    const before = digest({});
    put('../index.ts', '1');
    expect(digest({})).toBe(before);
  });
});

describe('since a moment before', () => {
  const evidence = { files: ['src/a.ts', 'src/nothing.ts', 'none/below.ts'], names: { src: ['a'] } };
  const untouched = (change: () => void): boolean => {
    put('src/a.ts', '1');
    settle();
    const before = states.before(root, ['src', '.']);
    settle();
    change();
    states.digest(root, evidence);
    return states.isUntouched(root, evidence, before);
  };

  test('nothing was touched', () => {
    expect(untouched(() => {})).toBe(true);
  });

  test.each<[string, () => void]>([
    ['a file', () => put('src/a.ts', '1')],
    ['a new file', () => put('src/nothing.ts')],
    ['a new folder', () => put('none/other.ts')],
    ['a folder', () => put('src/b.ts')],
    ['what is above', () => put('../package.json')],
  ])('%s was touched', (_, change) => {
    expect(untouched(change)).toBe(false);
  });

  test('a folder that was touched just before is told apart by its state', () => {
    put('src/a.ts', '1');
    settle();
    put('src/b.ts', '1');
    const before = states.before(root, ['src', '.']);
    states.digest(root, { files: [], names: { src: ['a'] } });
    expect(states.isUntouched(root, { files: [], names: { src: ['a'] } }, before)).toBe(true);
    put('src/c.ts', '1');
    states.digest(root, { files: [], names: { src: ['a'] } });
    expect(states.isUntouched(root, { files: [], names: { src: ['a'] } }, before)).toBe(false);
  });

  test('a link was made anew', () => {
    put('one/a.ts', '1');
    put('src/z');
    symlinkSync('../one', join(root, 'src/link'));
    settle();
    const before = states.before(root, ['src', '.', 'one']);
    const linked = { files: [], names: { src: ['link'] } };
    states.digest(root, linked);
    expect(states.isUntouched(root, linked, before)).toBe(true);
    symlinkSync('nothing', join(root, 'one/other'));
    rmSync(join(root, 'src/link'));
    symlinkSync('../one', join(root, 'src/link'));
    states.digest(root, linked);
    expect(states.isUntouched(root, linked, before)).toBe(false);
  });
});
