/** What differs between two assemblies of the same applications. @internal */
export interface Change {
  readonly functions: { readonly added: readonly string[]; readonly removed: readonly string[] };
  readonly permissions: readonly Difference[];
  readonly alarms: readonly Difference[];
  readonly failurePaths: readonly Difference[];
  readonly retention: readonly Difference[];
  readonly settings: readonly Difference[];
  readonly findings: readonly Difference[];
  /** USD a month without traffic, before and after. */
  readonly idle: { readonly before: number; readonly after: number };
  /** USD for a million events of each function, before and after. */
  readonly perMillion: { readonly before: number; readonly after: number };
  readonly replaced: readonly Replaced[];
}

/** The differences under their titles, in the order in which reports show them. @internal */
export const titledDifferences = (change: Change): readonly (readonly [title: string, differences: readonly Difference[]])[] => [
  ['Permissions', change.permissions],
  ['Alarms', change.alarms],
  ['Failure paths', change.failurePaths],
  ['Retention', change.retention],
  ['Other settings', change.settings],
  ['Findings', change.findings],
];

/** What is there now, and was not, or the other way round. @internal */
export interface Difference {
  /** The function, or the resource. */
  readonly of: string;
  readonly before?: string;
  readonly after?: string;
}

/** A resource that is deleted, or made anew. @internal */
export interface Replaced {
  readonly key: string;
  readonly type: string;
  readonly why: string;
  /** The logical id that takes its place, where there is one. */
  readonly by?: string;
}
