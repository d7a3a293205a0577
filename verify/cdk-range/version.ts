import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Probed } from './probe';
import { environment, run } from './run';

const ROOT = join(dirname(__dirname), '..');

export interface Outcome extends Probed {
  readonly version: string;
  readonly folder: string;
  readonly passed: number;
  /** The failed tests, each with its first line of why. */
  readonly failures: string[];
}

interface JestResults {
  readonly numPassedTests: number;
  readonly testResults: {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: { readonly status: string; readonly fullName: string; readonly failureMessages: string[] }[];
  }[];
}

/** Copies what is committed, installs it with the version, compiles it and runs its tests. */
export function tryVersion(version: string): Outcome {
  const folder = copy(version);
  // Named as well, since npm may leave out its files where it puts it into the package of the CDK.
  const schema = '@aws-cdk/cloud-assembly-schema';
  const range = run(folder, 'npm', 'view', `aws-cdk-lib@${version}`, `dependencies.${schema}`).trim();
  // Nothing is saved: package.json stays as it is published. The lock file holds everything else to what it is.
  const wanted = [`aws-cdk-lib@${version}`, ...(range === '' ? [] : [`${schema}@${range}`])];
  run(folder, 'npm', 'install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', ...wanted);
  checkInstalled(folder, version);
  run(folder, 'npx', 'projen', 'compile');
  return { version, folder, ...test(folder), ...probe(folder) };
}

/** What is committed: work in progress says nothing about a version. */
function copy(version: string): string {
  const folder = mkdtempSync(join(tmpdir(), `cdk-${version}-`));
  const archive = execFileSync('git', ['archive', 'HEAD'], { cwd: ROOT, maxBuffer: 256_000_000 });
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
  return folder;
}

/** Of one version alone: a second one in a package's own folder would be tested instead. */
function checkInstalled(folder: string, version: string): void {
  // Its exit code tells that the version is not the one of package.json, which is the point.
  const { stdout } = spawnSync('npm', ['ls', 'aws-cdk-lib', '--all', '--parseable', '--long'], { cwd: folder, encoding: 'utf8' });
  const installed = new Set([...stdout.matchAll(/:aws-cdk-lib@([^:\s]+)/g)].map((match) => match[1]));
  if (installed.size !== 1 || !installed.has(version))
    throw new Error(`aws-cdk-lib must be installed once, as ${version}, got ${[...installed].join(', ') || 'none'}`);
}

function test(folder: string): Pick<Outcome, 'passed' | 'failures'> {
  const output = join(folder, 'node_modules/.jest-results.json');
  spawnSync('npx', ['jest', '--ci', '--json', '--outputFile', output], { cwd: folder, env: withoutValidation(), stdio: 'ignore' });
  if (!existsSync(output)) throw new Error(`jest has not run in ${folder}`);
  const results: JestResults = JSON.parse(readFileSync(output, 'utf8'));
  return { passed: results.numPassedTests, failures: results.testResults.flatMap(failuresOf) };
}

/** The tests choose for themselves whether the validation built into the CDK runs. */
function withoutValidation() {
  const { CDK_VALIDATION, ...rest } = environment();
  return rest;
}

function failuresOf({ name, message, assertionResults }: JestResults['testResults'][number]): string[] {
  const file = name.replace(/^.*\/(test|examples)\//, '$1/');
  if (assertionResults.length === 0 && message !== '') return [`${file}: ${firstLine(message)}`];
  return assertionResults
    .filter(({ status }) => status === 'failed')
    .map(({ fullName, failureMessages }) => `${file}: ${fullName}: ${firstLine(failureMessages[0])}`);
}

const firstLine = (text: string): string => text.split('\n')[0];

function probe(folder: string): Probed {
  const args = [
    'ts-node',
    '--transpile-only',
    '--project',
    'tools/tsconfig.json',
    '-r',
    'tsconfig-paths/register',
    'verify/cdk-range/probe.ts',
  ];
  return JSON.parse(run(folder, 'npx', ...args));
}
