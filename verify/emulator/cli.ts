import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ACCOUNT, type Emulator, REGION } from './emulator';
import { takeOutRefused } from './refused';

const run = promisify(execFile);

/** The CDK's own CLI against the emulator, with credentials of nobody, and without telemetry. */
export class Cli {
  constructor(
    private readonly emulator: Emulator,
    private readonly signal?: AbortSignal,
  ) {}

  public async bootstrap(): Promise<void> {
    await this.cdk('bootstrap', `aws://${ACCOUNT}/${REGION}`);
  }

  /** Deploys all that was synthesized into the folder, but for what the emulator refuses. */
  public async deploy(assembly: string, ...args: string[]): Promise<void> {
    takeOutRefused(assembly);
    await this.cdk('deploy', '--app', assembly, '--all', '--require-approval', 'never', ...args);
  }

  public async destroy(assembly: string): Promise<void> {
    await this.cdk('destroy', '--app', assembly, '--all', '--force');
  }

  private async cdk(...args: string[]): Promise<void> {
    const options = { cwd: this.emulator.folder, env: this.environment, signal: this.signal, maxBuffer: 64_000_000 };
    await run(process.execPath, [CDK, '--no-notices', '--no-color', '--ci', ...args], options).catch((error) => {
      throw new Error(`'cdk ${args[0]}' failed:\n${reasonOf(`${error.stdout}\n${error.stderr}`)}`);
    });
  }

  /** What the CLI and AWS's SDKs need to talk to the emulator, and to it alone. */
  public get environment(): Record<string, string> {
    const { accessKeyId, secretAccessKey } = this.emulator.credentials;
    const { certificate } = this.emulator;
    return {
      PATH: process.env.PATH ?? '',
      HOME: this.emulator.folder,
      AWS_ENDPOINT_URL: this.emulator.endpoint,
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      ...(certificate && { NODE_EXTRA_CA_CERTS: certificate }),
      AWS_EC2_METADATA_DISABLED: 'true',
      CDK_DISABLE_CLI_TELEMETRY: 'true',
      CDK_DISABLE_VERSION_CHECK: '1',
      CDK_VALIDATION: 'false',
      JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
    };
  }
}

const CDK = join(__dirname, '..', '..', 'node_modules', 'aws-cdk', 'bin', 'cdk');

/** What went wrong, without what went well. */
const reasonOf = (output: string): string => {
  const lines = output.split('\n').filter((line) => /FAILED|❌|rror/.test(line));
  return (lines.length > 0 ? lines : output.trim().split('\n')).slice(-20).join('\n');
};
