/**
 * Arguments of esbuild's command line as options of its API. esbuild's API writes its options as such arguments again,
 * and both are read by the same code.
 *
 * https://esbuild.github.io/api/
 */

type Options = Record<string, unknown>;
type Reader = (value: string) => unknown;

const flag: Reader = (value) => (value === '' || value === 'true' ? true : value === 'false' ? false : undefined);
const text: Reader = (value) => value;
const list: Reader = (value) => (value === '' ? [] : value.split(','));
const number: Reader = (value) => (/^\d+$/.test(value) ? Number(value) : undefined);
const pattern: Reader = (value) => {
  try {
    return new RegExp(value);
  } catch {
    return undefined;
  }
};

/** `--name` or `--name=value`. */
const PLAIN: Record<string, Reader> = {
  '--allow-overwrite': flag,
  '--asset-names': text,
  '--charset': text,
  '--chunk-names': text,
  '--conditions': list,
  '--drop-labels': list,
  '--entry-names': text,
  '--format': text,
  '--global-name': text,
  '--ignore-annotations': flag,
  '--jsx': text,
  '--jsx-dev': flag,
  '--jsx-factory': text,
  '--jsx-fragment': text,
  '--jsx-import-source': text,
  '--jsx-side-effects': flag,
  '--keep-names': flag,
  '--legal-comments': text,
  '--line-limit': number,
  '--log-level': text,
  '--log-limit': number,
  '--main-fields': list,
  '--mangle-props': pattern,
  '--mangle-quoted': flag,
  '--minify': flag,
  '--minify-identifiers': flag,
  '--minify-syntax': flag,
  '--minify-whitespace': flag,
  '--outfile': text,
  '--packages': text,
  '--platform': text,
  '--preserve-symlinks': flag,
  '--public-path': text,
  '--reserve-props': pattern,
  '--resolve-extensions': list,
  '--source-root': text,
  '--sourcemap': (value) => value === '' || value,
  '--sources-content': flag,
  '--target': list,
  '--tree-shaking': flag,
  '--tsconfig': text,
  '--tsconfig-raw': text,
};

/** `--name:value`, one more each time. */
const GATHERED: Record<string, string> = { '--drop': 'drop', '--external': 'external', '--inject': 'inject', '--pure': 'pure' };

/** `--name:key=value`. */
const KEYED: Record<string, Reader> = {
  '--alias': text,
  '--banner': text,
  '--define': text,
  '--footer': text,
  '--loader': text,
  '--log-override': text,
  '--out-extension': text,
  '--supported': flag,
};

const nameOf = (argument: string): string => argument.slice(2).replace(/-(\w)/g, (_, letter) => letter.toUpperCase());

/**
 * What the arguments ask for; the argument itself where the API has nothing for it, or where it is not certain to read it
 * the same way.
 *
 * @internal
 */
export function optionsOf(args: readonly string[]): Options | string {
  const options: Options = {};
  for (const argument of args) if (!read(argument, options)) return argument;
  return options;
}

function read(argument: string, options: Options): boolean {
  const [, name, separator, rest] = /^(--[a-z-]+)([:=]?)(.*)$/s.exec(argument) ?? [];
  if (name === undefined) return false;
  if (separator !== ':') return set(options, nameOf(name), PLAIN[name]?.(rest));
  if (GATHERED[name]) return set(options, GATHERED[name], [...((options[GATHERED[name]] as string[]) ?? []), rest]);
  // `--alias` and `--loader` are cut at the first sign, as in esbuild.
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(rest) ?? [];
  const known = KEYED[name]?.(value);
  if (key === undefined || known === undefined) return false;
  return set(options, nameOf(name), { ...(options[nameOf(name)] as Options), [key]: known });
}

function set(options: Options, name: string, value: unknown): boolean {
  options[name] = value;
  return value !== undefined;
}
