/** What esbuild's metafile tells of an input: https://esbuild.github.io/api/#metafile */
export interface Metafile {
  readonly inputs: Record<
    string,
    { readonly imports: { readonly path: string; readonly original?: string; readonly external?: boolean }[] }
  >;
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
