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
This package contains ${name} ${version} (${license}):

${readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim()}
`;
}

/** An esbuild command of the project, the folder of the package that its output is in, and the command with another output. */
export interface BundleCommand {
  readonly packageFolder: string;
  readonly into: (folder: string) => string;
}

export function bundleCommand(command: string): BundleCommand {
  const [option, kind, output] = /--(outfile|outdir)=(\S+)/.exec(command) ?? [];
  if (option === undefined) throw new Error(`an esbuild command must have '--outfile' or '--outdir', got '${command}'`);
  // What jsii compiled is bundled in place: its sources are asked, which are there without a compilation.
  const fromSources = command.replace('esbuild build/index.js ', 'esbuild lib/index.ts ');
  return {
    packageFolder: /^(.+)\/build(\/|$)/.exec(output)?.[1] ?? '.',
    into: (folder) => fromSources.replace(option, `--${kind}=${join(folder, kind === 'outdir' ? 'out' : 'out.js')}`),
  };
}

/** What the tasks of the project bundle, by the folder of the package, asked of esbuild itself. */
export function bundledPackages(root = ROOT): Record<string, string[]> {
  const { tasks } = JSON.parse(readFileSync(join(root, '.projen/tasks.json'), 'utf8'));
  const commands = (tasks.compile.steps as { exec?: string }[]).flatMap(({ exec }) => (exec?.startsWith('esbuild ') ? exec : []));
  const inputs: Record<string, string[]> = {};
  for (const { packageFolder, into } of commands.map(bundleCommand)) {
    inputs[packageFolder] = [...(inputs[packageFolder] ?? []), ...inputsOf(into, root)];
  }
  return Object.fromEntries(Object.entries(inputs).map(([folder, files]) => [folder, packagesOf(files)]));
}

function inputsOf(into: BundleCommand['into'], root: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'notice-'));
  try {
    const meta = join(folder, 'meta.json');
    const env = { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}` };
    run({ cwd: root, env }, 'sh', '-c', `${into(folder)} --metafile=${meta}`);
    return Object.keys(JSON.parse(readFileSync(meta, 'utf8')).inputs);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Each NOTICE by its path in the repository, as it has to be. */
export const notices = (root = ROOT): Record<string, string> =>
  Object.fromEntries(Object.entries(bundledPackages(root)).map(([folder, packages]) => [join(folder, 'NOTICE'), notice(packages, root)]));

/** Each NOTICE that is not what would be written. */
export function staleNotices(root = ROOT): string[] {
  const isUpToDate = (file: string, text: string) => existsSync(join(root, file)) && readFileSync(join(root, file), 'utf8') === text;
  return Object.entries(notices(root)).flatMap(([file, text]) => (isUpToDate(file, text) ? [] : file));
}

if (require.main === module) {
  for (const [file, text] of Object.entries(notices())) writeFileSync(join(ROOT, file), text);
}
