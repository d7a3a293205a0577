import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { page } from './page';
import { below, OVERALL, onlyKilled, percentOf, type Report, row, type Score, scoreOf, survivorsOf } from './score';
import { TESTS } from './tests';

const ROOT = join(__dirname, '..', '..');
const PAGE = join(ROOT, 'docs/mutation-testing.md');
const SURVIVORS = join(ROOT, '.mutants/survivors.txt');
const FOLDERS = readdirSync(join(ROOT, 'lib'), { withFileTypes: true })
  .flatMap((entry) => (entry.isDirectory() ? entry.name : []))
  .sort();

const ALL = '*/**/*.test.ts';

/** Changes a folder of lib/, line by line: first against the tests beside it; where these let too much live, against all. */
function measure(folder: string, oneIn: number): Report {
  const own = mutate(folder, TESTS[folder] ?? `${folder}/**/*.test.ts`, oneIn);
  return percentOf(scoreOf(own)) >= OVERALL ? own : mutate(folder, ALL, oneIn);
}

function mutate(folder: string, tests: string, oneIn: number): Report {
  discardOthers(folder);
  const { status } = spawnSync('npx', ['stryker', 'run', 'verify/mutation-testing/stryker.config.mjs'], {
    cwd: ROOT,
    env: { ...process.env, MUTANTS_FOLDER: folder, MUTANTS_TESTS: tests, MUTANTS_ONE_IN: String(oneIn) },
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`lib/${folder} was not measured: Stryker ended with ${status}`);
  return JSON.parse(readFileSync(join(ROOT, `.mutants/${folder}.json`), 'utf8'));
}

/** A test that changed in a table or a constant beside it is no other test to Stryker: what lived has to be tried again. */
function discardOthers(folder: string): void {
  const cache = join(ROOT, `.mutants/incremental/${folder}.json`);
  if (existsSync(cache)) writeFileSync(cache, JSON.stringify(onlyKilled(JSON.parse(readFileSync(cache, 'utf8')))));
}

function chosen(args: string[]): string[] {
  const unknown = args.filter((name) => !FOLDERS.includes(name));
  if (unknown.length > 0) throw new Error(`lib/ has no folder ${unknown.join(', ')}; it has ${FOLDERS.join(', ')}`);
  return args.length > 0 ? args : FOLDERS;
}

/*
 * Names of folders measure these only, and leave the bound of the whole alone; `--update` writes docs/mutation-testing.md.
 * What was killed once is not tried again until its line or the test that killed it changes (.mutants/incremental).
 */
function main(args: string[]): void {
  const { values, positionals } = parseArgs({
    args,
    options: { update: { type: 'boolean' }, 'one-in': { type: 'string', default: '1' } },
    allowPositionals: true,
  });
  const folders = chosen(positionals);
  const oneIn = Number(values['one-in']);
  if (!Number.isInteger(oneIn) || oneIn < 1)
    throw new Error(`--one-in must be a whole number from 1 up, got '${values['one-in']}'; leave it out to change everything`);
  const reports = folders.map((folder): [string, Report] => [folder, measure(folder, oneIn)]);
  const drawn = oneIn === 1 ? {} : { oneIn };
  const scores: Record<string, Score> = Object.fromEntries(reports.map(([folder, report]) => [folder, { ...scoreOf(report), ...drawn }]));
  for (const [folder, score] of Object.entries(scores)) console.log(row(folder, score));
  writeFileSync(SURVIVORS, reports.flatMap(([, report]) => survivorsOf(report)).join('\n'));
  console.log('What survived is listed in .mutants/survivors.txt');
  if (values.update) writeFileSync(PAGE, page(FOLDERS, scores, existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : ''));
  complain(below(scores, folders.length === FOLDERS.length));
}

function complain(complaints: string[]): void {
  for (const complaint of complaints) console.error(complaint);
  if (complaints.length > 0) process.exitCode = 1;
}

try {
  main(process.argv.slice(2));
} catch (error) {
  complain([(error as Error).message]);
}
