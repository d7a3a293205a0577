import { type Command, Option } from 'commander';
import { refuse } from '../refusal';

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
