import type { Tool } from '../cdk-languages/language';

/** What is packaged, and where. */
export interface Site {
  /** The repository. */
  readonly root: string;
  /** Where a step may write, below a separate folder. */
  readonly folder: string;
  readonly packageJson: PackageJson;
  /** The sources of all languages, as jsii-pacmak generates them. */
  readonly code: string;
}

export interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly [field: string]: unknown;
}

/** One registry, or another reader of a release. */
export interface Step {
  readonly name: string;
  readonly tools: readonly Tool[];
  /** Packages, checks and returns what was made; the problems are one sentence each. */
  run(site: Site): { readonly made: string; readonly problems: string[] };
}

/** A sentence for each field that is missing or not as it must be. */
export function required(owner: string, fields: Record<string, unknown>): string[] {
  return Object.entries(fields).flatMap(([field, value]) =>
    value === undefined || value === null || value === '' ? [`${owner} must have '${field}', got none`] : [],
  );
}

/** A sentence where two values differ. */
export function equal(owner: string, field: string, value: unknown, expected: unknown): string[] {
  return value === expected ? [] : [`${owner} must have '${field}' ${expected}, got ${value}`];
}

/** A sentence for each file that is not in a list. */
export function filesOf(owner: string, files: readonly string[], expected: readonly (string | RegExp)[]): string[] {
  const has = (file: string | RegExp) => files.some((name) => (typeof file === 'string' ? name === file : file.test(name)));
  return expected.flatMap((file) => (has(file) ? [] : [`${owner} must contain ${file}, got ${files.length} other files`]));
}
