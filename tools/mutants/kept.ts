/** A change that no test notices, and why none has to. */
export interface Kept {
  readonly file: string;
  /** As it stands there. */
  readonly line: string;
  readonly reason: string;
}

const NO_STATEMENT = 'What is put in place of the empty list has no `Effect`, and is dropped as what allows nothing.';
const NOT_WRITTEN = 'A variable that is undefined is not written into the template.';

export const KEPT: Kept[] = [
  {
    file: 'lib/network/vpc-access.ts',
    line: '.flatMap(({ Action }) => Action ?? [])',
    reason: 'A statement without `Action` has `NotAction`, which is not judged; no text in its place covers an action that is denied.',
  },
  { file: 'lib/network/vpc-access.ts', line: 'insideOf(node as iam.CfnRole) : [];', reason: NO_STATEMENT },
  { file: 'lib/network/vpc-access.ts', line: '(stack.resolve(policyDocument)?.Statement ?? []) : [];', reason: NO_STATEMENT },
  { file: 'lib/network/vpc-access.ts', line: 'policyDocument?.Statement ?? []);', reason: NO_STATEMENT },
  { file: 'lib/powertools/powertools-environment.ts', line: '...(options.metricsNamespace === undefined ? {}', reason: NOT_WRITTEN },
  { file: 'lib/powertools/powertools-environment.ts', line: '...(level === undefined ? {}', reason: NOT_WRITTEN },
];
