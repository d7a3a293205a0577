import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EMULATOR, PATH } from './parts';

export const ACCOUNT = '111122223333';
export const REGION = 'us-east-1';

/** Runs the emulator, and kills it with all that it has started when the one who started it is gone, however that came. */
const LEASHED = 'exec 3<&0; (cat <&3 >/dev/null; kill -KILL 0) & exec "$0" </dev/null 3<&-';

/** How long it may take to start, in milliseconds. */
const START_LIMIT = 30_000;

/** MiniStack on loopback: an AWS account that holds nothing, and loses all when it stops. */
export class Emulator {
  /** Starts it on the port, or on one that is free. With `iam` it authorizes each call by its policies, and accepts TLS only. */
  public static async start({ port, iam = false }: { port?: number; iam?: boolean } = {}): Promise<Emulator> {
    if (iam && spawnSync('openssl', ['version'], { env: { PATH } }).error) {
      throw new Error(`the emulator needs openssl for its certificate, found none in ${PATH}; install it`);
    }
    const folder = mkdtempSync(join(tmpdir(), 'emulator-'));
    const emulator = new Emulator(await freePort(port), folder, iam);
    await emulator.untilReady();
    return emulator;
  }

  private readonly process: ChildProcess;

  private constructor(
    public readonly port: number,
    /** Its home, its temporary folder and its log. */
    public readonly folder: string,
    private readonly iam: boolean,
  ) {
    const log = openSync(join(folder, 'log'), 'a');
    this.process = spawn('sh', ['-c', LEASHED, EMULATOR], {
      detached: true,
      env: { ...environment(port, folder), ...(iam && JUDGING) },
      stdio: ['pipe', log, log],
    });
    process.once('exit', this.kill);
  }

  public get endpoint(): string {
    return `${this.iam ? 'https' : 'http'}://127.0.0.1:${this.port}`;
  }

  /** Who asks. Without IAM, the key of a user is the number of the account. */
  public get credentials(): { accessKeyId: string; secretAccessKey: string } {
    return { accessKeyId: this.iam ? ADMIN : ACCOUNT, secretAccessKey: ADMIN };
  }

  /** The certificate that it signs for itself. */
  public get certificate(): string | undefined {
    return this.iam ? join(this.folder, 'ministack-tls', 'server.crt') : undefined;
  }

  public async stop(): Promise<void> {
    const ended = this.hasEnded() ? undefined : new Promise((resolve) => this.process.once('exit', resolve));
    this.kill();
    await ended;
    process.removeListener('exit', this.kill);
  }

  /** With all that it has started, which is its process group. */
  private readonly kill = (): void => {
    try {
      process.kill(-Number(this.process.pid), 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  };

  private hasEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  private async untilReady(): Promise<void> {
    const limit = Date.now() + START_LIMIT;
    while (!(await this.answers())) {
      if (this.hasEnded() || Date.now() > limit) {
        const log = readFileSync(join(this.folder, 'log'), 'utf8').trim();
        await this.stop();
        throw new Error(`the emulator has not started:\n${log.split('\n').slice(-20).join('\n')}`);
      }
      await sleep(100);
    }
  }

  /** Whether somebody listens; the port was free before. */
  private answers(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect(this.port, '127.0.0.1');
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
  }
}

const ADMIN = 'test';
const JUDGING = { AUTH: 'true', USE_SSL: '1', AWS_ACCESS_KEY_ID: ADMIN, AWS_SECRET_ACCESS_KEY: ADMIN };

/** Nothing of our own environment: what leaks into functions hides what their templates miss. */
const environment = (port: number, folder: string): Record<string, string> => ({
  PATH,
  HOME: folder,
  TMPDIR: folder,
  STATE_DIR: join(folder, 'state'),
  BIND_HOST: '127.0.0.1',
  MINISTACK_HOST: '127.0.0.1',
  GATEWAY_PORT: String(port),
  // Whose a request without credentials is: users of a page have none.
  MINISTACK_ACCOUNT_ID: ACCOUNT,
  IOT_MTLS_ENABLED: '0',
  SFTP_ENABLED: '0',
  // On AWS the first retry comes after a minute.
  LAMBDA_ASYNC_RETRY_BASE_SECONDS: '0.2',
  // Lambda's runtimes hold the AWS SDK.
  NODE_PATH: join(__dirname, '..', '..', 'node_modules'),
});

/** Where the port is taken, the emulator would say so in a stack trace. */
function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', ({ message }) =>
      reject(new Error(`port ${wanted} must be free for the emulator, got '${message}'; end what listens there, or name another port`)),
    );
    server.listen(wanted, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
