import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { go as language } from '../cdk-languages/go';
import { run } from '../cdk-languages/run';
import { equal, filesOf, type PackageJson, type Step } from './step';

/** What `go mod edit -json` prints. */
export interface GoModule {
  readonly Module: { readonly Path: string };
  readonly Require?: readonly { readonly Path: string; readonly Version: string }[];
  readonly Replace?: readonly unknown[] | null;
}

const REQUIRED = ['github.com/aws/jsii-runtime-go', 'github.com/aws/aws-cdk-go/awscdk/v2', 'github.com/aws/constructs-go/constructs/v10'];

export function goProblems(module: GoModule, files: readonly string[], packageJson: PackageJson): string[] {
  const { moduleName } = (packageJson.jsii as { targets: { go: { moduleName: string } } }).targets.go;
  const major = Number(packageJson.version.split('.')[0]);
  const expected = `${moduleName}/${packageJson.name.replaceAll('-', '')}${major > 1 ? `/v${major}` : ''}`;
  const needs = (module.Require ?? []).map(({ Path }) => Path);
  return [
    ...equal('go.mod', 'module', module.Module.Path, expected),
    ...REQUIRED.filter((path) => !needs.includes(path)).map((path) => `go.mod must require ${path}, got ${needs.join(', ')}`),
    ...((module.Replace ?? []).length > 0 ? ['go.mod must replace no module: a replacement holds on one machine only'] : []),
    // pkg.go.dev shows no documentation of a module without a license.
    ...filesOf('the module', files, ['go.mod', 'LICENSE', 'NOTICE', 'README.md', 'version', 'main.go', 'jsii']),
  ];
}

export const go: Step = {
  name: 'Go',
  tools: language.tools,

  run({ code, packageJson }) {
    const folder = join(code, 'go', packageJson.name.replaceAll('-', ''));
    const module: GoModule = JSON.parse(run({ cwd: folder }, 'go', 'mod', 'edit', '-json'));
    const files = readdirSync(folder);
    return {
      made: `${module.Module.Path}; 'npx projen languages go' compiles it`,
      problems: [
        ...goProblems(module, files, packageJson),
        ...equal('the module', 'version', readFileSync(join(folder, 'version'), 'utf8').trim(), packageJson.version),
      ],
    };
  },
};
