import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** What bundles are made in: where esbuild runs, and which. */
export interface Project {
  /** Absolute, as CDK passes it to esbuild. */
  readonly root: string;
  /** Absolute. */
  readonly lockFile: string;
  /** The folder of the package that the project's `.bin/esbuild` is of. */
  readonly esbuild: string;
  readonly esbuildVersion: string;
  /** The node_modules folder that holds it. */
  readonly modules: string;
}

const LOCK_FILES = ['pnpm-lock.yaml', 'yarn.lock', 'bun.lockb', 'bun.lock', 'package-lock.json'];
const PROGRAMS = process.platform === 'win32' ? ['esbuild.cmd', 'esbuild'] : ['esbuild'];

/**
 * The project as CDK finds it, with the esbuild that its package manager would run there; or why it is left to CDK.
 *
 * @internal
 */
export function findProject(
  given: { readonly depsLockFilePath?: string; readonly projectRoot?: string },
  cdkFolder: string = dirname(require.resolve('aws-cdk-lib/package.json')),
): Project | string {
  const lockFile = given.depsLockFilePath === undefined ? lockFileAbove(process.cwd()) : resolve(given.depsLockFilePath);
  if (lockFile === undefined || !statSync(lockFile, { throwIfNoEntry: false })?.isFile()) return 'no single lock file is found';
  const root = resolve(given.projectRoot ?? dirname(lockFile));
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) return `'projectRoot' is no folder`;
  if (process.env.ESBUILD_BINARY_PATH) return 'ESBUILD_BINARY_PATH is set';
  const found = esbuildAbove(root);
  if (found === undefined || !isSeenFrom(cdkFolder)) return `no esbuild is installed in the project`;
  const { version } = JSON.parse(readFileSync(join(found, 'package.json'), 'utf8'));
  if (typeof version !== 'string' || !version.startsWith('0.')) return `esbuild ${version} is installed`;
  return { root, lockFile, esbuild: found, esbuildVersion: version, modules: dirname(found) };
}

/**
 * Where CDK runs esbuild: the root that was given, or the folder of the lock file. Undefined where neither is found.
 *
 * @internal
 */
export function projectRootOf(given: { readonly depsLockFilePath?: string; readonly projectRoot?: string }): string | undefined {
  const lockFile = given.depsLockFilePath === undefined ? lockFileAbove(process.cwd()) : resolve(given.depsLockFilePath);
  const root = given.projectRoot ?? (lockFile === undefined ? undefined : dirname(lockFile));
  return root === undefined ? undefined : resolve(root);
}

function lockFileAbove(folder: string): string | undefined {
  const found = LOCK_FILES.map((name) => join(folder, name)).filter((path) => existsSync(path));
  if (found.length > 0) return found.length === 1 ? found[0] : undefined;
  return dirname(folder) === folder ? undefined : lockFileAbove(dirname(folder));
}

/** Where npx, pnpm exec and yarn run look: the nearest `.bin`. Undefined where that is not esbuild's own program. */
function esbuildAbove(folder: string): string | undefined {
  const modules = join(folder, 'node_modules');
  const program = PROGRAMS.map((name) => join(modules, '.bin', name)).find((path) => existsSync(path));
  if (program === undefined) return dirname(folder) === folder ? undefined : esbuildAbove(dirname(folder));
  const at = join(modules, 'esbuild');
  if (!existsSync(join(at, 'package.json'))) return undefined;
  const [real, target] = [realpathSync(at), realpathSync(program)];
  // A link of npm's leads into the package; pnpm and Windows have a script beside it.
  const isOwn = target === realpathSync(dirname(program)) + sep + program.slice(dirname(program).length + 1) || isBelow(real, target);
  return isOwn ? at : undefined;
}

/** CDK asks for esbuild from where it is installed itself. */
function isSeenFrom(folder: string): boolean {
  try {
    require.resolve('esbuild/package.json', { paths: [folder] });
    return true;
  } catch {
    return false;
  }
}

/** @internal */
export function isBelow(folder: string, path: string): boolean {
  const relativePath = relative(folder, path);
  return (
    relativePath !== '' &&
    relativePath !== '..' &&
    !relativePath.startsWith(`..${sep}`) &&
    resolve(folder, relativePath) === path &&
    !/^[a-z]:/i.test(relativePath)
  );
}
