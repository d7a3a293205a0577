/**
 * A file that esbuild read, as its metafile tells, and each import as it is written in it: https://esbuild.github.io/api/#metafile.
 * They are one text, since thousands of them go from thread to thread.
 */
export type Input = string;

const BETWEEN = '\0';

/** @internal */
export function partsOf(input: Input): { readonly path: string; readonly imports: readonly string[] } {
  const [path, ...imports] = input.split(BETWEEN);
  return { path, imports };
}

/** What the command line tells of resolution. */
export interface Resolution {
  readonly tsconfig?: string;
  readonly tsconfigRaw?: string;
  readonly alias?: Record<string, string>;
  readonly inject?: string[];
  readonly mainFields: readonly string[];
  /** Whether the source maps of inputs are read, and the sources that these name. */
  readonly sourceMaps: boolean;
  readonly sources: boolean;
  readonly nodePaths: string[];
  readonly lockFile: string;
}
