import { Command, CommanderError, Option } from 'commander';
import { CheckSeverity } from '../lib/checks/check-severity';
import type { Rule } from '../lib/checks/rule';
import { version } from '../package.json';
import { check } from './commands/check';
import { explanation } from './commands/explain';
import { RULES } from './engine';
import { readApplications } from './input/input';
import { allowancesIn, ruleNamed, skipped } from './input/suppressions';
import { Refusal } from './refusal';
import { reportJson } from './reports/json';
import { reportSarif } from './reports/sarif';
import { reportText } from './reports/text';

interface Options {
  readonly format: 'text' | 'json' | 'sarif';
  readonly failOn: CheckSeverity | 'none';
  readonly only: string[];
  readonly skip: string[];
  readonly allow?: string;
  readonly color: boolean;
}

const LEVELS = [CheckSeverity.ERROR, CheckSeverity.WARNING, CheckSeverity.INFO];
const IDS = RULES.map(({ id }) => id);
const gather = (value: string, before: string[]): string[] => [...before, value];

/** 0: nothing fails. 1: a finding does. 2: what was asked can't be done. */
enum Exit {
  GOOD = 0,
  FOUND = 1,
  REFUSED = 2,
}

function runCheck(paths: string[], options: Options): Exit {
  const only = options.only.map((id) => ruleNamed('--only', id, IDS));
  const rules = only.length === 0 ? RULES : RULES.filter(({ id }) => only.includes(id));
  const allowances = [
    ...options.skip.map((text) => skipped(text, IDS)),
    ...(options.allow === undefined ? [] : allowancesIn(options.allow, IDS)),
  ];
  const outcome = check(readApplications(paths), rules, allowances);
  console.log(
    {
      text: () => reportText(outcome, options.color && isColoured(), process.stdout.columns),
      json: () => reportJson(outcome),
      sarif: () => reportSarif(outcome, rules, version),
    }[options.format](),
  );
  const failing = options.failOn === 'none' ? [] : LEVELS.slice(0, LEVELS.indexOf(options.failOn) + 1);
  const fails = outcome.checked.some(({ found, reason }) => reason === undefined && failing.includes(found.rule.severity));
  return fails ? Exit.FOUND : Exit.GOOD;
}

const isColoured = (): boolean => (process.env.FORCE_COLOR ? true : Boolean(process.stdout.isTTY) && process.env.NO_COLOR === undefined);

function program(end: (exit: Exit) => void): Command {
  const command = new Command('cdk-hardened-lambda')
    .description('Finds in a template what AWS accepts and production regrets.')
    .version(version)
    .exitOverride();
  command
    .command('check')
    .description("Judge a cloud assembly ('cdk.out'), or templates of CloudFormation and SAM that are deployed together")
    .argument('[paths...]', 'folders that cdk synth writes, or files of templates', ['cdk.out'])
    .addOption(new Option('--format <format>', 'how to report').choices(['text', 'json', 'sarif']).default('text'))
    .addOption(
      new Option('--fail-on <level>', 'from which level on to exit with 1').choices([...LEVELS, 'none']).default(CheckSeverity.ERROR),
    )
    .option('--only <id>', 'apply this rule only; may be repeated', gather, [])
    .option('--skip <id=reason>', 'leave a rule out, and say why; may be repeated', gather, [])
    .option('--allow <file>', "what is allowed, as a list of 'id', 'reason' and perhaps 'at' in YAML or JSON")
    .option('--no-color', 'no colours')
    .action((paths: string[], options: Options) => end(runCheck(paths, options)));
  command
    .command('explain')
    .description('Say what a rule is about; without an id list all rules')
    .argument('[id]', 'the id of a rule')
    .action((id?: string) => console.log(explanation(id === undefined ? undefined : ruleOf(id), RULES)));
  return command;
}

const ruleOf = (id: string): Rule => RULES.find((rule) => rule.id === ruleNamed('explain', id, IDS)) as Rule;

const unforeseen = (error: unknown): string =>
  `cdk-hardened-lambda: this must not happen, got ${process.env.DEBUG ? (error as Error).stack : String(error)}; please report it with the template`;

/** Runs what the arguments ask for. */
export function main(args: string[]): Exit {
  let exit = Exit.GOOD;
  try {
    program((ended) => {
      exit = ended;
    }).parse(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? Exit.GOOD : Exit.REFUSED;
    console.error(error instanceof Refusal ? error.message : unforeseen(error));
    return Exit.REFUSED;
  }
  return exit;
}

if (require.main === module) process.exitCode = main(process.argv.slice(2));
