import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../../lib/checks/rules';
import { tools } from '../../tools/docs/checks';
import { type Noticed, noticedBy } from './noticed';

/*
 * Compares the rules with those of other tools that come by npm, and writes docs/comparison.md.
 *
 *   --check  writes nothing, and ends with 1 where the page is out of date, or the ground is not ours any more
 */

const PAGE = join(__dirname, '..', '..', 'docs/comparison.md');
const FEWEST_RULES = 40;
const FEWEST_ALONE = 30;
/** What surely is noticed: else nothing was compared. */
const NOTICED: Readonly<Record<string, RegExp>> = { SqsVisibilityTimeout: /E3505/, AlarmWithoutAction: /CloudWatchAlarmAction/ };

const isUpToDate = (page: string): boolean => existsSync(PAGE) && readFileSync(PAGE, 'utf8') === page;

function complaints(noticed: Noticed, page: string): string[] {
  const alone = RULES.filter(({ id }) => noticed.get(id)?.length === 0).length;
  console.log(`${alone} of ${RULES.length} rules are noticed by no other tool`);
  return [
    ...(RULES.length < FEWEST_RULES ? [`there must be at least ${FEWEST_RULES} rules`] : []),
    ...(alone < FEWEST_ALONE ? [`at least ${FEWEST_ALONE} rules must be noticed by no other tool`] : []),
    ...Object.entries(NOTICED).flatMap(([id, by]) =>
      noticed.get(id)?.some((rule) => by.test(rule)) ? [] : [`${id} must be noticed by ${by}`],
    ),
    ...(isUpToDate(page) ? [] : ['docs/comparison.md is not up to date; write it with npx projen checks:comparison']),
  ];
}

async function main(): Promise<void> {
  const noticed = await noticedBy(RULES);
  const page = tools(noticed);
  if (!process.argv.includes('--check')) writeFileSync(PAGE, page);
  for (const complaint of complaints(noticed, page)) {
    console.error(complaint);
    process.exitCode = 1;
  }
}

void main();
