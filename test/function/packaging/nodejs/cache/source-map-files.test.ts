import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sourceMapFiles } from '../../../../../lib/function/packaging/nodejs/cache/source-map-files';
import { write } from '../bundle/project';
import { newFolder, removeFolders } from '../bundle/synthesized';

let folder: string;
beforeEach(() => {
  folder = newFolder();
});
afterEach(removeFolders);

/** Below the folder, where they are. */
function filesOf(text: string, withSources = true, others: Record<string, string> = {}): string[] {
  write(folder, { 'lib/a.js': text, ...others });
  return sourceMapFiles(join(folder, 'lib/a.js'), withSources).map((path) => path.replace(`${folder}/`, ''));
}
const inline = (map: unknown, type = 'application/json'): string =>
  `1;\n//# sourceMappingURL=data:${type};base64,${Buffer.from(JSON.stringify(map)).toString('base64')}\n`;

test('a source without a map names none', () => {
  expect(filesOf('1;\n// sourceMappingURL=a.js.map\n')).toEqual([]);
  expect(sourceMapFiles(join(folder, 'nothing.js'), true)).toEqual([]);
  expect(sourceMapFiles(folder, true)).toEqual([]);
});

test.each([
  ['//# sourceMappingURL=a.js.map', ['lib/a.js.map']],
  ['//@ sourceMappingURL=a.js.map\n', ['lib/a.js.map']],
  ['/*# sourceMappingURL=../maps/a.js.map */', ['maps/a.js.map']],
  ['/*#sourceMappingURL=a.js.map*/', ['lib/a.js.map']],
  ['//#   sourceMappingURL=a.js.map', ['lib/a.js.map']],
  ['//# sourceMappingURL=/maps/a.js.map', ['/maps/a.js.map']],
  ['//# sourceMappingURL=a%20b.map', ['lib/a%20b.map', 'lib/a b.map']],
  ['//# sourceMappingURL=a%zz.map', ['lib/a%zz.map']],
  ['//# sourceMappingURL=a.map\n//# sourceMappingURL=b.map', ['lib/a.map', 'lib/b.map']],
  [`//# sourceMappingURL=${pathToFileURL('/maps/a b.map')}`, ['/maps/a b.map']],
  ['//# sourceMappingURL=file://%zz', []],
])('the map in %j is %j', (text, expected) => {
  expect(filesOf(`1;\n${text}`)).toEqual(expected);
  expect(filesOf(`1;\n${text}`, false)).toEqual(expected);
});

describe('the sources of a map', () => {
  const LINKED = '//# sourceMappingURL=a.js.map';

  test.each<[string, unknown, string[]]>([
    ['without their text', { sources: ['a.ts', '../src/b.ts'] }, ['lib/a.ts', 'src/b.ts']],
    ['without some text', { sources: ['a.ts', 'b.ts', 'c.ts'], sourcesContent: ['1', null] }, ['lib/b.ts', 'lib/c.ts']],
    ['with their text', { sources: ['a.ts'], sourcesContent: [''] }, []],
    ['that are none', { sources: [null, 1, 'a.ts'] }, ['lib/a.ts']],
    ['in sections', { sections: [{ map: { sources: ['a.ts'] } }, { map: { sources: ['b.ts'], sourcesContent: ['1'] } }] }, ['lib/a.ts']],
    ['in sections and beside them', { sources: ['b.ts'], sections: [{ map: { sources: ['a.ts'] } }, {}] }, ['lib/b.ts', 'lib/a.ts']],
    ['in what is no map', 'text', []],
    ['in null', null, []],
    ['in an odd map', { sources: 1 }, []],
  ])('count %s', (_, map, expected) => {
    expect(filesOf(LINKED, true, { 'lib/a.js.map': JSON.stringify(map) })).toEqual(['lib/a.js.map', ...expected]);
    expect(filesOf(inline(map))).toEqual(expected);
  });

  test('are found from where the map is', () => {
    const map = JSON.stringify({ sources: ['a.ts'] });
    expect(filesOf('//# sourceMappingURL=../maps/a.js.map', true, { 'maps/a.js.map': map })).toEqual(['maps/a.js.map', 'maps/a.ts']);
  });

  test('do not count where they are left out', () => {
    const map = { sources: ['a.ts'] };
    expect(filesOf(LINKED, false, { 'lib/a.js.map': JSON.stringify(map) })).toEqual(['lib/a.js.map']);
    expect(filesOf(inline(map), false)).toEqual([]);
  });

  test('are read from a map in the source, however that is written', () => {
    const text = JSON.stringify({ sources: ['a.ts'] });
    expect(filesOf(inline(JSON.parse(text), 'application/json;charset=utf-8'))).toEqual(['lib/a.ts']);
    expect(filesOf(`//# sourceMappingURL=data:application/json,${encodeURIComponent(text)}`)).toEqual(['lib/a.ts']);
    expect(filesOf(`//# sourceMappingURL=data:,${text}`)).toEqual(['lib/a.ts']);
    expect(filesOf(`//# sourceMappingURL=data:,${JSON.stringify({ sources: ['%zz.ts'] })}`)).toEqual(['lib/%zz.ts']);
    expect(filesOf('//# sourceMappingURL=data:application/json;base64,%')).toEqual([]);
  });
});
