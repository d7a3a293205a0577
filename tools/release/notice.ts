import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../languages/run';

/*
 * Writes NOTICE: the licenses of what esbuild puts into the files of the package. They require that their text goes with each copy, and
 * minified files have no comments.
 */
const ROOT = join(__dirname, '../..');

const HEAD = `cdk-hardened-lambda
Copyright the maintainers of cdk-hardened-lambda

Licensed under the Apache License, Version 2.0, see LICENSE.
`;

/** The names of packages that are in files of a bundle. */
export const packagesOf = (files: readonly string[]): string[] =>
  [...new Set(files.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(file)?.[1] ?? []))].sort();

export function notice(packages: readonly string[], root = ROOT): string {
  return [HEAD, ...packages.map((name) => section(name, join(root, 'node_modules', name)))].join('\n');
}

function section(name: string, folder: string): string {
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`'${name}' must have a file with its license, got none; do not bundle it`);
  return `
---------------------------------------------------------------------------
The command line contains ${name} ${version} (${license}):

${readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim()}
`;
}

/** What the tasks of the project bundle, asked of esbuild itself. */
export function bundledPackages(root = ROOT): string[] {
  const { tasks } = JSON.parse(readFileSync(join(root, '.projen/tasks.json'), 'utf8'));
  const commands = (tasks.compile.steps as { exec?: string }[]).flatMap(({ exec }) => (exec?.startsWith('esbuild ') ? exec : []));
  const folder = mkdtempSync(join(tmpdir(), 'notice-'));
  try {
    return packagesOf(commands.flatMap((command) => inputsOf(command, root, folder)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function inputsOf(command: string, root: string, folder: string): string[] {
  const entry = command.split(' ')[1];
  // What jsii compiled is bundled in place: its sources are asked, which are there without a compilation.
  const source = entry === 'build/index.js' ? command.replace(entry, 'lib/index.ts') : command;
  const meta = join(folder, 'meta.json');
  const elsewhere = source.replace(/--outfile=(\S+)/, `--outfile=${join(folder, 'bundle.js')} --metafile=${meta}`);
  run({ cwd: root, env: { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}` } }, 'sh', '-c', elsewhere);
  return Object.keys(JSON.parse(readFileSync(meta, 'utf8')).inputs);
}

/** Whether NOTICE is what would be written. */
export function isStale(root = ROOT): boolean {
  const file = join(root, 'NOTICE');
  return !existsSync(file) || readFileSync(file, 'utf8') !== notice(bundledPackages(root), root);
}

if (require.main === module) writeFileSync(join(ROOT, 'NOTICE'), notice(bundledPackages()));
