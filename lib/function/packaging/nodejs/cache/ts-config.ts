import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { matchOf } from './patterns';
import { textsIn } from './texts-in';

/** What a tsconfig.json says about resolution, and all files that it may be made of. */
export interface TsConfig {
  /** Read, or looked for. */
  readonly files: readonly string[];
  /** Where `paths` and `baseUrl` send an import. */
  candidates(specifier: string): string[];
}

interface Part {
  readonly files: string[];
  /** Pattern and target of `paths`. */
  readonly mappings: [string, string][];
  /** Each `baseUrl`. */
  readonly baseUrls: string[];
}

/**
 * Each file that is extended counts, though one that overrides it would win, and `paths` start at each folder where they
 * might: more is watched than is used.
 *
 * https://www.typescriptlang.org/tsconfig/#extends
 *
 * @internal
 */
export function tsConfigAt(path: string, root: string): TsConfig {
  const { files, mappings, baseUrls } = partOf(path, root, []);
  const bases = [...new Set([...files.map((file) => dirname(file)), ...baseUrls])];
  return {
    files,
    candidates: (specifier) => [
      ...mappings.flatMap(([pattern, target]) => {
        const matched = matchOf(pattern, specifier);
        return matched === undefined
          ? []
          : bases.map((base) =>
              resolve(
                base,
                target.replace('*', () => matched),
              ),
            );
      }),
      ...baseUrls.map((folder) => join(folder, specifier)),
    ],
  };
}

/** https://www.typescriptlang.org/docs/handbook/release-notes/typescript-5-5.html */
const CONFIG_DIR = /^\$\{configDir\}/;

function partOf(path: string, root: string, seen: readonly string[]): Part {
  const { extends: extended, compilerOptions } = contentOf(path);
  const { baseUrl, paths } = (compilerOptions ?? {}) as { baseUrl?: unknown; paths?: object };
  // Of the file that extends all others.
  const inConfigDir = (text: string) => text.replace(CONFIG_DIR, () => dirname(seen[0] ?? path));
  const own: Part = {
    files: [path],
    mappings: Object.entries(paths ?? {}).flatMap(([pattern, targets]) =>
      textsIn(targets).map((target): [string, string] => [pattern, inConfigDir(target)]),
    ),
    baseUrls: typeof baseUrl === 'string' ? [resolve(dirname(path), inConfigDir(baseUrl))] : [],
  };
  const found = textsIn(extended).flatMap((name) => candidatesOf(dirname(path), root, name));
  const parts = found.map((file) =>
    seen.includes(file) || !existsSync(file) ? { files: [file], mappings: [], baseUrls: [] } : partOf(file, root, [...seen, path]),
  );
  return {
    files: [own, ...parts].flatMap(({ files }) => files),
    mappings: [own, ...parts].flatMap(({ mappings }) => mappings),
    baseUrls: [own, ...parts].flatMap(({ baseUrls }) => baseUrls),
  };
}

/** Where `extends` may lead. */
function candidatesOf(folder: string, root: string, name: string): string[] {
  if (name.startsWith('.') || isAbsolute(name)) return withExtension(resolve(folder, name));
  const found: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    const modules = join(at, 'node_modules');
    // In the project, a folder that is still missing counts as well; above it, the evidence tells where one is.
    if (at === root || at.startsWith(root + sep) || existsSync(modules)) found.push(...inModules(modules, name));
    if (dirname(at) === at) return found;
  }
}

function inModules(modules: string, name: string): string[] {
  const [packageName] = /^(@[^/]+\/)?[^/]+/.exec(name) ?? [name];
  const root = join(modules, packageName);
  const manifest = join(root, 'package.json');
  const { exports, tsconfig, main } = contentOf(manifest);
  const named = [...textsIn(exports), ...textsIn(tsconfig), ...textsIn(main)].flatMap((target) => withExtension(resolve(root, target)));
  return [manifest, ...withExtension(join(modules, name)), ...named.filter((path) => path.endsWith('.json'))];
}

const withExtension = (path: string): string[] => [path, `${path}.json`, join(path, 'tsconfig.json')];

/** JSON with comments and commas too many; nothing of what can't be read. */
function contentOf(path: string): Record<string, unknown> {
  try {
    const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
    const plain = text.replace(/("(?:[^"\\]|\\.)*")|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (_, quoted) => quoted ?? ' ');
    const content = JSON.parse(plain.replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, (_, quoted) => quoted ?? ''));
    return typeof content === 'object' && content !== null ? content : {};
  } catch {
    return {};
  }
}
