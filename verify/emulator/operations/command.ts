import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type { Cli } from '../cli';

const ROOT = join(__dirname, '..', '..', '..');

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  readonly json: any;
}

/** The command line for operators, bundled, that talks to the emulator. */
export class OperationsCommand {
  private readonly folder = mkdtempSync(join(tmpdir(), 'operations-'));
  private readonly file = join(this.folder, 'ops.cjs');

  constructor(
    private readonly cli: Cli,
    /** Replaces the credentials of the account. */
    private readonly credentials: Readonly<Record<string, string>> = {},
  ) {
    buildSync({
      entryPoints: [join(ROOT, 'ops/bin.ts')],
      bundle: true,
      platform: 'node',
      target: 'node20',
      mainFields: ['module', 'main'],
      outfile: this.file,
      logLevel: 'error',
    });
  }

  /** Runs it as a user does who has the credentials of the account in the environment. */
  public run(...args: string[]): Promise<Ended> {
    const env = {
      ...this.cli.environment,
      ...this.credentials,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      CDK_HARDENED_LAMBDA_OPS_HOME: join(this.folder, 'home'),
    };
    return new Promise((resolve) => {
      execFile(process.execPath, [this.file, ...args], { cwd: this.folder, env, maxBuffer: 64_000_000 }, (error, out, err) => {
        const json = args.includes('--json') && out.trim() !== '' ? JSON.parse(out) : undefined;
        resolve({ code: error ? Number(error.code) : 0, out, err, json });
      });
    });
  }
}
