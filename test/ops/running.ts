import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clients } from '../../ops/aws/clients';
import type { Exit } from '../../ops/exit';
import { main } from '../../ops/main';
import { Output } from '../../ops/terminal/output';
import { ACCOUNT, type AwsStub, functionArn, REGION } from './stub/aws-stub';

export const ENVIRONMENT = {
  AWS_ACCESS_KEY_ID: 'stub',
  AWS_SECRET_ACCESS_KEY: 'stub',
  AWS_REGION: REGION,
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};

export interface Run {
  readonly exit: Exit;
  readonly out: string;
  readonly err: string;
  readonly json: any;
}

/** A machine that commands run on: its folder stays from one command to the next. */
export class Machine {
  public readonly folder = mkdtempSync(join(tmpdir(), 'ops-'));
  public readonly controller = new AbortController();

  constructor(private readonly stub: AwsStub) {
    Object.assign(process.env, ENVIRONMENT);
  }

  public async run(...args: string[]): Promise<Run> {
    const [out, err]: [string[], string[]] = [[], []];
    const stderr = jest.spyOn(process.stderr, 'write').mockImplementation((text) => err.push(String(text)) > 0);
    const stdout = jest.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
    try {
      const exit = await main(args, (options) => ({
        clients: new Clients({ ...options, endpointUrl: this.stub.endpoint }),
        out: new Output(options.json === true),
        folder: this.folder,
        signal: this.controller.signal,
        canConfirm: this.canConfirm,
        confirm: async () => this.answer,
      }));
      return {
        exit,
        out: out.join(''),
        err: err.join(''),
        json: args.includes('--json') && out.length > 0 ? JSON.parse(out.join('')) : undefined,
      };
    } finally {
      stderr.mockRestore();
      stdout.mockRestore();
    }
  }

  public canConfirm = true;
  /** What the user answers to questions. */
  public answer = true;

  public remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The id of an event source mapping. */
export const MAPPING = '0b5a3c1e-7d7a-4f3e-9a1c-2f3b4c5d6e7f';

/** An on-failure record as Lambda writes it. */
export const failureRecord = (
  requestPayload: unknown,
  { name = 'orders', qualifier = '$LATEST', message = 'no lines', requestId = `r-${Math.random()}` } = {},
) => ({
  version: '1.0',
  timestamp: '2026-11-30T00:00:00.000Z',
  requestContext: { requestId, functionArn: `${functionArn(name)}:${qualifier}`, condition: 'RetriesExhausted', approximateInvokeCount: 3 },
  requestPayload,
  responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  responsePayload: { errorType: 'InvalidOrder', errorMessage: message, trace: [] },
});

export { ACCOUNT, REGION };
