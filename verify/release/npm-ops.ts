import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packOps } from '../../tools/pack-ops';
import { run } from '../cdk-languages/run';
import { linkProblems } from './construct-hub';
import { repositoryProblems, validatedBy } from './npm';
import { equal, filesOf, type PackageJson, required, type Step } from './step';

/** A program alone: nothing imports it, so it has neither types nor an assembly. */
export function opsProblems(packageJson: PackageJson, files: readonly string[], version: string): string[] {
  const { description, repository, homepage, bugs, license, keywords, engines, bin } = packageJson;
  return [
    ...required('ops/package.json', { description, repository, homepage, bugs, license, keywords, engines, bin }),
    ...equal('ops/package.json', 'version', packageJson.version, version),
    ...(packageJson.dependencies ? ["ops/package.json must have no 'dependencies': all of them are bundled"] : []),
    ...repositoryProblems('ops/package.json', packageJson),
    ...filesOf('the package', files, ['LICENSE', 'NOTICE', 'README.md', 'package.json', ...Object.values((bin ?? {}) as object)]),
  ];
}

export const npmOps: Step = {
  name: 'npm operations',
  tools: [],

  run({ root, folder, packageJson }) {
    const out = join(folder, 'ops');
    const filename = packOps(out);
    const tarball = join(out, filename);
    run({ cwd: out }, 'tar', '-xzf', tarball);
    const files = run({ cwd: out }, 'tar', '-tzf', tarball).trim().split('\n');
    const packed = JSON.parse(readFileSync(join(out, 'package/package.json'), 'utf8'));
    const program = Object.values<string>(packed.bin ?? {})[0] ?? '';
    const printed = run({ cwd: out }, process.execPath, join('package', program), '--version').trim();
    return {
      made: `${filename}; publint reads it, the program runs`,
      problems: [
        ...opsProblems(
          packed,
          files.map((file) => file.replace('package/', '')),
          packageJson.version,
        ),
        ...equal('the program', '--version', printed, packageJson.version),
        ...linkProblems(readFileSync(join(out, 'package/README.md'), 'utf8'), 'ops/README.md'),
        ...validatedBy('publint', root, 'run', tarball, '--strict'),
      ],
    };
  },
};
