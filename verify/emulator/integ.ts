import { spawn } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Cli } from './cli';
import { Emulator } from './emulator';
import { installParts } from './parts';

const ROOT = join(__dirname, '..', '..');
/** A copy: a run writes its snapshot, and what its assertions are salted with differs from run to run. */
const COPY = join(ROOT, 'cdk-integ.out.live');
const APP =
  'node -r ts-node/register/transpile-only -r tsconfig-paths/register -r ./integ/portable-snapshot.js -r ./verify/emulator/take-out-refused.ts {filePath}';

/** Scenarios that the emulator cannot show. */
const ON_AWS_ONLY: Record<string, string> = {
  'integ.durable.ts': 'its CloudFormation drops the configuration of durable functions',
  'integ.idempotency.ts': 'its CloudFormation drops the time to live of a table, which the scenario asks for',
  'integ.release.ts': 'it has no CodeDeploy, and refuses templates that name it',
  'integ.power-tuning.ts': 'it has no Serverless Application Repository, and refuses templates that name one of its applications',
  'integ.fronts.ts': 'it answers requests at another address than the templates name; fronts.test.ts asks there',
  'integ.fleet-alarms.ts': 'it refuses alarms on queries, which are taken out of each template',
  'integ.watermark.ts': 'its CloudFront does not call the URL of a function, and its functions are for arm64',
  'integ.web-application.ts': 'its CloudFront answers no request for a bucket',
  'integ.kinesis-event-source.ts': 'it retries a failed batch forever, so that no record is ever sent to the failure queue',
};

const isRun = (path: string): boolean => !path.endsWith('.snapshot') && !(basename(path) in ON_AWS_ONLY);

/** Deploys every integ scenario on an emulator, asserts, and destroys it, by integ-runner itself. */
async function integ(args: string[]): Promise<number> {
  await installParts();
  const emulator = await Emulator.start();
  try {
    const cli = new Cli(emulator);
    await cli.bootstrap();
    cpSync(join(ROOT, 'integ'), COPY, { recursive: true, filter: isRun });
    for (const [scenario, why] of Object.entries(ON_AWS_ONLY)) console.log(`not on the emulator: ${scenario}, since ${why}`);
    return await run({ ...cli.environment, TS_NODE_PROJECT: 'integ/tsconfig.json' }, args);
  } finally {
    await emulator.stop();
  }
}

function run(env: Record<string, string>, args: string[]): Promise<number> {
  const options = ['--directory', COPY, '--language', 'typescript', '--parallel-regions', 'us-east-1', '--force', '--app', APP];
  const runner = spawn(join(ROOT, 'node_modules', '.bin', 'integ-runner'), [...options, ...args], { cwd: ROOT, env, stdio: 'inherit' });
  return new Promise((resolve) => runner.once('exit', (code) => resolve(code ?? 1)));
}

process.once('exit', () => rmSync(COPY, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));
integ(process.argv.slice(2))
  .catch((error: Error) => {
    console.error(error.message);
    return 1;
  })
  .then((code) => {
    process.exitCode = code;
  });
