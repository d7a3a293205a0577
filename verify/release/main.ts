import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../cdk-languages/run';
import { absentTools } from '../cdk-languages/tools';
import { changelog } from './changelog';
import { constructHub } from './construct-hub';
import { go } from './go';
import { maven } from './maven';
import { staleNotices } from './notice';
import { npm } from './npm';
import { npmOps } from './npm-ops';
import { nuget } from './nuget';
import { pypi } from './pypi';
import type { Site, Step } from './step';

/*
 * A release that publishes nothing: packages what is compiled for each registry, and checks what the registry and Construct Hub
 * require. A registry may be named instead of all. It talks to registries only to install what packaging needs.
 */
const ROOT = join(__dirname, '../..');
const FOLDER = join(ROOT, 'node_modules/.cache/release');

const NOTICE: Step = {
  name: 'NOTICE',
  tools: [],
  run: ({ root }) => ({
    made: 'the licenses of all that is bundled',
    problems: staleNotices(root).map((file) => `${file} must list what is bundled, and does not; run 'npx projen notice'`),
  }),
};
// Construct Hub reads what npm packed.
const STEPS = [NOTICE, npm, constructHub, npmOps, pypi, maven, go, nuget, changelog];

function main(names: readonly string[]): void {
  const steps = chosen(names);
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const code = join(FOLDER, 'code');
  run({ cwd: ROOT }, 'npx', 'jsii-pacmak', '--code-only', '--outdir', code);
  const site: Site = {
    root: ROOT,
    folder: FOLDER,
    code,
    packageJson: JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')),
  };
  for (const step of steps) report(step, site);
  console.log('Nothing was published.');
}

function chosen(names: readonly string[]): readonly Step[] {
  const ids = STEPS.map(({ name }) => idOf(name));
  const unknown = names.find((name) => !ids.includes(name));
  if (unknown !== undefined) throw new Error(`'${unknown}' must be one of ${ids.join(', ')}; leave it out for all of them`);
  const needed = names.includes('construct-hub') ? [...names, 'npm'] : names;
  return STEPS.filter(({ name }) => names.length === 0 || needed.includes(idOf(name)));
}

const idOf = (name: string): string => name.toLowerCase().replaceAll(' ', '-');

function report(step: Step, site: Site): void {
  const absent = absentTools(step.tools);
  if (absent.length > 0) {
    console.log(`- ${step.name}: not packaged, install ${absent.join(' and ')}`);
    // Where nobody reads what is printed, a registry that was left out would pass for one that was checked.
    if (process.env.CI) process.exitCode = 1;
    return;
  }
  const began = Date.now();
  const { made, problems } = outcome(step, site);
  console.log(`${problems.length === 0 ? '✔' : '✘'} ${step.name}: ${made} (${Math.round((Date.now() - began) / 1000)} s)`);
  for (const problem of problems) console.error(`  ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
}

/** A step that fails does not keep the others from their report. */
function outcome(step: Step, site: Site): ReturnType<Step['run']> {
  try {
    return step.run(site);
  } catch (error) {
    return { made: 'not packaged', problems: [(error as Error).message] };
  }
}

main(process.argv.slice(2));
