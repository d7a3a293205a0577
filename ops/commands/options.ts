import { type Command, Option } from 'commander';
import { Exit } from '../exit';
import type { Policy } from '../policies/policy';
import { refuse } from '../refusal';
import type { Session } from '../session';

/** Options that every command has. */
export interface GlobalOptions {
  readonly profile?: string;
  readonly region?: string;
  readonly endpointUrl?: string;
  readonly json?: boolean;
}

export interface NamedOptions {
  readonly app?: string;
  readonly stack?: string;
  readonly policy?: boolean;
}

export const withConnection = (command: Command): Command =>
  command
    .option('--profile <name>', 'a profile of the AWS configuration files')
    .option('--region <region>', 'the AWS Region')
    .option('--endpoint-url <url>', 'another endpoint than that of AWS, such as an emulator')
    .option('--json', 'report as JSON');

export const withNames = (command: Command): Command =>
  command
    .option('--app <folder>', "the folder that 'cdk synth' writes, for construct paths (default: 'cdk.out' where it exists)")
    .option('--stack <name>', 'the stack of the construct path');

/** The function that a command is about. */
export const withFunction = (command: Command): Command =>
  withNames(command).argument('<name>', 'the function: a name, an ARN or a construct path such as Shop/Orders');

/** The option for an event of the user's. */
export const PAYLOAD = ['--payload <json>', "the event: JSON, '@file', or '-' for standard input (default: '{}')"] as const;

/** For commands that need permissions on one function and its failure targets. */
export const withPolicy = (command: Command): Command =>
  command.option('--policy', 'print the IAM policy that this command needs for the function, and end');

/** Prints the policy as it is given to IAM, whatever the format. */
export async function printPolicy(session: Session, policy: Policy | Promise<Policy>): Promise<Exit> {
  session.out.document(await policy);
  return Exit.GOOD;
}

export const withSelection = (command: Command): Command =>
  command
    .option('--where <pattern>', 'only failures that match this filter pattern in JSON')
    .option('--since <age>', "only failures stored since then: '2h', '3d' or a point in time")
    .option('--error <text>', 'only failures whose error holds this text')
    .option('--target <name>', 'only this failure target, by its name or ARN');

/** An option that takes a whole number of a range. */
export function wholeNumber(flags: string, description: string, lowest: number, highest: number): Option {
  return new Option(flags, description).argParser((given) => {
    const value = Number(given);
    if (given.trim() !== '' && Number.isInteger(value) && value >= lowest && value <= highest) return value;
    return refuse(`'${flags.split(' ')[0]}' must be a whole number from ${lowest} to ${highest}, got '${given}'; correct it`);
  });
}
