import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, posix, resolve, sep } from 'node:path';
import { digestOf, type Evidence, type FileStates, timeNow } from './file-states';

/** What bundling made, file by file. */
export interface Bundle {
  /** By path in the folder, with slashes. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** The same for bundles with the same files. */
  readonly hash: string;
  /** What esbuild warns of, ready to be printed. */
  readonly warnings: readonly string[];
  /** The names that it exports, where these are known. */
  readonly exported?: readonly string[];
}

interface Entry {
  readonly evidence: Evidence;
  /** Of all that the evidence names, when the bundle was made. */
  readonly digest: string;
  /** The hash of each file. */
  readonly files: Record<string, string>;
  readonly warnings: readonly string[];
  readonly exported?: readonly string[];
}

/** How things were before a bundle was made. */
export interface Before {
  readonly states: ReadonlySet<string>;
  readonly time: bigint;
}

const NOTHING: Evidence = { files: [], names: {} };

/** Raise it where what is kept, or what is watched, changes. */
const FORMAT = 'v1';
const ENTRY = 'entry.json';
/** As when branches change to and fro. */
const ENTRIES_PER_KEY = 4;
const HOUR_MS = 3_600_000;

/**
 * Bundles that were made before, each with what it was made of. An entry is never changed: it is written beside the others
 * and moved to its place, so that synths in parallel don't see a part of one.
 *
 * @internal
 */
export class BundleCache {
  constructor(
    private readonly folder: string,
    private readonly states: FileStates,
    private readonly limit: number,
  ) {}

  /** The bundle, if nothing that it was made of has changed since. */
  public find(root: string, key: string): Bundle | undefined {
    for (const at of this.entriesOf(key)) {
      const entry = entryAt(at);
      if (entry === undefined || this.states.digest(root, entry.evidence) !== entry.digest) continue;
      const bundle = bundleAt(at, entry);
      if (bundle === undefined) continue;
      touch(at);
      return bundle;
    }
    return undefined;
  }

  /** How all is that a bundle may be made of, as far as that is known before: the entry, and what was looked at earlier. */
  public before(root: string, key: string, entry: string): Before {
    const earlier = [NOTHING, ...this.entriesOf(key).flatMap((at) => entryAt(at)?.evidence ?? [])];
    const lines = earlier.flatMap((evidence) => this.states.lines(root, evidence));
    const listed = [...foldersOf(entry), ...earlier.flatMap(({ names }) => Object.keys(names))].map((folder) =>
      this.states.listed(root, folder),
    );
    return { states: new Set([...lines, ...listed]), time: timeNow() };
  }

  /**
   * Keeps a bundle, unless something may have changed while it was made: all that its evidence names must be in the same
   * state as before, or not have been touched since.
   */
  public keep(root: string, key: string, bundle: Bundle, evidence: Evidence, before: Before): boolean {
    const lines = this.states.lines(root, evidence);
    const paths = [...evidence.files, ...Object.keys(evidence.names)];
    const isSame = (line: string) => before.states.has(line);
    const isQuiet = (path: string) => this.states.isQuiet(join(root, path), before.time);
    const isListedAlike = (path: string, isFile: boolean) => isSame(this.states.listed(root, isFile ? posix.dirname(path) : path));
    const isCertain = paths.every((path, index) => {
      const isFile = index < evidence.files.length;
      if (isSame(lines[index + 1]) || isQuiet(path)) return true;
      const isThere = existsSync(join(root, path));
      if (isFile && isThere) return false;
      return isListedAlike(path, isFile) || (!isThere && isQuiet(posix.dirname(path)));
    });
    if (!isSame(lines[0]) || !isCertain) return false;
    const { files, warnings, exported } = bundle;
    const entry: Entry = { evidence, digest: digestOf(lines), files: hashesOf(files), warnings, exported };
    return tried(() => this.write(key, entry, bundle)) ?? false;
  }

  private write(key: string, entry: Entry, bundle: Bundle): boolean {
    const text = JSON.stringify(entry);
    const parent = join(this.folder, FORMAT, key);
    const draft = join(this.folder, FORMAT, `draft-${process.pid}-${timeNow()}-${Math.random().toString(36).slice(2)}`);
    mkdirSync(draft, { recursive: true });
    try {
      for (const [path, content] of Object.entries(bundle.files)) {
        mkdirSync(dirname(join(draft, 'files', path)), { recursive: true });
        writeFileSync(join(draft, 'files', path), content);
      }
      writeFileSync(join(draft, ENTRY), text);
      mkdirSync(parent, { recursive: true });
      const at = join(parent, hashOf(text).slice(0, 32));
      // One that was damaged is in the way.
      if (statSync(at, { throwIfNoEntry: false })) rmSync(at, { recursive: true, force: true });
      renameSync(draft, at);
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
    for (const old of this.entriesOf(key).slice(ENTRIES_PER_KEY)) rmSync(old, { recursive: true, force: true });
    this.prune();
    return true;
  }

  /** The entries of a key, the last used first. */
  private entriesOf(key: string): string[] {
    return foldersIn(join(this.folder, FORMAT, key)).sort((one, other) => usedAt(other) - usedAt(one));
  }

  private prune(): void {
    const keys = foldersIn(join(this.folder, FORMAT));
    const entries = keys.flatMap((folder) => (isDraft(folder) ? [folder] : foldersIn(folder)));
    const sized = entries.map((at) => ({ at, used: usedAt(at), size: sizeOf(at) })).sort((one, other) => other.used - one.used);
    let total = 0;
    for (const { at, used, size } of sized) {
      total += size;
      const isLeftOver = isDraft(at) && used < Date.now() - HOUR_MS;
      if (isLeftOver || (total > this.limit && !isDraft(at))) tried(() => rmSync(at, { recursive: true, force: true }));
    }
  }
}

const hashOf = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');
/** A path below the root: the folders on the way, with that of the root. */
const foldersOf = (path: string): string[] =>
  path === '.' || path.startsWith('..') ? ['.'] : [posix.dirname(path), ...foldersOf(posix.dirname(path))];

/** @internal */
export const hashesOf = (files: Readonly<Record<string, Uint8Array>>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([path, content]) => [path, hashOf(content)]));

/** @internal */
export const hashOfAll = (files: Readonly<Record<string, Uint8Array>>): string => hashOf(JSON.stringify(hashesOf(files)));

const isDraft = (folder: string): boolean => /[/\\]draft-[^/\\]+$/.test(folder);
const usedAt = (folder: string): number => tried(() => statSync(folder).mtimeMs) ?? 0;

function foldersIn(folder: string): string[] {
  const entries = tried(() => readdirSync(folder, { withFileTypes: true })) ?? [];
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
}

function sizeOf(folder: string): number {
  const entries = tried(() => readdirSync(folder, { recursive: true, withFileTypes: true })) ?? [];
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map((entry) => tried(() => statSync(join(entry.parentPath ?? entry.path, entry.name)).size) ?? 0);
  return sizes.reduce((sum, size) => sum + size, 0);
}

function entryAt(folder: string): Entry | undefined {
  const entry = tried(() => JSON.parse(readFileSync(join(folder, ENTRY), 'utf8')));
  return entry?.evidence && entry.digest && entry.files ? entry : undefined;
}

/** Undefined where a file is missing or damaged. */
function bundleAt(folder: string, { files, warnings, exported }: Entry): Bundle | undefined {
  const found: Record<string, Uint8Array> = {};
  for (const [path, hash] of Object.entries(files)) {
    const content = tried(() => readFileSync(join(folder, 'files', path)));
    if (content === undefined || hashOf(content) !== hash) return undefined;
    found[path] = content;
  }
  return { files: found, hash: hashOf(JSON.stringify(files)), warnings, exported };
}

/** The one used longest ago is removed first. */
function touch(folder: string): void {
  const now = new Date();
  if (usedAt(folder) < now.getTime() - HOUR_MS) tried(() => utimesSync(folder, now, now));
}

function tried<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

const VARIABLE = 'CDK_HARDENED_LAMBDA_BUNDLE_CACHE';

/**
 * Where bundles are kept; undefined where that was turned off.
 *
 * @internal
 */
export function cacheFolder(modules: string): string | undefined {
  const given = process.env[VARIABLE];
  if (given === undefined || given === '') return join(modules, '.cache', 'cdk-hardened-lambda', 'bundles');
  if (given === 'off') return undefined;
  return isAbsolute(given) ? given : resolve(given.split('/').join(sep));
}
