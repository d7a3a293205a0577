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
  if (names.size === 0 || REST.test(rest)) return undefined;
  names.delete('__esModule');
  return [...names];
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
    else if (expectsKey && depth === 1 && /[\w$]/.test(char)) {
      const [name] = /^[\w$]+/.exec(text.slice(at)) ?? [''];
      if (['get', 'set', 'async'].includes(name) && !/^\s*[:,}(]/.test(text.slice(at + name.length))) return undefined;
      keys.push(name);
      expectsKey = false;
      at += name.length - 1;
    }
  }
  return undefined;
}
