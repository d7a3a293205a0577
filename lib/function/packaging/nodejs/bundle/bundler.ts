import { basename, dirname, relative, resolve, sep } from 'node:path';
import { exportsOf } from '../bundle-exports';
import { type Bundle, BundleCache, cacheFolder, hashOfAll } from '../cache/bundle-cache';
import { EvidenceCollector, type Metafile } from '../cache/evidence';
import { FileStates, timeNow } from '../cache/file-states';
import { describe } from './build-errors';
import type { BundlePlan } from './bundle-plan';
import { type BuildAnswer, esbuildThread, type Message } from './esbuild-worker';

/** A bundle, the errors of the code, or why CDK has to try. */
export type Outcome = { readonly bundle: Bundle } | { readonly errors: readonly Message[] } | { readonly reason: string };

const CACHE_LIMIT = 512 * 1024 * 1024;

/** What was read of the disk, as long as the file system says that it is unchanged. */
const states = new FileStates();
/** By name: the folder of the first entry, and the inputs that esbuild has read, as they were. */
const openSeries = new Map<string, { readonly outbase: string; readonly inputs: ReadonlyMap<string, string | undefined> }>();

/**
 * Takes the bundle from the cache, or makes it.
 *
 * @internal
 */
export function bundleOf(plan: BundlePlan): Outcome {
  const folder = cacheFolder(plan.project.modules);
  const cache = folder === undefined ? undefined : new BundleCache(folder, states, CACHE_LIMIT);
  const found = cache?.find(plan.root, plan.key);
  if (found) return { bundle: found };

  const time = timeNow();
  const before = cache?.before(plan.root, plan.key, relative(plan.root, plan.entry).split(sep).join('/'));
  const answer = buildInSeries(plan, time);
  if (answer.failure !== undefined) return { reason: `esbuild's API fails: ${answer.failure}` };
  if (answer.errors.length > 0) return { errors: answer.errors };
  const files = filesOf(plan, answer);
  if (files === undefined) return { reason: 'esbuild writes beside the bundle' };
  const warnings = plan.printsWarnings ? answer.warnings.map(describe) : [];
  const bundle = { files, hash: hashOfAll(files), warnings, exported: exportedBy(files) };
  const evidence = cache && collectorOf(plan).collect(answer.metafile as Metafile);
  if (cache && before && evidence) cache.keep(plan.root, plan.key, bundle, evidence, before);
  return { bundle };
}

/**
 * The bundles of a series share what esbuild has read and parsed. That must still be so (esbuild itself looks at times
 * alone), and the first entry must not show: esbuild names index files by their way from the folder of the entry.
 */
function buildInSeries(plan: BundlePlan, time: bigint): BuildAnswer {
  const { series, entry } = plan;
  const task = { esbuild: plan.project.esbuild, options: plan.options, entry };
  if (series === undefined) return esbuildThread.build(task);
  const open = openSeries.get(series);
  if (open && [...open.inputs].some(([path, identity]) => states.identity(path, time) !== identity)) end(series);
  const { outbase, inputs } = openSeries.get(series) ?? { outbase: dirname(entry), inputs: new Map<string, string | undefined>() };
  const answer = esbuildThread.build({ ...task, series: { name: series, outbase } });
  const paths = Object.keys(answer.metafile?.inputs ?? {}).map((path) => resolve(plan.root, path));
  const identities = paths.map((path) => [path, states.identity(path, time)] as const);
  const isCertain = identities.length > 0 && identities.every(([, identity]) => identity !== undefined);
  if (isCertain) openSeries.set(series, { outbase, inputs: new Map([...inputs, ...identities]) });
  else end(series);
  const isNamedAlike = paths.every((path) => !/[/\\]index\.\w+$/.test(path) || nameFrom(outbase, path) === nameFrom(dirname(entry), path));
  // What is wrong is told as if nothing were shared.
  return isNamedAlike && answer.errors.length === 0 ? answer : esbuildThread.build(task);
}

const nameFrom = (folder: string, path: string): string => basename(relative(folder, dirname(path)));

function end(series: string): void {
  esbuildThread.endSeries(series);
  openSeries.delete(series);
}

function collectorOf({ root, project, options }: BundlePlan): EvidenceCollector {
  const { tsconfig, alias, inject, mainFields, sourcemap, sourcesContent, nodePaths } = options;
  return new EvidenceCollector(root, {
    tsconfig: tsconfig as string | undefined,
    alias: alias as Record<string, string> | undefined,
    inject: inject as string[] | undefined,
    mainFields: (mainFields ?? []) as string[],
    sourceMaps: Boolean(sourcemap),
    sources: Boolean(sourcemap) && sourcesContent !== false,
    nodePaths: nodePaths as string[],
    lockFile: project.lockFile,
  });
}

function filesOf({ outputFolder }: BundlePlan, { outputFiles = [] }: BuildAnswer): Record<string, Uint8Array> | undefined {
  const files = outputFiles.map(({ path, contents }) => [relative(outputFolder, path).split(sep).join('/'), contents] as const);
  return files.some(([path]) => path.startsWith('..')) ? undefined : Object.fromEntries(files);
}

function exportedBy(files: Readonly<Record<string, Uint8Array>>): string[] | undefined {
  const [code] = Object.entries(files).filter(([path]) => /^index\.[cm]?js$/.test(path));
  return code && exportsOf(Buffer.from(code[1]).toString('utf8'));
}
