import { createHash } from 'node:crypto';
import { type Dirent, readdirSync, readFileSync, realpathSync, type Stats } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { isLinkOlder, isOlder, isSame, statOf } from './file-stats';

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
  /** The way to it from a root: it is asked for from the same each time. */
  readonly from: string;
  readonly way: string;
}

interface Known<T> {
  readonly found: Stats;
  readonly value: T;
}

/** How things were before a bundle was made. */
export interface Before {
  readonly time: number;
  /** What is above the root of the project. */
  readonly above: string;
  /** Folders that were touched so recently that their time alone does not tell whether they are touched again. */
  readonly recent: ReadonlyMap<string, Stats>;
}

const ABSENT = '-';
const ALL = '*';
const ABOVE_ROOT = '(above)';
const MODULES = 'node_modules';
const ABOVE = ['package.json', 'tsconfig.json', 'jsconfig.json', '.pnp.cjs', '.pnp.js', '.pnp.data.json'];

/**
 * The state of files and folders, by content. What was read once is not read again while the file system says that it
 * is the same file, unchanged.
 *
 * @internal
 */
export class FileStates {
  private readonly contents = new Map<string, Known<string>>();
  private readonly listings = new Map<string, Known<Listing>>();
  /** As it was last looked at. */
  private readonly seen = new Map<string, Stats | undefined>();

  /** A text that differs wherever anything that the evidence names has changed. */
  public digest(root: string, { files, names }: Evidence): string {
    return digestOf([
      `${ABOVE_ROOT} ${this.above(root)}`,
      // Not joined: thousands of paths are told often, and no file system minds.
      ...files.map((path) => `${path} ${this.content(`${root}/${path}`)}`),
      ...Object.entries(names).map(([path, wanted]) => `${path} ${this.names(root, path, wanted)}`),
    ]);
  }

  /** The same of the files alone that are in no package: few, and what is edited. */
  public sources(root: string, { files }: Evidence): string {
    return digestOf(files.filter((path) => !path.includes(MODULES)).map((path) => `${path} ${this.content(`${root}/${path}`)}`));
  }

  /** The hash of a file, `-` where there is none. */
  public content(path: string): string {
    return this.known(this.contents, path, (found) => (found.isFile() ? hashOf(path) : 'no file')) ?? ABSENT;
  }

  /** Whether a file is as it was, so that what was read of it still holds. */
  public isStill(path: string, before: Stats): boolean {
    const found = statOf(path);
    return found !== undefined && isSame(found, before);
  }

  /** The state of a file that has not been touched since the time. */
  public settled(path: string, time: number): Stats | undefined {
    const found = statOf(path);
    return found && isOlder(found, time) ? found : undefined;
  }

  /** How things are now; the folders are those that are known to matter. */
  public before(root: string, folders: readonly string[]): Before {
    const time = Date.now();
    for (const folder of folders) this.look(`${root}/${folder}`);
    const recent = [...this.seen].flatMap(([path, found]) =>
      found?.isDirectory() && !isOlder(found, time) ? [[path, found] as const] : [],
    );
    return { time, above: this.above(root), recent: new Map(recent) };
  }

  /** Whether nothing that the evidence names was touched since then. `digest` must have looked at all of it a moment ago. */
  public isUntouched(root: string, { files, names }: Evidence, before: Before): boolean {
    return (
      this.above(root) === before.above &&
      files.every((path) => this.isUntouchedAt(root, path, before)) &&
      Object.entries(names).every(
        ([folder, wanted]) => this.isUntouchedAt(root, folder, before) && this.hasOldLinks(root, `${root}/${folder}`, wanted, before),
      )
    );
  }

  private isUntouchedAt(root: string, path: string, before: Before): boolean {
    const at = `${root}/${path}`;
    const found = this.seen.get(at);
    // What is not there was not there before, if the folder that it would be in was not touched.
    if (found === undefined) {
      const above = posix.dirname(path);
      this.look(`${root}/${above}`);
      return above !== path && this.isUntouchedAt(root, above, before);
    }
    const earlier = before.recent.get(at);
    return isOlder(found, before.time) || (earlier !== undefined && isSame(found, earlier));
  }

  /** A folder may be as it was, and a link in it lead elsewhere by another link. */
  private hasOldLinks(root: string, folder: string, wanted: readonly string[], { time }: Before): boolean {
    const { links } = this.listings.get(folder)?.value ?? this.listing(folder, root) ?? { links: [] };
    return matching(links, wanted).every(({ name }) => isLinkOlder(join(folder, name), time));
  }

  private look(path: string): Stats | undefined {
    const found = statOf(path);
    this.seen.set(path, found);
    return found;
  }

  private names(root: string, folder: string, wanted: readonly string[]): string {
    const at = `${root}/${folder}`;
    const listing = this.listing(at, root);
    if (listing === undefined) return ABSENT;
    const texts = wanted.includes(ALL)
      ? [listing.plain, ...textsOf(root, at, listing.links)]
      : textsOf(root, at, matching(listing.entries, wanted));
    return `${listing.from === root ? listing.way : relativeTo(root, listing.real)} ${texts.join('|')}`;
  }

  private listing(folder: string, from: string): Listing | undefined {
    return this.known(this.listings, folder, (found) => {
      const entries = found.isDirectory() ? readdirSync(folder, { withFileTypes: true }) : [];
      const links = entries.filter((entry) => entry.isSymbolicLink());
      const others = entries.filter((entry) => !entry.isSymbolicLink());
      const real = realpathSync.native(folder);
      return { entries, links, plain: textsOf('', folder, others).join('|'), real, from, way: relativeTo(from, real) };
    });
  }

  /** What resolution may find on the way from the root of the project to that of the file system. */
  private above(root: string): string {
    const found = foldersAbove(root).flatMap((folder, depth) => [
      ...(statOf(join(folder, MODULES)) ? [`${depth} ${MODULES}`] : []),
      ...ABOVE.filter((name) => statOf(join(folder, name))).map((name) => `${depth} ${name} ${this.content(join(folder, name))}`),
    ]);
    return found.sort().join('|');
  }

  private known<T>(states: Map<string, Known<T>>, path: string, read: (found: Stats) => T): T | undefined {
    const found = this.look(path);
    if (found === undefined) return undefined;
    const before = states.get(path);
    if (before && isSame(before.found, found)) return before.value;
    const now = Date.now();
    const value = tried(() => read(found));
    // What was read may be newer.
    const after = this.look(path);
    if (value !== undefined && after && isSame(after, found) && isOlder(found, now)) states.set(path, { found, value });
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

function matching(entries: readonly Dirent[], wanted: readonly string[]): readonly Dirent[] {
  if (wanted.includes(ALL) || entries.length === 0) return entries;
  const stems = new Set(wanted.map((name) => name.toLowerCase()));
  return entries.filter(({ name }) => prefixes(name.toLowerCase()).some((prefix) => stems.has(prefix)));
}

const textsOf = (root: string, folder: string, entries: readonly Dirent[]): string[] =>
  entries.map((entry) => `${entry.name}${kindOf(root, join(folder, entry.name), entry)}`).sort();

function kindOf(root: string, path: string, entry: Dirent): string {
  if (!entry.isSymbolicLink()) return entry.isDirectory() ? '/' : '';
  const real = tried(() => realpathSync.native(path));
  return `@${real === undefined ? ABSENT : relativeTo(root, real)}${statOf(path)?.isDirectory() ? '/' : ''}`;
}

const relativeTo = (root: string, path: string): string => relative(root, path).split(sep).join('/') || '.';

const digestOf = (lines: readonly string[]): string => createHash('sha256').update(lines.join('\n')).digest('hex');
