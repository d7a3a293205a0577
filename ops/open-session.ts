import { mkdirSync } from 'node:fs';
import envPaths from 'env-paths';
import { Clients } from './aws/clients';
import type { OpenSession } from './program';
import { refuse } from './refusal';
import { Output } from './terminal/output';

/** A session of the terminal and of the AWS configuration of the user. */
export const openSession =
  (signal: AbortSignal): OpenSession =>
  (options) => {
    const folder = process.env.CDK_HARDENED_LAMBDA_OPS_HOME ?? envPaths('cdk-hardened-lambda-ops', { suffix: '' }).data;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return {
      clients: new Clients(options),
      out: new Output(options.json === true),
      folder,
      signal,
      confirm: async (question) => {
        if (!process.stdin.isTTY || !process.stderr.isTTY) return refuse(`this must be confirmed on a terminal, got none; set '--yes'`);
        const { default: confirm } = await import('@inquirer/confirm');
        return confirm({ message: question.printed, default: false }, { output: process.stderr, signal });
      },
    };
  };
