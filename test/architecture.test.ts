import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import * as ts from 'typescript';

const LIB = join(__dirname, '..', 'lib');

interface SourceFile {
  /** Below lib, as in `core/errors`. */
  readonly name: string;
  readonly text: string;
  /** The files of lib that it imports, by name. */
  readonly imports: string[];
  /** The packages that it imports. */
  readonly packages: string[];
}

/** Every import of a text, types and re-exports included. */
const importsOf = (text: string): string[] => ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);

const nameOf = (path: string): string => relative(LIB, path).split(sep).join('/').replace(/\.ts$/, '');

/** What an import names: a file, or the index of a folder. */
const importedBy = (file: string, path: string): string => {
  const target = join(dirname(file), path);
  return nameOf(existsSync(`${target}.ts`) ? target : join(target, 'index'));
};

function read(path: string): SourceFile {
  const text = readFileSync(path, 'utf8');
  const imports = importsOf(text);
  return {
    name: nameOf(path),
    text,
    imports: imports.filter((imported) => imported.startsWith('.')).map((imported) => importedBy(path, imported)),
    packages: imports.filter((path) => !path.startsWith('.')),
  };
}

const FILES: SourceFile[] = readdirSync(LIB, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => read(join(LIB, path)))
  .sort((one, other) => one.name.localeCompare(other.name));
const BY_NAME = new Map(FILES.map((file) => [file.name, file]));

/** The rooms of the library, and what each may look into beside itself. */
const FLOORS: Record<string, string[]> = {
  core: [],
  execution: ['core'],
  logging: ['core'],
  network: ['core'],
  failures: ['core'],
  alarms: ['core'],
  encryption: ['core'],
  filters: ['core'],
  'service-limits': [],
  'template-model': ['core', 'filters', 'service-limits'],
  evidence: ['core', 'filters', 'service-limits', 'template-model'],
  checks: ['core', 'filters', 'service-limits', 'template-model', 'evidence'],
  dashboards: ['core', 'alarms'],
  'power-tuning': ['core'],
  powertools: ['core'],
  idempotency: ['core', 'execution'],
  releases: ['core', 'execution', 'alarms', 'encryption'],
  durable: ['core', 'service-limits', 'failures', 'alarms', 'releases'],
  'durable-start': ['core', 'alarms', 'profiles', 'function'],
  profiles: ['core', 'logging', 'network', 'failures', 'alarms', 'encryption', 'powertools', 'idempotency', 'releases'],
  'event-sources': ['core', 'failures', 'alarms', 'encryption', 'filters', 'service-limits', 'profiles'],
  http: ['core', 'alarms', 'encryption', 'profiles', 'service-limits'],
  mixins: [
    'core',
    'execution',
    'logging',
    'network',
    'failures',
    'alarms',
    'encryption',
    'idempotency',
    'service-limits',
    'profiles',
    'event-sources',
  ],
  adoption: [
    'core',
    'execution',
    'logging',
    'failures',
    'alarms',
    'encryption',
    'idempotency',
    'service-limits',
    'profiles',
    'event-sources',
    'mixins',
  ],
  function: [
    'core',
    'execution',
    'logging',
    'network',
    'failures',
    'alarms',
    'encryption',
    'powertools',
    'idempotency',
    'profiles',
    'event-sources',
    'mixins',
    'releases',
    'durable',
    'http',
  ],
};

/** What reads templates without an app, so also on the command line: none of it may need the CDK. */
const CDK_FREE = /^(core\/aws|filters\/engine|template-model|service-limits|evidence|checks)\//;
/** The plugin that runs the checks in an app. */
const PLUGIN = [
  'checks/acknowledged',
  'checks/construct-paths',
  'checks/hardened-lambda-checks',
  'checks/validation-context',
  'checks/written-report',
];
const isCdk = (path: string): boolean => /^(aws-cdk-lib|constructs)(\/|$)/.test(path);

/** A package that is bundled into the one file of the package which needs it. */
const BUNDLED: Readonly<Record<string, string>> = { 'evidence/page/layout': '@dagrejs/dagre' };

/** The files of the command lines, which run beside no app. */
const COMMANDS = ['cli', 'ops'].flatMap((folder) =>
  readdirSync(join(LIB, '..', folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.includes('node_modules') && !path.endsWith('.d.ts'))
    .map((path) => join(LIB, '..', folder, path)),
);

/** A file and everything that it imports, at any remove. */
function reachedFrom(name: string, seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const imported of BY_NAME.get(name)?.imports ?? []) reachedFrom(imported, seen);
  return seen;
}

const roomOf = (name: string): string => (name.includes('/') ? name.split('/')[0] : '');
const NAMES = FILES.map(({ name }) => name);
const INSIDE = NAMES.filter((name) => name !== 'index');

const LONGEST = 220;
/** In one folder. */
const MOST_FILES = 40;

/** How a file comes to import itself, by way of others. */
function circleOf(name: string): string[] | undefined {
  const ways = (BY_NAME.get(name)?.imports ?? []).map((imported) => [name, imported]);
  const seen = new Set<string>();
  for (let way = ways.shift(); way; way = ways.shift()) {
    const last = way[way.length - 1];
    if (last === name) return way;
    if (seen.has(last)) continue;
    seen.add(last);
    for (const imported of BY_NAME.get(last)?.imports ?? []) ways.push([...way, imported]);
  }
  return undefined;
}

describe('floors', () => {
  test('every room has a floor', () => {
    expect([...new Set(INSIDE.map(roomOf))].sort()).toEqual(Object.keys(FLOORS).sort());
  });

  test.each(INSIDE)('%s imports nothing above its floor', (name) => {
    const room = roomOf(name);
    const above = (BY_NAME.get(name) as SourceFile).imports.filter((imported) => ![room, ...FLOORS[room]].includes(roomOf(imported)));
    expect(
      above.map((imported) => `lib/${name}.ts must not import ${imported}: ${room} may look into ${FLOORS[room].join(', ') || 'itself'}`),
    ).toEqual([]);
  });

  test.each(NAMES)('%s imports files that exist, and not the index', (name) => {
    const { imports } = BY_NAME.get(name) as SourceFile;
    expect(imports.filter((imported) => !BY_NAME.has(imported) || imported === 'index')).toEqual([]);
  });

  test.each(NAMES)('%s is in no circle of imports', (name) => {
    expect(circleOf(name)?.join(' -> ')).toBeUndefined();
  });
});

describe('without the CDK', () => {
  test.each(NAMES.filter((name) => CDK_FREE.test(name) && !PLUGIN.includes(name)))('%s', (name) => {
    const withCdk = [...reachedFrom(name)].filter((reached) => BY_NAME.get(reached)?.packages.some(isCdk));
    expect(withCdk.map((reached) => `lib/${name}.ts must not need the CDK, which lib/${reached}.ts imports`)).toEqual([]);
  });

  test.each(COMMANDS)('%s', (path) => {
    const imports = importsOf(readFileSync(path, 'utf8'));
    expect(imports.filter(isCdk)).toEqual([]);
    const inLib = imports.filter((imported) => imported.startsWith('.')).map((imported) => importedBy(path, imported));
    const reached = inLib.flatMap((name) => [...reachedFrom(name)]);
    expect(reached.filter((name) => BY_NAME.get(name)?.packages.some(isCdk))).toEqual([]);
  });

  test.each(PLUGIN)('%s still needs its exception', (name) => {
    expect(BY_NAME.get(name)?.packages.some(isCdk)).toBe(true);
  });
});

describe('files', () => {
  test('there are some', () => {
    expect(NAMES).toEqual(expect.arrayContaining(['index', 'core/errors', 'function/hardened-function']));
  });

  test.each(NAMES)('%s is named after what it is about', (name) => {
    expect(name).not.toMatch(/util|helper|manager|common/i);
  });

  test.each(NAMES)('%s is short', (name) => {
    const lines = (BY_NAME.get(name) as SourceFile).text.trimEnd().split('\n').length;
    expect(lines).toBeLessThanOrEqual(LONGEST);
  });

  test('no folder has more than forty files', () => {
    const files = new Map<string, number>();
    for (const folder of NAMES.map((name) => dirname(name))) files.set(folder, (files.get(folder) ?? 0) + 1);
    expect([...files].filter(([, count]) => count > MOST_FILES)).toEqual([]);
  });

  test.each(NAMES)('%s imports only the packages that users have, and no internals of theirs', (name) => {
    const { packages } = BY_NAME.get(name) as SourceFile;
    expect(
      packages
        .filter((path) => BUNDLED[name] !== path)
        .filter(
          (path) =>
            !/^(node:(fs|path|crypto|os|url|worker_threads)|constructs|aws-cdk-lib|aws-cdk-lib\/(aws-[a-z0-9-]+|triggers|custom-resources|region-info))$/.test(
              path,
            ),
        ),
    ).toEqual([]);
  });

  test.each(Object.entries(BUNDLED))('%s still needs %s, which is bundled', (name, path) => {
    expect(BY_NAME.get(name)?.packages).toContain(path);
  });

  test.each(INSIDE)('%s is imported by another', (name) => {
    expect(FILES.some(({ imports }) => imports.includes(name))).toBe(true);
  });
});

test('ARCHITECTURE.md lists each file that keeps state beside the tree, and no other', () => {
  const text = readFileSync(join(LIB, '..', 'ARCHITECTURE.md'), 'utf8');
  const [, section] = /## State beside the tree\n([\s\S]*?)\n## /.exec(text) ?? [];
  const listed = [...(section ?? '').matchAll(/^\| `([\w/-]+)\.ts`/gm)].map(([, name]) => name);
  // What is empty when its file is read, and may change, lives as long as the process.
  const state = /new Weak(Map|Set|Ref)\b|\bSymbol(\.for)?\(|^let |^const \w+(: [^=]+)? = (new \w+(<.*>)?\(\)|\[\]);$/m;
  const keeping = FILES.filter(({ text }) => state.test(text)).map(({ name }) => name);
  expect(listed.sort()).toEqual(keeping.sort());
});
