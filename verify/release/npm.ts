import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../cdk-languages/run';
import { equal, filesOf, type PackageJson, required, type Step } from './step';

/** What npm shows or resolves; npm itself requires a name and a version only. */
export function npmProblems(packageJson: PackageJson, files: readonly string[]): string[] {
  const { description, repository, homepage, bugs, license, keywords, main, types, engines, stability } = packageJson;
  return [
    ...required('package.json', { description, repository, homepage, bugs, license, keywords, main, types, engines, stability }),
    ...repositoryProblems('package.json', packageJson),
    ...filesOf('the package', files, [String(main), String(types), 'LICENSE', 'NOTICE', 'README.md', '.jsii', '.jsii.gz', 'package.json']),
    ...files
      .filter((file) => !/^(build\/.+\.(js|d\.ts)|LICENSE|NOTICE|README\.md|package\.json|\.jsii(\.gz)?)$/.test(file))
      .map((file) => `the package must contain nothing but what was compiled and documents, got ${file}; ignore it in .projenrc.ts`),
  ];
}

/** What a public package with a statement of its provenance needs. */
export function repositoryProblems(owner: string, packageJson: PackageJson): string[] {
  const { url = '' } = (packageJson.repository ?? {}) as { url?: string };
  const { access } = (packageJson.publishConfig ?? {}) as { access?: string };
  return [
    ...equal(owner, 'publishConfig.access', access, 'public'),
    ...(packageJson.private ? [`${owner} must not be 'private': npm refuses to publish it`] : []),
    // Provenance names the repository that built the package, and npm refuses it where both differ.
    ...(/^(git\+)?https:\/\/github\.com\/[\w-]+\/[\w-]+(\.git)?$/.test(url)
      ? []
      : [`${owner} must have the HTTPS address of its repository, got ${url}`]),
  ];
}

export const npm: Step = {
  name: 'npm',
  tools: [],

  run({ root, folder, packageJson }) {
    const out = join(folder, 'js');
    mkdirSync(out, { recursive: true });
    const listed = JSON.parse(run({ cwd: root }, 'npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', out));
    const [{ filename, files }] = Object.values<{ filename: string; files: { path: string }[] }>(listed);
    const tarball = join(out, filename);
    run({ cwd: out }, 'tar', '-xzf', tarball);
    const packed = JSON.parse(readFileSync(join(out, 'package', 'package.json'), 'utf8'));
    return {
      made: `${filename}; publint and attw read it`,
      problems: [
        ...npmProblems(
          packed,
          files.map(({ path }) => path),
        ),
        ...equal('the package', 'version', packed.version, packageJson.version),
        ...validatedBy('publint', root, 'run', tarball, '--strict'),
        ...validatedBy('attw', root, tarball, '--no-color', '--no-emoji'),
      ],
    };
  },
};

/** What a linter prints where it fails. */
export function validatedBy(linter: string, root: string, ...args: string[]): string[] {
  const { status, stdout, stderr, error } = spawnSync(join(root, 'node_modules/.bin', linter), args, { cwd: root, encoding: 'utf8' });
  return status === 0 ? [] : [`${linter}: ${error?.message ?? `${stdout}${stderr}`.trim()}`];
}
