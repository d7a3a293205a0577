import { createHash } from 'node:crypto';
import { type BigIntStats, type Dirent, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';

/** What a bundle was made of, below or beside the root of a project: paths with slashes, relative to it. */
export interface Evidence {
  /** Files whose content decides, and files that must stay absent. */
  readonly files: readonly string[];
  /** By folder: the names whose presence decides, with any extension; `*` is all. */
  readonly names: Readonly<Record<string, readonly string[]>>;
}

interface Listing {
  readonly entries: readonly Dirent[];
  readonly links: readonly Dirent[];
  /** All but the links, as one text. */
  readonly plain: string;
  readonly real: string;
}

interface Known<T> {
  readonly identity: string;
  readonly value: T;
}

/** Read so soon after a change that a second change may look the same: file systems count time in steps. */
const STEP_NS = 50_000_000n;
const COARSE_STEP_NS = 2_500_000_000n;
const SECOND_NS = 1_000_000_000n;

const ABSENT = '-';
const ABOVE_ROOT = '(above)';
const MODULES = 'node_modules';
const ABOVE = ['package.json', 'tsconfig.json', 'jsconfig.json', '.pnp.cjs', '.pnp.js', '.pnp.data.json'];

const nanoseconds = (): bigint => BigInt(Date.now()) * 1_000_000n;
const stat = (path: string): BigIntStats | undefined => {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false });
  } catch {
    // As below a file that is taken for a folder.
    return undefined;
  }
};
const identityOf = ({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string => `${dev}.${ino}.${size}.${mtimeNs}.${ctimeNs}`;

/** Whether a file was last touched well before the time. `ctime` can't be set, as `mtime` can. */
function isOlder({ ctimeNs }: BigIntStats, time: bigint): boolean {
  return ctimeNs + (ctimeNs % SECOND_NS === 0n ? COARSE_STEP_NS : STEP_NS) < time;
}

/**
 * The state of files and folders, by content. What was read once is not read again while the file system says that it
 * is the same file, unchanged.
 *
 * @internal
 */
export class FileStates {
  private readonly contents = new Map<string, Known<string>>();
  private readonly listings = new Map<string, Known<Listing>>();

  /** A text that differs wherever anything that the evidence names has changed. */
  public digest(root: string, evidence: Evidence): string {
    return digestOf(this.lines(root, evidence));
  }

  /** What is looked at, in the order of the evidence, each with its state. */
  public lines(root: string, { files, names }: Evidence): string[] {
    return [
      `${ABOVE_ROOT} ${this.above(root)}`,
      // Not joined: thousands of paths are told often, and no file system minds.
      ...files.map((path) => `${path} ${this.content(`${root}/${path}`)}`),
      ...Object.entries(names).map(([path, wanted]) => `${path} ${this.names(root, path, wanted)}`),
    ];
  }

  /** The hash of a file, `-` where there is none. */
  public content(path: string): string {
    return this.known(this.contents, path, (found) => (found.isFile() ? hashOf(path) : 'no file')) ?? ABSENT;
  }

  /** What tells one state of a file from another, short of its content; undefined where that may have changed since the time. */
  public identity(path: string, time: bigint): string | undefined {
    const found = stat(path);
    return found && isOlder(found, time) ? identityOf(found) : undefined;
  }

  /** Whether a file or folder is there, and was last changed before the time. */
  public isQuiet(path: string, time: bigint): boolean {
    const found = stat(path);
    return found !== undefined && isOlder(found, time);
  }

  /** All names in a folder; of one that is not there, in the folder that it would be in. */
  public listed(root: string, folder: string): string {
    const above = posix.dirname(folder);
    return stat(join(root, folder)) || above === folder ? `${folder}/ ${this.names(root, folder, ['*'])}` : this.listed(root, above);
  }

  private names(root: string, folder: string, wanted: readonly string[]): string {
    const at = `${root}/${folder}`;
    const listing = this.listing(at);
    if (listing === undefined) return ABSENT;
    const texts = wanted.includes('*')
      ? [listing.plain, ...textsOf(root, at, listing.links)]
      : textsOf(root, at, matching(listing, wanted));
    return `${relativeTo(root, listing.real)} ${texts.join('|')}`;
  }

  private listing(folder: string): Listing | undefined {
    return this.known(this.listings, folder, (found) => {
      const entries = found.isDirectory() ? readdirSync(folder, { withFileTypes: true }) : [];
      const links = entries.filter((entry) => entry.isSymbolicLink());
      const others = entries.filter((entry) => !entry.isSymbolicLink());
      return { entries, links, plain: textsOf('', folder, others).join('|'), real: realpathSync.native(folder) };
    });
  }

  /** What resolution may find on the way from the root of the project to that of the file system. */
  private above(root: string): string {
    const found = foldersAbove(root).flatMap((folder, depth) => [
      ...(stat(join(folder, MODULES)) ? [`${depth} ${MODULES}`] : []),
      ...ABOVE.filter((name) => stat(join(folder, name))).map((name) => `${depth} ${name} ${this.content(join(folder, name))}`),
    ]);
    return found.sort().join('|');
  }

  private known<T>(states: Map<string, Known<T>>, path: string, read: (found: BigIntStats) => T): T | undefined {
    const found = stat(path);
    if (found === undefined) return undefined;
    const identity = identityOf(found);
    const before = states.get(path);
    if (before?.identity === identity) return before.value;
    const now = nanoseconds();
    const value = tried(() => read(found));
    if (value !== undefined && isOlder(found, now)) states.set(path, { identity, value });
    return value;
  }
}

/** @internal */
export function foldersAbove(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [] : [above, ...foldersAbove(above)];
}

function tried<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('base64');

/** `a.b.ts` begins with `a`, with `a.b`, and is itself. */
function prefixes(name: string): string[] {
  const found = [name];
  for (let at = name.lastIndexOf('.'); at > 0; at = name.lastIndexOf('.', at - 1)) found.push(name.slice(0, at));
  return found;
}

function matching({ entries }: Listing, wanted: readonly string[]): Dirent[] {
  const stems = new Set(wanted.map((name) => name.toLowerCase()));
  return entries.filter(({ name }) => prefixes(name.toLowerCase()).some((prefix) => stems.has(prefix)));
}

const textsOf = (root: string, folder: string, entries: readonly Dirent[]): string[] =>
  entries.map((entry) => `${entry.name}${kindOf(root, join(folder, entry.name), entry)}`).sort();

function kindOf(root: string, path: string, entry: Dirent): string {
  if (!entry.isSymbolicLink()) return entry.isDirectory() ? '/' : '';
  const real = tried(() => realpathSync.native(path));
  return `@${real === undefined ? ABSENT : relativeTo(root, real)}${stat(path)?.isDirectory() ? '/' : ''}`;
}

const relativeTo = (root: string, path: string): string => relative(root, path).split(sep).join('/') || '.';

/** @internal */
export const digestOf = (lines: readonly string[]): string => createHash('sha256').update(lines.join('\n')).digest('hex');

/** @internal */
export const timeNow = nanoseconds;
