import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { basename, delimiter, isAbsolute, join, relative, resolve } from 'node:path';
import { Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { type BundleRequest, esbuildArgs } from './esbuild-args';
import { optionsOf } from './esbuild-options';
import type { Project } from './project';

/** A bundle before it is made: all that esbuild is told. */
export interface BundlePlan {
  readonly project: Project;
  /** The root of the project as esbuild sees it, without links. */
  readonly root: string;
  /** Absolute. */
  readonly entry: string;
  /** The folder that esbuild is told to write to; paths in source maps start there. */
  readonly outputFolder: string;
  /** Of esbuild's API, without the entry. */
  readonly options: Record<string, unknown>;
  /** As on esbuild's command line. */
  readonly printsWarnings: boolean;
  /** The same for two plans that are told the same; says nothing of what files hold. */
  readonly key: string;
  /** The same for plans that differ in their entry alone; undefined where the path of the entry decides more than its content. */
  readonly series?: string;
}

/** CDK's folder is named by a hash, and as deep. */
const OUTPUT_FOLDER = 'bundling-temp';

/**
 * What esbuild is told to make the bundle; where that can't be told by its API, why not.
 *
 * @internal
 */
export function planBundle(scope: IConstruct, request: BundleRequest, project: Project): BundlePlan | string {
  const { root, esbuildVersion } = project;
  const outputFolder = join(Stage.of(scope)?.assetOutdir ?? root, OUTPUT_FOLDER);
  const tsconfig = request.bundling.tsconfig && resolve(request.bundling.tsconfig);
  const argsWith = (config: string | undefined, folder: string) =>
    esbuildArgs(scope, { ...request, bundling: { ...request.bundling, tsconfig: config } }, folder);
  const read = optionsOf(argsWith(tsconfig, outputFolder));
  if (typeof read === 'string') return `'esbuildArgs' holds ${read}`;

  const realRoot = realpathSync.native(root);
  const nodePaths = (process.env.NODE_PATH ?? '').split(delimiter).filter(Boolean);
  const options = { ...read, bundle: true, write: false, metafile: true, absWorkingDir: root, nodePaths, logLevel: 'silent' };
  // A copy of the project elsewhere has the same key.
  const setup = [
    esbuildVersion,
    process.platform,
    request.architecture.name,
    argsWith(tsconfig && relative(root, tsconfig), ''),
    nodePaths.map((path) => (isAbsolute(path) ? relative(realRoot, path) : path)),
    relative(outputFolder, realRoot),
  ];
  // Names in the bundle are taken from the file, but from its folder where the file is an index.
  const isIndex = basename(request.entry).startsWith('index.');
  const paths = ['assetNames', 'chunkNames', 'entryNames', 'preserveSymlinks'];
  return {
    project,
    root: realRoot,
    entry: request.entry,
    outputFolder,
    options,
    printsWarnings: read.logLevel !== 'error' && read.logLevel !== 'silent',
    key: hashOf([...setup, relative(root, request.entry)]),
    series: paths.some((name) => name in read) || isIndex ? undefined : hashOf([...setup, root, outputFolder, project.esbuild, tsconfig]),
  };
}

const hashOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');
