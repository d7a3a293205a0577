import { mkdirSync } from 'node:fs';
import envPaths from 'env-paths';
import { Clients } from './aws/clients';
import type { OpenSession } from './program';
import { refuseUnconfirmed } from './session';
import { Output } from './terminal/output';

/** A session of the terminal and of the AWS configuration of the user. */
export const openSession =
  (signal: AbortSignal): OpenSession =>
  (options) => {
    const folder = process.env.CDK_HARDENED_LAMBDA_OPS_HOME ?? envPaths('cdk-hardened-lambda-ops', { suffix: '' }).data;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const canConfirm = process.stdin.isTTY && process.stderr.isTTY;
    return {
      canConfirm,
      clients: new Clients(options),
      out: new Output(options.json === true),
      folder,
      signal,
      confirm: async (question) => {
        if (!canConfirm) return refuseUnconfirmed();
        const { default: confirm } = await import('@inquirer/confirm');
        return confirm({ message: question.printed, default: false }, { output: process.stderr, signal });
      },
    };
  };
