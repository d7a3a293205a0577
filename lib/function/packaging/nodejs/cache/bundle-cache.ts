import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve, sep } from 'node:path';
import type { CertainEvidence } from './evidence-session';
import type { FileStates } from './file-states';
import type { Input } from './resolution';

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

interface Entry extends CertainEvidence {
  /** The hash of each file. */
  readonly files: Record<string, string>;
  readonly warnings: readonly string[];
  readonly exported?: readonly string[];
}

/** Raise it where what is kept, or what is watched, changes. */
const FORMAT = 'v4';
const ENTRY = 'entry.json';
/** Read only where a bundle is made anew. */
const INPUTS = 'inputs.json';
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
    public readonly folder: string,
    private readonly states: FileStates,
    private readonly limit: number,
  ) {}

  /** The bundle, if nothing that it was made of has changed since. */
  public find(root: string, key: string): Bundle | undefined {
    for (const at of this.entriesOf(key)) {
      const entry = entryAt(at);
      if (entry === undefined || !tried(() => this.isCurrent(root, entry))) continue;
      const bundle = bundleAt(at, entry);
      if (bundle === undefined) continue;
      touch(at);
      return bundle;
    }
    return undefined;
  }

  /** Makes the folder, unless it is there, before anything is looked at; the one above it that changes by that. */
  public create(): string | undefined {
    const made = tried(() => mkdirSync(join(this.folder, FORMAT), { recursive: true }));
    return made === undefined ? undefined : tried(() => realpathSync.native(dirname(made)));
  }

  /** The files that the bundle was made of which was used last. */
  public lastInputs(key: string): readonly Input[] {
    const [last] = this.entriesOf(key);
    const inputs = last && tried(() => JSON.parse(readFileSync(join(last, INPUTS), 'utf8')));
    return Array.isArray(inputs) && inputs.every((input) => typeof input === 'string') ? inputs : [];
  }

  /** Keeps a bundle with what it was made of. */
  public keep(key: string, bundle: Bundle, certain: CertainEvidence, inputs: readonly Input[]): boolean {
    const { files, warnings, exported } = bundle;
    const entry: Entry = { ...certain, files: hashesOf(files), warnings, exported };
    return tried(() => this.write(key, entry, bundle, inputs)) ?? false;
  }

  /** Removes what was used longest ago where there is too much. */
  public prune(): void {
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

  /** Most that changed is in the sources. */
  private isCurrent(root: string, { evidence, digest, sources }: Entry): boolean {
    return this.states.sources(root, evidence) === sources && this.states.digest(root, evidence) === digest;
  }

  private write(key: string, entry: Entry, bundle: Bundle, inputs: readonly Input[]): boolean {
    const text = JSON.stringify(entry);
    const parent = join(this.folder, FORMAT, key);
    const draft = join(this.folder, FORMAT, `draft-${process.pid}-${randomUUID()}`);
    mkdirSync(draft, { recursive: true });
    try {
      for (const [path, content] of Object.entries(bundle.files)) {
        mkdirSync(dirname(join(draft, 'files', path)), { recursive: true });
        writeFileSync(join(draft, 'files', path), content);
      }
      writeFileSync(join(draft, INPUTS), JSON.stringify(inputs));
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
    return true;
  }

  /** The entries of a key, the last used first. */
  private entriesOf(key: string): string[] {
    return foldersIn(join(this.folder, FORMAT, key)).sort((one, other) => usedAt(other) - usedAt(one));
  }
}

const hashOf = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');
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
  return entry?.evidence && entry.digest && entry.sources && entry.files ? entry : undefined;
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
