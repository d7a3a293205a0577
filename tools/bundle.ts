import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { loadAssemblyFromPath, type Type, TypeKind } from '@jsii/spec';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { withInferredNames } from './inferred-names';
import { lazyIndex } from './lazy-index';
import { type Marks, packagedSource } from './packaged-source';
import { withStatementLines } from './statement-lines';

/*
 * Bundles lib/ and cli/ into the files of the package, after `jsii`: the constructs in one file, since finding and reading each of
 * its sources costs an app more than running them; the checks and the command line with what they are made of.
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

/** Whoever imports the engine or the report, from whichever folder, loads the one file that the package has. */
const SHARED_ENGINE: Plugin = {
  name: 'shared-engine',
  setup({ onResolve }) {
    onResolve({ filter: /\/evidence-report$/ }, ({ kind }) => (kind === 'entry-point' ? undefined : { path: './report', external: true }));
    onResolve({ filter: /\/engine$/ }, ({ kind }) => (kind === 'entry-point' ? undefined : { path: './engine', external: true }));
  },
};

/** The classes of the assembly by the source that they are in, each with what `jsii` writes into it. */
function marksOf(types: readonly Type[]): Map<string, Marks> {
  const { version } = loadAssemblyFromPath(ROOT);
  const bySource = new Map<string, Map<string, { fqn: string; version: string }>>();
  for (const { kind, fqn, name, symbolId } of types) {
    if (kind !== TypeKind.Class) continue;
    const source = `${symbolId?.split(':')[0]}.ts`;
    bySource.set(source, (bySource.get(source) ?? new Map()).set(name, { fqn, version }));
  }
  return bySource;
}

const sources = (marks: ReadonlyMap<string, Marks>): Plugin => ({
  name: 'sources',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]lib[\\/].*\.ts$/ }, ({ path }) => {
      const source = relative(ROOT, path).split(sep).join('/');
      const contents = packagedSource(readFileSync(path, 'utf8'), marks.get(source) ?? new Map(), source.startsWith('lib/checks/rules/'));
      return { contents, loader: 'ts' };
    });
  },
});

/** Holds that no mark which `jsii` wrote into what it compiled is missing in the bundle. */
function checkMarks(code: string): void {
  const marks = (text: string): string[] => [...text.matchAll(/fqn"?:\s*"([\w.-]+)"/g)].map(([, fqn]) => fqn);
  const compiled = readdirSync(join(ROOT, 'build'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
  const expected = compiled.flatMap((file) => marks(readFileSync(join(ROOT, 'build', file), 'utf8')));
  // A text may be continued in the next line.
  const present = new Set(marks(code.replaceAll('\\\n', '')));
  const missing = expected.filter((fqn) => !present.has(fqn));
  if (expected.length === 0 || missing.length > 0)
    throw new Error(`the bundle must have the marks of jsii, got none of ${missing.join(', ')}`);
}

/** They have no constructs in them: a package that they need would be missing, so nothing is left outside. */
const ALONE: BuildOptions = { ...COMMON, minify: true };

/** What the first line of the file says holds for all in it: esbuild repeats it in each module. */
const strictOnce = (code: string): string => `"use strict";${code.replace(/"use strict";?/g, '')}`;

async function bundle(): Promise<void> {
  const types = Object.values(loadAssemblyFromPath(ROOT).types ?? {});
  const asPackaged = sources(marksOf(types));
  const { outputFiles } = await build({
    ...COMMON,
    stdin: { contents: lazyIndex(types), resolveDir: join(ROOT, 'lib') },
    outfile: 'build/index.js',
    write: false,
    // Functions and classes tell their names, and each statement has its line, so that a stack trace can be read.
    minify: true,
    keepNames: true,
    lineLimit: 950,
    external: ['aws-cdk-lib', 'constructs'],
    plugins: [SHARED_ENGINE, asPackaged],
  });
  const [index] = outputFiles ?? [];
  checkMarks(index.text);
  await build({ ...ALONE, entryPoints: ['lib/checks/engine.ts'], outfile: 'build/engine.js', plugins: [asPackaged] });
  await build({ ...ALONE, entryPoints: ['lib/evidence/evidence-report.ts'], outfile: 'build/report.js', plugins: [asPackaged] });
  await build({
    ...ALONE,
    entryPoints: ['cli/main.ts'],
    outfile: 'build/cli.js',
    banner: { js: '#!/usr/bin/env node' },
    plugins: [SHARED_ENGINE, asPackaged],
  });
  writeFileSync(index.path, withStatementLines(withInferredNames(strictOnce(index.text))));
}

bundle().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
