import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import type { BundlingOptions } from 'aws-cdk-lib/aws-lambda-nodejs';
import { AlarmActions, HardenedNodejsFunction } from 'cdk-hardened-lambda';
import { median, shuffled } from './statistics';

/*
 * What each choice for a bundle does to the handler of examples/orders: its size, and how long a fresh process loads it
 * from disk, in random order. `--rounds` says how often.
 */

const ENTRY = join(__dirname, '../../examples/orders/handler/orders.ts');
const BUNDLES: Record<string, BundlingOptions> = {
  'as it is': {},
  'minify: false': { minify: false },
  'keepNames: false': { keepNames: false },
  'sourceMap: false': { sourceMap: false },
  'bundleAwsSDK: false': { bundleAwsSDK: false },
  'mainFields: main, module': { mainFields: ['main', 'module'] },
};

interface FunctionProperties {
  readonly Code: { readonly S3Key: string };
  readonly Environment?: { readonly Variables: Record<string, string> };
}

interface Resource {
  readonly Type: string;
  readonly Properties?: FunctionProperties;
}

interface Bundle {
  readonly name: string;
  readonly file: string;
  readonly flags: string[];
  readonly times: number[];
}

const LOAD = 'const t = process.hrtime.bigint(); require(process.argv[1]); console.log(Number(process.hrtime.bigint() - t) / 1e6);';
/** Left outside of a bundle, the SDK of this repository is found as that of the runtime would be. */
const NODE_PATH = join(__dirname, '../../node_modules');

function bundleOf(outdir: string, name: string, bundling: BundlingOptions): Bundle {
  const app = new App({ outdir: join(outdir, name.replace(/\W+/g, '-')) });
  const stack = new Stack(app, 'Shop');
  new HardenedNodejsFunction(stack, 'Orders', { entry: ENTRY, bundling, alarmActions: AlarmActions.none('a bundle is measured') });
  const assembly = app.synth();
  const resources = Object.values<Resource>(assembly.getStackArtifact(stack.artifactId).template.Resources);
  const [{ Code, Environment }] = resources.flatMap(({ Type, Properties }) =>
    Type === 'AWS::Lambda::Function' && Properties ? [Properties] : [],
  );
  const folder = join(assembly.directory, `asset.${Code.S3Key.replace('.zip', '')}`);
  return { name, file: join(folder, 'index.js'), flags: (Environment?.Variables.NODE_OPTIONS ?? '').split(' ').filter(Boolean), times: [] };
}

function load({ file, flags }: Bundle): number {
  const { stdout, stderr, status } = spawnSync(process.execPath, [...flags, '-e', LOAD, file], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, NODE_PATH, AWS_REGION: 'eu-west-1', NODE_NO_WARNINGS: '1' },
  });
  if (status !== 0) throw new Error(`${file} does not load: ${stderr}`);
  return Number(stdout);
}

function main(args: string[]): void {
  const rounds = args[0] === '--rounds' ? Number(args[1]) : 15;
  if (!(rounds >= 1)) throw new Error(`'--rounds' must be a number of at least 1, got ${args[1]}; write for example --rounds 15`);
  const outdir = mkdtempSync(join(tmpdir(), 'bundles-'));
  try {
    const bundles = Object.entries(BUNDLES).map(([name, bundling]) => bundleOf(outdir, name, bundling));
    for (let round = 0; round < rounds; round++) for (const bundle of shuffled(bundles)) bundle.times.push(load(bundle));
    console.log(`\nmedian of ${rounds} loads, Node.js ${process.versions.node}`);
    for (const { name, file, times } of bundles) {
      console.log(
        `${name.padEnd(26)} ${(statSync(file).size / 1000).toFixed(0).padStart(5)} kB ${median(times).toFixed(0).padStart(5)} ms`,
      );
    }
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

main(process.argv.slice(2));
