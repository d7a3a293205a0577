import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Token } from 'aws-cdk-lib';
import type { BundlingOptions } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { IConstruct } from 'constructs';
import { refuse } from '../../../core/errors';

/*
 * esbuild ends a bundle with the names of what its entry exports: an ES module with its export clause, CommonJS with a
 * note that never runs, written so that Node.js can read the names (https://esbuild.github.io/api/#platform). Where
 * anything else may add to them, nobody is accused.
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
const MORE_ESM = /(^|[;}])[ \t]*export\s*(\*|default|const|let|var|function|class|async)/m;

/** Without one of these words, nothing is exported in either format. */
const WAYS_OUT = /(?<![\w$.])(exports|module|export)(?![\w$])/;

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
  if (path === 'index') checkName(scope, name, names ? names.exported : exportsOf(readFileSync(join(folder, file), 'utf8')));
  else checkFile(scope, handler, path, bundling, folder);
}

function checkName(scope: IConstruct, name: string, names: readonly string[] | undefined): void {
  if (names === undefined || name === 'default' || names.includes(name)) return;
  const exported = names.length > 0 ? `it exports ${names.join(', ')}` : `it exports nothing, so write 'export' before the function`;
  refuse(scope, `'handler' must name an export of 'entry', got ${JSON.stringify(name)}; ${exported}`);
}

/** A package that is installed beside the bundle may bring the handler. */
function checkFile(scope: IConstruct, handler: string, path: string, { nodeModules }: BundlingOptions, folder: string): void {
  if (nodeModules?.length || SUFFIXES.some((suffix) => existsSync(join(folder, path + suffix)))) return;
  refuse(
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
  return WAYS_OUT.test(bundle) ? (commonJsExports(bundle) ?? esmExports(bundle)) : [];
}

function commonJsExports(bundle: string): string[] | undefined {
  const note = COMMONJS_NOTE.exec(bundle);
  if (note === null) return undefined;
  const code = bundle.slice(0, note.index);
  if (FREE_EXPORTS.test(code) || (code.match(MODULE_EXPORTS) ?? []).length !== 1) return undefined;
  return itemsOf(note[1]).map((item) => unquoted(item.replace(/\s*:\s*null$/, '')));
}

function esmExports(bundle: string): string[] | undefined {
  const clause = ESM_CLAUSE.exec(bundle);
  if (clause === null || MORE_ESM.test(bundle.slice(0, clause.index))) return undefined;
  return itemsOf(clause[1]).map((item) => unquoted(item.replace(/^.*?\bas\s*(?=["\w$])/s, '')));
}

const itemsOf = (list: string): string[] =>
  list
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

const unquoted = (name: string): string => name.replace(/^"(.*)"$/, '$1');
