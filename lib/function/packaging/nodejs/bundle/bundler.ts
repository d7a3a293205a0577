import type { Stats } from 'node:fs';
import { basename, dirname, posix, relative, resolve, sep } from 'node:path';
import { exportsOf } from '../bundle-exports';
import { type Bundle, BundleCache, cacheFolder, hashOfAll } from '../cache/bundle-cache';
import { EvidenceSessions } from '../cache/evidence-session';
import { FileStates } from '../cache/file-states';
import { partsOf, type Resolution } from '../cache/resolution';
import { describe } from './build-errors';
import type { BundlePlan } from './bundle-plan';
import { type BuildAnswer, esbuildThread, type Message } from './esbuild-worker';

/** A bundle, the errors of the code, or why CDK has to try. */
export type Outcome = { readonly bundle: Bundle } | { readonly errors: readonly Message[] } | { readonly reason: string };

const CACHE_LIMIT = 512 * 1024 * 1024;

/** What was read of the disk, as long as the file system says that it is unchanged. */
const states = new FileStates();
const sessions = new EvidenceSessions(states);
/** By name: the folder of the first entry, and the inputs that esbuild has read, as they were. */
const openSeries = new Map<string, { readonly outbase: string; readonly inputs: Map<string, Stats> }>();

/** The last bundle that was made. What it was made of is looked at while esbuild makes the next. */
let last: { readonly key: string; keep(): void } | undefined;
/** By folder, what was put into since it was pruned. */
const grown = new Map<string, BundleCache>();

/**
 * Takes the bundle from the cache, or makes it, and does meanwhile what is due next. Call `keepBundles` after the last.
 *
 * @internal
 */
export function bundleOf(plan: BundlePlan, meanwhile: () => void = () => undefined): Outcome {
  const folder = cacheFolder(plan.project.modules);
  const cache = folder === undefined ? undefined : new BundleCache(folder, states, CACHE_LIMIT);
  if (last?.key === plan.key) keepLast();
  const found = cache?.find(plan.root, plan.key);
  if (found) return { bundle: found };

  const touched = cache?.create();
  const known = [dirname(plan.entry), ...(touched === undefined ? [] : [touched])];
  const before = states.before(plan.root, [...new Set(known.flatMap((path) => foldersOf(nameIn(plan.root, path))))]);
  const resolution = resolutionOf(plan);
  const answer = buildInSeries(plan, () => {
    meanwhile();
    keepLast();
    const inputs = cache?.lastInputs(plan.key) ?? [];
    if (inputs.length > 0) sessions.prepare(plan.root, resolution, inputs, before);
  });
  if (answer.failure !== undefined) return { reason: `esbuild's API fails: ${answer.failure}` };
  if (answer.errors.length > 0) return { errors: answer.errors };
  const files = filesOf(plan, answer);
  if (files === undefined) return { reason: 'esbuild writes beside the bundle' };
  const warnings = plan.printsWarnings ? answer.warnings.map(describe) : [];
  const bundle = { files, hash: hashOfAll(files), warnings, exported: exportedBy(files) };
  const { inputs } = answer;
  if (cache && inputs) {
    const keep = () => {
      const certain = sessions.collect(plan.root, resolution, inputs, before);
      if (certain && cache.keep(plan.key, bundle, certain, inputs)) grown.set(cache.folder, cache);
    };
    last = { key: plan.key, keep };
  }
  return { bundle };
}

function keepLast(): void {
  const made = last;
  last = undefined;
  made?.keep();
}

/**
 * Keeps what is not yet kept, and removes what is too much.
 *
 * @internal
 */
export function keepBundles(): void {
  keepLast();
  for (const cache of grown.values()) cache.prune();
  grown.clear();
}

/**
 * The bundles of a series share what esbuild has read and parsed. That must still be so (esbuild itself looks at times
 * alone), and the first entry must not show: esbuild names index files by their way from the folder of the entry.
 */
function buildInSeries(plan: BundlePlan, meanwhile: () => void): BuildAnswer {
  const { series, entry } = plan;
  const { esbuild, esbuildVersion } = plan.project;
  const task = { esbuild, esbuildVersion, options: plan.options, entry };
  if (series === undefined) return esbuildThread.build(task, meanwhile);
  const time = Date.now();
  const { outbase, inputs } = openSeries.get(series) ?? { outbase: dirname(entry), inputs: new Map<string, Stats>() };
  let isStill = true;
  const answer = esbuildThread.build({ ...task, series: { name: series, outbase, links: dirname(plan.outputFolder) } }, () => {
    isStill = [...inputs].every(([path, before]) => states.isStill(path, before));
    meanwhile();
  });
  const paths = (answer.inputs ?? []).map((input) => resolve(plan.root, partsOf(input).path));
  const isSettled = paths.every((path) => {
    if (!inputs.has(path)) {
      const found = states.settled(path, time);
      if (found) inputs.set(path, found);
    }
    return inputs.has(path);
  });
  if (isStill && isSettled && paths.length > 0) openSeries.set(series, { outbase, inputs });
  else end(series);
  const isNamedAlike = paths.every((path) => !/[/\\]index\.\w+$/.test(path) || nameFrom(outbase, path) === nameFrom(dirname(entry), path));
  // What is wrong is told as if nothing were shared.
  return isStill && isNamedAlike && answer.errors.length === 0 ? answer : esbuildThread.build(task);
}

/** A folder: those on the way to it, with that of the root and that of its packages. */
const foldersOf = (path: string): string[] =>
  path === '.' ? ['.', 'node_modules'] : [path, ...foldersOf(path.startsWith('..') ? '.' : posix.dirname(path))];
const nameIn = (root: string, path: string): string => relative(root, path).split(sep).join('/') || '.';

const nameFrom = (folder: string, path: string): string => basename(relative(folder, dirname(path)));

function end(series: string): void {
  esbuildThread.endSeries(series);
  openSeries.delete(series);
}

function resolutionOf({ project, options }: BundlePlan): Resolution {
  const { tsconfig, tsconfigRaw, alias, inject, mainFields, sourcemap, sourcesContent, nodePaths } = options;
  return {
    tsconfig: tsconfig as string | undefined,
    tsconfigRaw: tsconfigRaw as string | undefined,
    alias: alias as Record<string, string> | undefined,
    inject: inject as string[] | undefined,
    mainFields: (mainFields ?? []) as string[],
    sourceMaps: Boolean(sourcemap),
    sources: Boolean(sourcemap) && sourcesContent !== false,
    nodePaths: nodePaths as string[],
    lockFile: project.lockFile,
  };
}

function filesOf({ outputFolder }: BundlePlan, { outputFiles = [] }: BuildAnswer): Record<string, Uint8Array> | undefined {
  const files = outputFiles.map(({ path, contents }) => [relative(outputFolder, path).split(sep).join('/'), contents] as const);
  return files.some(([path]) => path.startsWith('..')) ? undefined : Object.fromEntries(files);
}

function exportedBy(files: Readonly<Record<string, Uint8Array>>): string[] | undefined {
  const [code] = Object.entries(files).filter(([path]) => /^index\.[cm]?js$/.test(path));
  return code && exportsOf(Buffer.from(code[1]).toString('utf8'));
}
