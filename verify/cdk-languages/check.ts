import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from './language';
import { compareReports } from './reports';
import { compareTemplates } from './templates';

/** Where an application is built and what its templates have to be. */
export interface Bench {
  /** The application as it is committed. */
  readonly source: string;
  /** Where it is installed and runs. */
  readonly folder: string;
  /** The assembly of the application in TypeScript. */
  readonly expected: string;
}

/** A text of the program and its replacement. */
export type Change = readonly [text: string, instead: string];

export const environment = (out: string): NodeJS.ProcessEnv => ({
  ...process.env,
  CDK_OUTDIR: out,
  CDK_VALIDATION: 'false',
  JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
});

/** Synthesizes the application, changed or as it is, and says how its templates and findings differ; fails where it does not run. */
export function differences(language: Language, { source, folder, expected }: Bench, change?: Change): string[] {
  const out = join(folder, 'cdk.out');
  // Where the program fails, templates of an earlier run would be compared instead.
  rmSync(out, { recursive: true, force: true });
  const program = readFileSync(join(source, language.program), 'utf8');
  writeFileSync(join(folder, language.program), change ? changed(program, change) : program);
  language.synthesize(folder, environment(out));
  return [...compareTemplates(out, expected), ...compareReports(out, expected)];
}

function changed(program: string, [text, instead]: Change): string {
  if (!program.includes(text)) throw new Error(`'${text}' must be in the program, got none; change what the self-test breaks`);
  return program.replaceAll(text, instead);
}

/** Copies the application to where it is installed, with nothing of an earlier run. */
export function prepare({ source, folder }: Bench): void {
  rmSync(folder, { recursive: true, force: true });
  cpSync(source, folder, { recursive: true });
}
