/*
 * What an entry in CommonJS exports. esbuild leaves its `exports` and `module.exports` as they are, and renames those of the
 * modules that it bundles.
 */

const MEMBER = /(?<![\w$.])(?:module\.)?exports\.([A-Za-z_$][\w$]*)/g;
const DEFINED = /Object\.defineProperty\((?:module\.)?exports,\s*["']([^"']+)["']/g;
const WHOLE = /(?<![\w$.])module\.exports\s*=\s*\{/g;
/** Anything else that is done with one of them. */
const REST = /(?<![\w$.])(exports|module)(?![\w$])/;

/**
 * The names that the entry sets, one by one or as a literal; undefined where it does more with its exports.
 *
 * @internal
 */
export function plainExports(bundle: string): string[] | undefined {
  // A note of esbuild's with something behind it.
  if (/&&\s*\(\s*module\.exports/.test(bundle)) return undefined;
  const names = new Set<string>();
  const literals = [...bundle.matchAll(WHOLE)].map(({ index, 0: start }) => keysOfLiteral(bundle, index + start.length));
  for (const keys of literals) {
    if (keys === undefined) return undefined;
    for (const key of keys) names.add(key);
  }
  for (const pattern of [MEMBER, DEFINED]) for (const [, name] of bundle.matchAll(pattern)) names.add(name);
  const rest = bundle.replace(WHOLE, '').replace(DEFINED, '').replace(MEMBER, '');
  if (names.size === 0) return isOneFunction(bundle) ? ['default'] : undefined;
  if (REST.test(rest)) return undefined;
  names.delete('__esModule');
  return [...names];
}

const ASSIGNED = /(?<![\w$.])module\.exports\s*=\s*([^=][\s\S]*)$/;
/** The runtime finds what is static in a class, or in one that it extends. */
const CLASS = String.raw`class\b(?![\s\S]*(?<![\w$.])(?:static|extends)\b)`;
/** `async` alone is the name of a package. */
const FUNCTION = String.raw`(?:(?:async\s+)?function\b|${CLASS}|(?:async\s*)?\([\w$\s,{}]*\)\s*=>|(?:async\s+)?[\w$]+\s*=>)`;

/** `module.exports = async () => ...`: a function without names, in which the runtime does not find the handler. */
function isOneFunction(bundle: string): boolean {
  const text = withoutNames(bundle);
  const value = ASSIGNED.exec(text)?.[1];
  if (value === undefined || REST.test(text.replace('module.exports', ''))) return false;
  if (new RegExp(`^${FUNCTION}`).test(value)) return !mayBeCalled(value);
  const given = /^([\w$]+)\s*(?:;|\n|$)/.exec(value)?.[1];
  if (given === undefined) return false;
  const name = given.replace(/\$/g, '\\$');
  const isFunction = new RegExp(`(?<![\\w$.])(?:(?:var|let|const)\\s+${name}\\s*=\\s*(?=${FUNCTION})|function\\s+${name}\\s*\\()`);
  const found = isFunction.exec(text);
  // A property of the function would be found.
  return (
    found !== null &&
    !mayBeCalled(text.slice(found.index + found[0].length)) &&
    !new RegExp(`(?<![\\w$.])${name}\\s*[.[]|\\(${name},`).test(text)
  );
}

/** `function () { ... }()` is what that returns. Where a call may be of something else in it, nobody can tell. */
const mayBeCalled = (value: string): boolean => /^(?:async\s+)?function\b/.test(value) && /\}\s*\(/.test(value);

/** esbuild keeps the name of a function by a helper around it, or behind it. */
function withoutNames(bundle: string): string {
  const helper = /(?<![\w$])([\w$]+)\s*=\s*\(([\w$]+),\s*[\w$]+\)\s*=>\s*[\w$]+\(\2,\s*"name"/.exec(bundle)?.[1];
  if (helper === undefined) return bundle;
  const call = `(?<![\\w$.])${helper.replace(/\$/g, '\\$')}\\(`;
  const behind = new RegExp(`${call}[\\w$]+,\\s*"[^"]*"\\)`, 'g');
  const around = new RegExp(`(?:/\\* @__PURE__ \\*/\\s*)?${call}(?=${FUNCTION})`, 'g');
  return bundle.replaceAll(behind, '').replaceAll(around, '');
}

/** The keys of an object literal; undefined where it holds what is not read here. */
function keysOfLiteral(text: string, start: number): string[] | undefined {
  const keys: string[] = [];
  let depth = 1;
  let expectsKey = true;
  for (let at = start; at < text.length; at += 1) {
    const char = text[at];
    if ('/`'.includes(char) || text.startsWith('...', at)) return undefined;
    if ('"\''.includes(char)) {
      const end = text.indexOf(char, at + 1);
      if (end < 0 || text.slice(at, end).includes('\\')) return undefined;
      if (expectsKey && depth === 1) keys.push(text.slice(at + 1, end));
      expectsKey = false;
      at = end;
    } else if ('([{'.includes(char)) {
      if (expectsKey && depth === 1) return undefined;
      depth += 1;
    } else if (')]}'.includes(char)) {
      depth -= 1;
      if (depth === 0) return keys;
    } else if (char === ',' && depth === 1) expectsKey = true;
    else if (expectsKey && depth === 1) {
      const name = /^[\w$]+/.exec(text.slice(at))?.[0];
      if (name === undefined) continue;
      if (['get', 'set', 'async'].includes(name) && !/^\s*[:,}(]/.test(text.slice(at + name.length))) return undefined;
      keys.push(name);
      expectsKey = false;
      at += name.length - 1;
    }
  }
  return undefined;
}
