import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { type Answer, type Checkpoint, RuntimeApi } from './runtime-api';

const CLIENT = join(__dirname, 'client/node_modules/aws-lambda-ric/index.mjs');

/** What Lambda would start: a folder, the handler in it, and the environment. */
export interface Deployed {
  readonly folder: string;
  readonly handler: string;
  readonly environment: Record<string, string>;
}

export interface Outcome {
  readonly answers: Answer[];
  readonly items: any[];
  /** The items of the table that idempotency uses. */
  readonly knownEvents: any[];
  /** What a durable execution has stored. */
  readonly checkpoints: Checkpoint[];
  /** What was logged, line by line. */
  readonly logs: string[];
  /** How often it was restored from a snapshot. */
  readonly restores: number;
  /** Whether the init was not over in time. */
  readonly initTimedOut: boolean;
}

/** What is started in the folder: a runtime client, or the function itself if it brings one. */
export interface Program {
  readonly command: string;
  readonly args: string[];
  /** In milliseconds. Lambda's own limit is ten seconds. */
  readonly initLimit: number;
}

export const NODEJS: Program = {
  command: process.execPath,
  args: ['-r', join(__dirname, 'loopback-client.js'), CLIENT],
  initLimit: 3_000,
};

/** The same with the Node.js that the SDK of durable functions needs, which `npx projen runtime-clients` installs. */
export const NODEJS_22: Program = {
  ...NODEJS,
  command: join(__dirname, 'node22', 'node_modules', 'node', 'bin', 'node'),
  initLimit: 10_000,
};

/** Boots the function in AWS's runtime client, and hands it the events one after the other. */
export async function boot(deployed: Deployed, events: unknown[] = [], program = NODEJS): Promise<Outcome> {
  const api = new RuntimeApi(events);
  const address = await api.listen();
  const runtime = spawn(program.command, program.args, {
    cwd: deployed.folder,
    env: { ...environmentOf(deployed, address), ...deployed.environment },
  });
  let output = '';
  for (const stream of [runtime.stdout, runtime.stderr]) stream.on('data', (chunk) => (output += chunk));
  const exited = new Promise((resolve) => runtime.once('exit', resolve));

  let initTimedOut = false;
  const limit = setTimeout(() => {
    initTimedOut = !api.isReady;
    if (initTimedOut) runtime.kill('SIGKILL');
  }, program.initLimit);
  await Promise.race([api.untilAnswered(), exited]);
  clearTimeout(limit);
  runtime.kill('SIGKILL');
  await exited;
  api.close();
  return {
    answers: api.answers,
    items: api.items,
    knownEvents: [...api.knownEvents.items.values()],
    checkpoints: api.checkpoints,
    restores: api.restores,
    logs: output.split('\n'),
    initTimedOut,
  };
}

/** What Lambda sets, with credentials of nobody and the table on loopback. */
function environmentOf({ folder, handler }: Deployed, address: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    AWS_LAMBDA_RUNTIME_API: address,
    _HANDLER: handler,
    LAMBDA_TASK_ROOT: folder,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: 'orders',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
    AWS_LAMBDA_LOG_FORMAT: 'JSON',
    AWS_LAMBDA_LOG_GROUP_NAME: 'orders',
    AWS_LAMBDA_LOG_STREAM_NAME: 'boot',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_REGION: 'eu-west-1',
    AWS_DEFAULT_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'none',
    AWS_SECRET_ACCESS_KEY: 'none',
    AWS_ENDPOINT_URL_DYNAMODB: `http://${address}`,
    AWS_ENDPOINT_URL_LAMBDA: `http://${address}`,
    // Nobody listens: traces are sent by UDP, and lost.
    AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:9',
  };
}
