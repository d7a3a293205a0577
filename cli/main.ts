import { Command, CommanderError, Option } from 'commander';
import type { CheckSeverity } from '../lib/checks/check-severity';
import type { Rule } from '../lib/checks/rule';
import { version } from '../package.json';
import { readBaseline, writeBaseline } from './commands/baseline';
import { check, IDS, type Outcome } from './commands/check';
import { explanation, explanationJson } from './commands/explain';
import { report as writeReport } from './commands/report';
import { ALL_RULES, HARDENING_RULES, OPT_IN_RULES, RULES } from './engine';
import { readConfig } from './input/config';
import { readInputs } from './input/input';
import { FAIL_ON, type FailOn, failingFrom, hasFailed, SEVERITIES } from './input/severities';
import { ruleNamed, suppressionOf, suppressionsIn } from './input/suppressions';
import { fileOf } from './input/yaml-file';
import { Refusal, refuse, shownBriefly } from './refusal';
import { forTerminal, lineForTerminal } from './reports/escape';
import { reportGithub } from './reports/github';
import { reportJson } from './reports/json';
import { reportJunit } from './reports/junit';
import { reportSarif } from './reports/sarif';
import { reportText } from './reports/text';

interface Options {
  readonly format: Format;
  readonly failOn?: FailOn;
  readonly each: boolean;
  readonly only: string[];
  readonly enable: string[];
  readonly suppress: string[];
  readonly requireHardening: boolean;
  readonly suppressions?: string;
  readonly config?: string;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly timeout: string;
  readonly color: boolean;
}

interface ReportFlags {
  readonly output: string[];
  readonly compare?: string;
  readonly shortAddresses: boolean;
  readonly config?: string;
  readonly timeout: string;
}

const DEFAULT_OUTPUT = 'cdk-hardened-lambda.html';

const FORMATS = ['text', 'json', 'sarif', 'github', 'junit'] as const;
type Format = (typeof FORMATS)[number];

const ASKED_FOR = OPT_IN_RULES.map(({ id }) => id).join(', ');
const gather = (value: string, before: string[]): string[] => [...before, value];

/** 0: nothing fails. 1: a finding does. 2: something can't be read, or what was asked can't be done. */
enum Exit {
  PASSED = 0,
  FOUND = 1,
  REFUSED = 2,
}

function runCheck(paths: string[], options: Options): Exit {
  const config = readConfig(options.config, IDS);
  const only = options.only.map((id) => ruleNamed('--only', id, IDS));
  const enabled = [...options.enable.map((id) => ruleNamed('--enable', id, IDS)), ...config.enabled];
  const isRequired = options.requireHardening || config.requireHardening;
  const isApplied = (rule: Rule) => RULES.includes(rule) || enabled.includes(rule.id) || (isRequired && HARDENING_RULES.includes(rule));
  const rules = ALL_RULES.filter((rule) => (only.length === 0 ? isApplied(rule) : only.includes(rule.id)));
  const suppressions = [
    ...options.suppress.map((text) => suppressionOf(text, IDS)),
    ...(options.suppressions === undefined
      ? []
      : suppressionsIn(options.suppressions, fileOf('--suppressions', options.suppressions) ?? [], IDS)),
    ...config.suppressions,
  ];
  const baseline = options.baseline ?? config.baseline;
  const outcome = check(readInputs(paths, options.each), {
    rules,
    suppressions,
    severities: config.severities,
    baseline: baseline === undefined || options.writeBaseline !== undefined ? new Set() : readBaseline(baseline),
    seconds: secondsOf(options.timeout),
  });
  if (options.writeBaseline !== undefined) {
    writeBaseline(options.writeBaseline, outcome.checked);
    console.log(`${options.writeBaseline} has what is found now; pass it with --baseline`);
    return exitOf(outcome, []);
  }
  const failing = failingFrom(options.failOn ?? config.failOn ?? SEVERITIES[0]);
  report(outcome, rules, failing, options);
  return exitOf(outcome, failing);
}

function runReport(paths: string[], { output, compare, shortAddresses, config: file, timeout }: ReportFlags): Exit {
  const config = readConfig(file, IDS);
  const { problems, written, summary } = writeReport(readInputs(paths, false), {
    check: {
      rules: RULES,
      suppressions: config.suppressions,
      severities: config.severities,
      baseline: new Set(),
      seconds: secondsOf(timeout),
    },
    outputs: output.length > 0 ? output : [DEFAULT_OUTPUT],
    shortAddresses,
    before: compare === undefined ? undefined : readInputs([compare], false),
  });
  for (const { message } of problems) complain(message);
  console.log(forTerminal(`${summary}. See ${written.join(', ')}`));
  return problems.length > 0 ? Exit.REFUSED : Exit.PASSED;
}

function secondsOf(timeout: string): number {
  const seconds = Number(timeout);
  return seconds > 0
    ? seconds
    : refuse(`--timeout: must be a number of seconds above 0, got ${shownBriefly(timeout)}; pass for example 300`);
}

function exitOf({ checked, problems }: Outcome, failing: readonly CheckSeverity[]): Exit {
  if (problems.length > 0) return Exit.REFUSED;
  return hasFailed(checked, failing) ? Exit.FOUND : Exit.PASSED;
}

function report(outcome: Outcome, rules: readonly Rule[], failing: readonly CheckSeverity[], { format, color }: Options): void {
  const reports: Record<Format, () => string> = {
    text: () => reportText(outcome, color && isColoured(), process.stdout.columns || undefined),
    json: () => reportJson(outcome),
    sarif: () => reportSarif(outcome, rules, version),
    github: () => reportGithub(outcome),
    junit: () => reportJunit(outcome, failing),
  };
  if (format !== 'text' || outcome.templates > 0 || outcome.problems.length === 0) console.log(reports[format]());
  if (format !== 'github') for (const { message } of outcome.problems) complain(message);
}

/** A message may quote a file that somebody else wrote. */
const complain = (message: string): void => console.error(lineForTerminal(forTerminal(message)));

const isColoured = (): boolean => (process.env.FORCE_COLOR ? true : Boolean(process.stdout.isTTY) && process.env.NO_COLOR === undefined);

function program(end: (exit: Exit) => void): Command {
  const command = new Command('cdk-hardened-lambda')
    .description('Finds in templates what AWS accepts and what causes damage in production.')
    .version(version)
    .exitOverride();
  command
    .command('check')
    .description("Check a cloud assembly ('cdk.out'), or templates of CloudFormation and SAM")
    .argument('[paths...]', "folders that 'cdk synth' writes, templates, folders of templates, patterns, or - for standard input", [
      'cdk.out',
    ])
    .addOption(new Option('--format <format>', 'format of the report').choices(FORMATS).default('text'))
    .addOption(new Option('--fail-on <severity>', 'exit with 1 from this severity on (default: error)').choices([...FAIL_ON]))
    .option('--each', 'check each template on its own; without it, all templates together are one application', false)
    .option('--only <id>', 'apply this rule only; may be repeated', gather, [])
    .option('--enable <id>', `also apply a rule that is not applied otherwise (${ASKED_FOR}); may be repeated`, gather, [])
    .option('--require-hardening', `also apply ${HARDENING_RULES.map(({ id }) => id).join(', ')}: every function must be hardened`, false)
    .option('--suppress <id=reason>', 'suppress a rule, with a reason; may be repeated', gather, [])
    .option('--suppressions <file>', "suppressions: a list of 'id', 'reason' and optionally 'at' or 'path', in YAML or JSON")
    .option('--config <file>', 'configuration (default: .cdk-hardened-lambda.yaml, if it exists)')
    .option('--baseline <file>', 'report only what is not in this file')
    .option('--write-baseline <file>', 'write what is found now to this file')
    .option('--timeout <seconds>', 'end the run after this time', '300')
    .option('--no-color', 'no colors')
    .action((paths: string[], options: Options) => end(runCheck(paths, options)));
  command
    .command('report')
    .description('Write what templates prove of their functions: event paths, permissions, alarms, controls, cost')
    .argument('[paths...]', "as for 'check'", ['cdk.out'])
    .option('--output <file>', 'a file that ends with .html, .json, .md or .csv (controls only); may be repeated', gather, [])
    .option('--compare <path>', 'an earlier assembly or template of the same application: shows what changes')
    .option('--short-addresses', 'shorten the addresses of subscribers', false)
    .option('--config <file>', 'configuration (default: .cdk-hardened-lambda.yaml, if it exists)')
    .option('--timeout <seconds>', 'end the run after this time', '300')
    .action((paths: string[], options: ReportFlags) => end(runReport(paths, options)));
  command
    .command('explain')
    .description('Explain a rule; without an id, list all rules')
    .argument('[id]', 'the id of a rule')
    .addOption(new Option('--format <format>', 'format of the answer').choices(['text', 'json']).default('text'))
    .action((id: string | undefined, { format }: { readonly format: string }) => {
      const rule = id === undefined ? undefined : ruleOf(id);
      console.log(format === 'json' ? explanationJson(rule, ALL_RULES) : explanation(rule, ALL_RULES));
    });
  return command;
}

const ruleOf = (id: string): Rule => ALL_RULES.find((rule) => rule.id === ruleNamed('explain', id, IDS)) as Rule;

const unforeseen = (error: unknown): string =>
  `cdk-hardened-lambda: this must not happen, got ${process.env.DEBUG ? (error as Error).stack : String(error)}; please report it with the template`;

/** Runs what the arguments ask for. */
export function main(args: string[]): Exit {
  let exit = Exit.PASSED;
  try {
    program((ended) => {
      exit = ended;
    }).parse(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? Exit.PASSED : Exit.REFUSED;
    complain(error instanceof Refusal ? error.message : unforeseen(error));
    return Exit.REFUSED;
  }
  return exit;
}

if (require.main === module) process.exitCode = main(process.argv.slice(2));
