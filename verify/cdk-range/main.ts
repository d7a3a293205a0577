import { rmSync } from 'node:fs';
import { unclearBelow } from './below';
import { compareTemplates, type Difference } from './differences';
import { pythonTemplates } from './python';
import { type Outcome, tryVersion } from './version';

/*
 * Proves both ends of the range of aws-cdk-lib that the library is for: the tests, cdk-nag and the templates, each
 * version in a separate folder; the templates of an application in Python; and that a version below is refused. `--keep`
 * leaves the folders. Other versions may be named instead, for TypeScript alone.
 */
export const RANGE = ['2.257.0', '2.276.0'];
/** The same ends where PyPI has them: the newest that it has. */
const PYTHON_RANGE = ['2.257.0', '2.275.0'];

function main(args: string[]): void {
  const named = args.filter((arg) => !arg.startsWith('--'));
  const outcomes = (named.length > 0 ? named : RANGE).map((version) => {
    const outcome = tryVersion(version);
    console.log(report(outcome));
    return outcome;
  });
  const [lowest, ...others] = outcomes;
  const differences = others.flatMap((other) => compareTemplates(lowest, other));
  const elsewhere = named.length > 0 ? [] : outcomes.flatMap(inPython);
  const unclear = named.length > 0 ? [] : unclearBelow(lowest.folder);
  for (const { text } of [...differences, ...elsewhere]) console.log(text);
  for (const text of unclear) console.log(text);
  if (others.length > 0 && differences.length === 0) console.log('templates: the same');

  for (const { folder } of outcomes) {
    if (args.includes('--keep')) console.log(`kept: ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  }
  const failed = outcomes.some(({ failures, findings }) => failures.length > 0 || findings.length > 0);
  if (failed || unclear.length > 0 || [...differences, ...elsewhere].some(({ expected }) => !expected)) process.exitCode = 1;
}

/** Where the templates of Python differ from those of TypeScript, at one end of the range. */
function inPython({ folder, version, templates }: Outcome, end: number): Difference[] {
  const python = pythonTemplates(folder, PYTHON_RANGE[end]);
  const same = Object.fromEntries(Object.keys(python).map((kind) => [kind, templates[kind]]));
  const differences = compareTemplates({ version, templates: same }, { version: `Python's ${PYTHON_RANGE[end]}`, templates: python });
  if (differences.length === 0) console.log(`Python, aws-cdk-lib ${PYTHON_RANGE[end]}: the templates of TypeScript`);
  return differences;
}

function report({ version, passed, failures, findings }: Outcome): string {
  return [
    `aws-cdk-lib ${version}: ${passed} tests passed, ${failures.length} failed, ${findings.length} findings of cdk-nag left`,
    ...failures.map((failure) => `  failed: ${failure}`),
    ...findings.map((finding) => `  finding: ${finding}`),
  ].join('\n');
}

if (require.main === module) main(process.argv.slice(2));
