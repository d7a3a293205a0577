import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { median } from './statistics';

/*
 * How long an app takes from `new App()` to the end of `synth()` whose functions are bundled: by CDK's NodejsFunction, by
 * ours the first time, again, and after one of them was edited; and with the same bundles as assets that are there.
 * Each in a separate process, one after the other, several times. `--functions 1,20` sets for how many.
 */

const ROOT = join(__dirname, '../..');
const CLIENTS = ['DynamoDB', 'SQS', 'SNS', 'S3', 'EventBridge', 'KMS', 'Lambda', 'CloudWatch'];
const ROUNDS: Record<number, number> = { 1: 7, 20: 3, 100: 1 };

type Method = 'cdk' | 'ours' | 'assets';

/** Runs in the folder of the project, on the compiled library. */
const APP = `
const [way, count, outdir] = process.argv.slice(1);
const { App, Stack } = require('aws-cdk-lib');
const lambda = require('aws-cdk-lib/aws-lambda');
const { NodejsFunction } = require('aws-cdk-lib/aws-lambda-nodejs');
const { AlarmActions, HardenedFunction, HardenedNodejsFunction } = require(${JSON.stringify(ROOT)});
const bundling = { minify: true, keepNames: true, sourceMap: true, sourcesContent: false, bundleAwsSDK: true, mainFields: ['module', 'main'] };
const runtime = lambda.Runtime.NODEJS_24_X;
const alarmActions = AlarmActions.none('a measurement');
const start = process.hrtime.bigint();
const app = new App({ outdir, context: { '@aws-cdk/core:stackResourceLimit': 0 } });
const stack = new Stack(app, 'Shop');
for (let number = 0; number < count; number++) {
  const entry = 'src/handler-' + number + '.ts';
  if (way === 'cdk') new NodejsFunction(stack, 'F' + number, { entry, runtime, bundling });
  if (way === 'ours') new HardenedNodejsFunction(stack, 'F' + number, { entry, alarmActions });
  if (way === 'assets') {
    const code = lambda.Code.fromAsset('assets/' + number);
    new HardenedFunction(stack, 'F' + number, { runtime, handler: 'index.handler', code, alarmActions, environment: { NODE_OPTIONS: '--enable-source-maps' } });
  }
}
app.synth();
console.log('took ' + Number(process.hrtime.bigint() - start) / 1e9);
`;

const handlerOf = (number: number, edit = 0): string => {
  const client = CLIENTS[number % CLIENTS.length];
  return `import { ${client}Client } from '@aws-sdk/client-${client === 'EventBridge' ? 'eventbridge' : client.toLowerCase()}';
import { logger } from './shared';
const client = new ${client}Client({});
export const handler = async () => logger.info('handled', { number: ${number}, edit: ${edit}, region: await client.config.region() });
`;
};

/** Not in the temporary directory: esbuild lists each folder above a project, and that one may hold thousands of files. */
function newProject(count: number): string {
  const folder = join(ROOT, 'cdk.out');
  mkdirSync(folder, { recursive: true });
  const project = realpathSync(mkdtempSync(join(folder, 'bundling-')));
  const files: Record<string, string> = {
    'package.json': '{"name":"bundling"}',
    'package-lock.json': '{"lockfileVersion":3}',
    'src/shared.ts': `import { Logger } from '@aws-lambda-powertools/logger';\nimport { Metrics } from '@aws-lambda-powertools/metrics';\nexport const logger = new Logger();\nexport const metrics = new Metrics();\n`,
    ...Object.fromEntries(Array.from({ length: count }, (_, number) => [`src/handler-${number}.ts`, handlerOf(number)])),
  };
  mkdirSync(join(project, 'src'));
  for (const [path, text] of Object.entries(files)) writeFileSync(join(project, path), text);
  symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'));
  return project;
}

function seconds(project: string, method: Method, count: number): number {
  const outdir = mkdtempSync(join(project, 'out-'));
  const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', APP, method, String(count), outdir], {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, CDK_VALIDATION: 'false', CDK_HARDENED_LAMBDA_BUNDLE_CACHE: join(project, 'cache') },
    maxBuffer: 100_000_000,
  });
  if (status !== 0) throw new Error(`${method} fails: ${stderr}`);
  if (method === 'ours') keepAssets(project, outdir);
  rmSync(outdir, { recursive: true, force: true });
  return Number(/took ([\d.]+)/.exec(stdout)?.[1]);
}

/** The bundles, for a synthesis that has only to stage them. */
function keepAssets(project: string, outdir: string): void {
  const assets = join(project, 'assets');
  rmSync(assets, { recursive: true, force: true });
  mkdirSync(assets);
  const made = readdirSync(outdir, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name.startsWith('asset.'));
  made.forEach(({ name }, number) => {
    spawnSync('cp', ['-r', join(outdir, name), join(assets, String(number))]);
  });
}

interface Row {
  readonly cdk: number;
  readonly first: number;
  readonly again: number;
  readonly edited: number;
  readonly assets: number;
}

function measured(project: string, count: number, round: number): Row {
  rmSync(join(project, 'cache'), { recursive: true, force: true });
  const cdk = seconds(project, 'cdk', count);
  const first = seconds(project, 'ours', count);
  const again = seconds(project, 'ours', count);
  const assets = seconds(project, 'assets', count);
  writeFileSync(join(project, 'src/handler-0.ts'), handlerOf(0, round + 1));
  return { cdk, first, again, assets, edited: seconds(project, 'ours', count) };
}

const columns: (keyof Row)[] = ['cdk', 'first', 'again', 'edited', 'assets'];

function main(args: string[]): void {
  const given = args[0] === '--functions' ? args[1].split(',').map(Number) : [1, 20, 100];
  if (!given.every((count) => count >= 1))
    throw new Error(`'--functions' must be numbers of at least 1, got ${args[1]}; write for example --functions 1,20`);
  console.log('seconds from new App() to the end of synth(), and their ratio to CDK; the median of each ratio, round by round\n');
  console.log(`functions  ${columns.map((name) => name.padStart(14)).join('')}`);
  for (const count of given) {
    const project = newProject(count);
    try {
      const rows = Array.from({ length: ROUNDS[count] ?? 3 }, (_, round) => measured(project, count, round));
      const cells = columns.map((name) => {
        const ratio = median(rows.map((row) => row[name] / row.cdk));
        return `${median(rows.map((row) => row[name])).toFixed(2)} (${ratio.toFixed(3)})`.padStart(14);
      });
      console.log(`${String(count).padStart(9)}  ${cells.join('')}`);
    } finally {
      rmSync(project, { recursive: true, force: true });
    }
  }
}

main(process.argv.slice(2));
