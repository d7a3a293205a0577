import { join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';

/*
 * Bundles what was compiled into the files of the package, after `jsii`: the constructs, unminified, since finding and reading
 * sixty files costs an app more than running them; the checks and the command line, minified, with what they are made of.
 */

const ROOT = join(__dirname, '..');

const COMMON: BuildOptions = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  target: 'node20',
  // What a package has as ES modules can be bundled; its UMD can't.
  mainFields: ['module', 'main'],
  logLevel: 'warning',
};

/** Whoever imports the engine, from whichever folder, loads the one file that the package has. */
const SHARED_ENGINE: Plugin = {
  name: 'shared-engine',
  setup({ onResolve }) {
    onResolve({ filter: /\/engine$/ }, ({ kind }) => (kind === 'entry-point' ? undefined : { path: './engine', external: true }));
  },
};

/** They have no constructs in them: a package that they need would be missing, so nothing is left outside. */
const ALONE: BuildOptions = { ...COMMON, minify: true };

async function bundle(): Promise<void> {
  await build({
    ...COMMON,
    entryPoints: ['build/index.js'],
    outfile: 'build/index.js',
    allowOverwrite: true,
    external: ['aws-cdk-lib', 'constructs'],
    plugins: [SHARED_ENGINE],
  });
  await build({ ...ALONE, entryPoints: ['lib/checks/engine.ts'], outfile: 'build/engine.js' });
  await build({
    ...ALONE,
    entryPoints: ['cli/main.ts'],
    outfile: 'build/cli.js',
    banner: { js: '#!/usr/bin/env node' },
    plugins: [SHARED_ENGINE],
  });
}

bundle().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
