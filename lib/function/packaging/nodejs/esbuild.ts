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
