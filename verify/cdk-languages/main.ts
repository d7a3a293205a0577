import { fork } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Bench, differences, environment, prepare } from './check';
import { missingInDotnet } from './dotnet';
import { go } from './go';
import { java } from './java';
import type { Language } from './language';
import { python } from './python';
import { synthesizeReference } from './reference';
import { run } from './run';
import { unseen } from './self-test';
import { absentTools } from './tools';

/*
 * Proves the package in other languages: an application in each, installed from what jsii-pacmak makes, synthesizes to the
 * templates of the same application in TypeScript, byte for byte. Then each is broken on purpose, which has to be seen.
 * A process for each language; a language may be named instead of all.
 */
const ROOT = join(__dirname, '..', '..');
const CACHE = join(ROOT, 'node_modules', '.cache', 'languages');
const PACKAGES = join(CACHE, 'packages');
const LANGUAGES = [python, java, go];

const assemblyOf = (cdk: string): string => join(CACHE, `typescript-${cdk}`, 'cdk.out');

async function main(args: readonly string[]): Promise<void> {
  const [step, name] = args;
  if (step === '--reference') return reference(name);
  if (step === '--language') return language(name);
  const present = chosen(args).filter(isInstalled);
  rmSync(CACHE, { recursive: true, force: true });
  run({ cwd: ROOT }, 'npx', 'jsii-pacmak', '--code-only', '--outdir', PACKAGES);
  const missing = missingInDotnet(ROOT, PACKAGES);
  if (missing.length > 0) fail(`.NET: not generated: ${missing.join(', ')}`);
  else console.log('.NET: the source of each public type is generated');
  // Before the languages, not with them: all of them together would keep two cores from any of them.
  await Promise.all([...new Set(present.map(({ cdk }) => cdk))].map((cdk) => alone('--reference', cdk)));
  await Promise.all(present.map(({ folder }) => alone('--language', folder)));
}

function chosen(names: readonly string[]): Language[] {
  const known = LANGUAGES.map(({ folder }) => folder);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`'${unknown}' must be one of ${known.join(', ')}; leave it out for all of them`);
  return LANGUAGES.filter(({ folder }) => names.length === 0 || names.includes(folder));
}

function isInstalled({ name, tools }: Language): boolean {
  const absent = absentTools(tools);
  if (absent.length === 0) return true;
  const what = `${name}: not checked, install ${absent.join(' and ')}`;
  // Where nobody reads what is printed, a language that was left out would pass for one that was checked.
  if (process.env.CI) fail(what);
  else console.log(what);
  return false;
}

function reference(cdk: string): void {
  const source = join(ROOT, 'verify/cdk-languages/applications', 'typescript', 'app.ts');
  synthesizeReference(source, cdk, PACKAGES, join(CACHE, `typescript-${cdk}`), environment(assemblyOf(cdk)));
}

function language(folder: string): void {
  const [language] = chosen([folder]);
  const bench: Bench = {
    source: join(ROOT, 'verify/cdk-languages/applications', folder),
    folder: join(CACHE, folder),
    expected: assemblyOf(language.cdk),
  };
  const began = Date.now();
  prepare(bench);
  language.install(PACKAGES, bench.folder);
  const found = [...differences(language, bench), ...unseen(language, bench)];
  language.refuse?.(bench.folder, environment(join(bench.folder, 'cdk.out')));
  const seconds = Math.round((Date.now() - began) / 1000);
  for (const what of found) fail(`${language.name}: ${what}`);
  if (found.length === 0) {
    console.log(
      `${language.name}, aws-cdk-lib ${language.cdk}: the templates of TypeScript; an error and one changed byte are seen (${seconds} s)`,
    );
  }
}

/** A step in a separate process, which fails alone. */
function alone(...step: string[]): Promise<void> {
  return new Promise((resolve) => {
    fork(__filename, step).on('exit', (code) => {
      if (code !== 0) fail(`'${step.join(' ')}' failed`);
      resolve();
    });
  });
}

function fail(what: string): void {
  console.error(what);
  process.exitCode = 1;
}

main(process.argv.slice(2)).catch((error) => fail(error.message));
