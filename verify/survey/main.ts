import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Checked, check, onlyRules } from '../../cli/commands/check';
import { TEMPLATE } from '../../cli/input/folder';
import { readInputs } from '../../cli/input/input';
import { CheckSeverity } from '../../lib/checks/check-severity';
import { RULES } from '../../lib/checks/rules';
import { summary } from './by-eye';

/*
 * What the rules find in every template below a folder, each checked alone: to be looked at by eye. Lists each finding,
 * then counts them by rule.
 */

const FUNCTION = /AWS::(Lambda|Serverless)::Function/;

interface Surveyed {
  readonly file: string;
  readonly functions: number;
  readonly checked: readonly Checked[];
  readonly refused?: string;
}

function templatesBelow(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path));
  return files.filter((file) => TEMPLATE.test(file) && statSync(file).isFile() && FUNCTION.test(readFileSync(file, 'utf8'))).sort();
}

/** A refusal is counted; anything else that is thrown ends the survey, as it would end the command. */
function survey(file: string): Surveyed {
  const { functions, checked, problems } = check(readInputs([file], false), onlyRules(RULES));
  return { file, functions, checked, refused: problems[0]?.message };
}

function main(folder: string | undefined): void {
  if (folder === '--verdicts') {
    console.log(summary().join('\n'));
    return;
  }
  if (folder === undefined) {
    console.error('npx projen checks:survey FOLDER, or --verdicts for what was found by eye');
    process.exitCode = 2;
    return;
  }
  const surveyed = templatesBelow(folder).map(survey);
  for (const { refused } of surveyed) if (refused !== undefined) console.log(`refused  ${refused}`);
  const all = surveyed.flatMap(({ file, checked }) => checked.map(({ found }) => ({ file, found })));
  for (const { file, found } of all)
    console.log(`${found.rule.severity}  ${found.rule.id}  ${file}  ${found.resource.id}: ${found.message}`);
  const counts = RULES.map(({ id }) => [all.filter(({ found }) => found.rule.id === id).length, id] as const).filter(
    ([count]) => count > 0,
  );
  console.log(
    `\n${counts
      .sort(([one], [other]) => other - one)
      .map(([count, id]) => `${String(count).padStart(5)}  ${id}`)
      .join('\n')}\n`,
  );
  const read = surveyed.filter(({ refused }) => refused === undefined);
  const sound = read.filter(({ checked }) => checked.every(({ found }) => found.rule.severity === CheckSeverity.INFO));
  const functions = read.reduce((sum, one) => sum + one.functions, 0);
  console.log(
    `${read.length} templates with ${functions} functions, ${sound.length} without an error or a warning; ${surveyed.length - read.length} refused`,
  );
}

main(process.argv[2]);
