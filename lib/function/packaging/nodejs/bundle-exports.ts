import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Token } from 'aws-cdk-lib';
import type { BundlingOptions } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { IConstruct } from 'constructs';
import { refuseAtSynth } from '../../../core/errors';
import { MAKES_REQUIRE } from './made-require';
import { plainExports } from './plain-exports';

/*
 * esbuild ends a bundle with the names of what its entry exports: an ES module with its export clause, CommonJS with a
 * note that never runs, written so that Node.js can read the names (https://esbuild.github.io/api/#platform); the note is
 * missing where there is a default export alone. Where anything else may add to them, nobody is accused.
 *
 * The runtime takes the handler by its name, and never looks into a default export:
 * https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/blob/main/src/UserFunction.js
 */

/** Licenses that esbuild keeps, and the name of the source map. */
const COMMENTS = /(?:\s|\/\*(?:[^*]|\*(?!\/))*\*\/|\/\/[^\n]*(?=\n|$))*$/.source;
const COMMONJS_NOTE = new RegExp(`0\\s*&&\\s*\\(module\\.exports\\s*=\\s*\\{([^{}]*)\\}\\)\\s*;?${COMMENTS}`);
const ESM_CLAUSE = new RegExp(`(?<![\\w$.])export\\s*\\{([^{}]*)\\}\\s*;?${COMMENTS}`);

/** CommonJS that is not esbuild's own: `exports.x = ...` in the entry, or `export *` of what is not an ES module. */
const FREE_EXPORTS = /(?<![\w$.])(exports\s*[.[=]|module\s*\[)/;
/** Not in a text, as in esbuild's own notes. */
const MODULE_EXPORTS = /(?<!["'`])module\.exports/g;
/** Where a statement begins, not in the examples of a comment. */
const MORE_ESM = /(^|[;}])[ \t]*export\s*(\*|const|let|var|function|class|async)/m;
const DEFAULT_ESM = /(^|[;}])[ \t]*export\s+default\b/m;
/** What esbuild writes for the entry: `__export(names, { name: () => ... })`, then `module.exports = __toCommonJS(names)`. */
const CONVERTED = /module\.exports\s*=\s*[\w$]+\(([\w$]+)\)\s*(;|\n|$)/;

/** Without one of these words, nothing is exported in either format. */
const EXPORT_WORDS = /(?<![\w$.])(exports|module|export)(?![\w$])/;

const SUFFIXES = ['.js', '.mjs', '.cjs'];
const FILES = SUFFIXES.map((suffix) => `index${suffix}`);

/**
 * Refuses a handler that the bundle in the folder does not export: it would fail with the first event. The names need not
 * be read where the bundler knows them.
 *
 * @internal
 */
export function checkHandlerIsExported(
  scope: IConstruct,
  handler: string,
  bundling: BundlingOptions,
  folder: string,
  names?: { readonly exported?: readonly string[] },
): void {
  if (Token.isUnresolved(handler)) return;
  const file = FILES.find((candidate) => existsSync(join(folder, candidate)));
  const [, path, name] = /^([^/][^.]*)\.([^.]+)/.exec(handler) ?? [];
  if (file === undefined || path === undefined) return;
  if (bundling.esbuildArgs) checkRequire(scope, readFileSync(join(folder, file), 'utf8'));
  if (path === 'index') checkName(scope, name, names ? names.exported : exportsOf(readFileSync(join(folder, file), 'utf8')));
  else checkFile(scope, handler, path, bundling, folder);
}

/** What esbuild writes where an ES module requires something, and has no `require`. */
const STAND_IN = 'Dynamic require of';

/** The banner makes a `require`, unless arguments of esbuild replace the banner or the format. */
function checkRequire(scope: IConstruct, bundle: string): void {
  if (!bundle.includes(STAND_IN) || MAKES_REQUIRE.test(bundle) || !/(^|[;}\s])export\s*\{/.test(bundle)) return;
  refuseAtSynth(
    scope,
    `'bundling.esbuildArgs' must leave the ES module a 'require', got arguments that replace its banner or format, so the function fails when it is loaded; ` +
      `set 'bundling.format' and 'bundling.banner' instead`,
  );
}

function checkName(scope: IConstruct, name: string, names: readonly string[] | undefined): void {
  if (names === undefined || name === 'default' || names.includes(name)) return;
  const exported =
    names.length === 0
      ? `it exports nothing, so write 'export' before the function`
      : `it exports ${names.join(', ')}${names.join() === 'default' ? ', in which the runtime does not look; export the function by its name' : ''}`;
  refuseAtSynth(scope, `'handler' must name an export of 'entry', got ${JSON.stringify(name)}; ${exported}`);
}

/** A package that is installed beside the bundle may bring the handler. */
function checkFile(scope: IConstruct, handler: string, path: string, { nodeModules }: BundlingOptions, folder: string): void {
  if (nodeModules?.length || SUFFIXES.some((suffix) => existsSync(join(folder, path + suffix)))) return;
  refuseAtSynth(
    scope,
    `'handler' must be in the bundle's file, which is index, got ${JSON.stringify(handler)}; give the name of the export alone`,
  );
}

/**
 * The names that a bundle exports; undefined where nobody can tell.
 *
 * @internal
 */
export function exportsOf(bundle: string): string[] | undefined {
  return EXPORT_WORDS.test(bundle) ? (commonJsExports(bundle) ?? esmExports(bundle)) : [];
}

function commonJsExports(bundle: string): string[] | undefined {
  const note = COMMONJS_NOTE.exec(bundle);
  if (note === null) return convertedExports(bundle) ?? plainExports(bundle);
  const code = bundle.slice(0, note.index);
  if (FREE_EXPORTS.test(code) || countOf(code, MODULE_EXPORTS) !== 1) return undefined;
  return itemsOf(note[1]).map((item) => unquoted(item.replace(/\s*:\s*null$/, '')));
}

/** An entry with ES exports, in CommonJS. */
function convertedExports(bundle: string): string[] | undefined {
  const names = CONVERTED.exec(bundle)?.[1];
  if (names === undefined || FREE_EXPORTS.test(bundle) || countOf(bundle, MODULE_EXPORTS) !== 1) return undefined;
  const list = new RegExp(`(?<![\\w$.])[\\w$]+\\(${names.replace(/\$/g, '\\$')},\\s*\\{([^{}]*)\\}\\)`).exec(bundle)?.[1];
  // Nothing is put into the names: `export *` of a module with a default export alone.
  if (list === undefined) return mentionsOf(bundle, names) === 2 ? [] : undefined;
  return itemsOf(list).map((item) => unquoted(item.replace(/\s*:\s*\(\)\s*=>.*/s, '')));
}

const mentionsOf = (bundle: string, name: string): number =>
  countOf(bundle, new RegExp(`(?<![\\w$.])${name.replace(/\$/g, '\\$')}(?![\\w$])`, 'g'));

const countOf = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;

function esmExports(bundle: string): string[] | undefined {
  const clause = ESM_CLAUSE.exec(bundle);
  const code = bundle.slice(0, clause?.index);
  if (MORE_ESM.test(code)) return undefined;
  // A CommonJS entry becomes the default export of an ES module.
  if (clause === null) return DEFAULT_ESM.test(code) && !/(^|[;}])[ \t]*export\s*\{/m.test(code) ? ['default'] : undefined;
  return itemsOf(clause[1]).map((item) => unquoted(item.replace(/.*?\bas\s*(?=["\w$])/s, '')));
}

const itemsOf = (list: string): string[] =>
  list
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

const unquoted = (name: string): string => name.replace(/^"(.*)"$/, '$1');
