import { statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

const PACKAGE = 'esbuild/package.json';
const PROGRAMS = ['esbuild', 'esbuild.exe'];

/**
 * Looks where CDK looks: for the package as seen from the CDK, then on the PATH.
 *
 * @internal
 */
export function isEsbuildThere(
  folder: string = dirname(require.resolve('aws-cdk-lib/package.json')),
  path: string = process.env.PATH ?? '',
): boolean {
  try {
    require.resolve(PACKAGE, { paths: [folder] });
    return true;
  } catch {
    return path.split(delimiter).some((at) => PROGRAMS.some((program) => isFile(join(at, program))));
  }
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/**
 * Whether a package manager finds esbuild from a folder: in the nearest node_modules, on the PATH, or by itself.
 *
 * @internal
 */
export function isEsbuildRunFrom(folder: string, path: string = process.env.PATH ?? ''): boolean {
  // Yarn's Plug'n'Play has no node_modules.
  if (PLUG_AND_PLAY.some((name) => isFile(join(folder, name)))) return true;
  const places = [...foldersAbove(folder).map((above) => join(above, 'node_modules', '.bin')), ...path.split(delimiter)];
  return places.some((at) => [...PROGRAMS, 'esbuild.cmd'].some((program) => isFile(join(at, program))));
}

const PLUG_AND_PLAY = ['.pnp.cjs', '.pnp.js'];

function foldersAbove(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersAbove(above)];
}
