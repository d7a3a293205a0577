import { rmSync } from 'node:fs';
import { compareTemplates } from './differences';
import { type Outcome, tryVersion } from './version';

/*
 * Proves both ends of the range of aws-cdk-lib that the library is for: the tests, cdk-nag and the templates, each
 * version in a separate folder. `--keep` leaves the folders. Other versions may be named instead.
 */
const RANGE = ['2.269.0', '2.276.0'];

function main(args: string[]): void {
  const named = args.filter((arg) => !arg.startsWith('--'));
  const outcomes = (named.length > 0 ? named : RANGE).map((version) => {
    const outcome = tryVersion(version);
    console.log(report(outcome));
    return outcome;
  });
  const [lowest, ...others] = outcomes;
  const differences = others.flatMap((other) => compareTemplates(lowest, other));
  for (const { text } of differences) console.log(text);
  if (others.length > 0 && differences.length === 0) console.log('templates: the same');

  for (const { folder } of outcomes) {
    if (args.includes('--keep')) console.log(`kept: ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  }
  const failed = outcomes.some(({ failures, findings }) => failures.length > 0 || findings.length > 0);
  if (failed || differences.some(({ expected }) => !expected)) process.exitCode = 1;
}

function report({ version, passed, failures, findings }: Outcome): string {
  return [
    `aws-cdk-lib ${version}: ${passed} tests passed, ${failures.length} failed, ${findings.length} findings of cdk-nag left`,
    ...failures.map((failure) => `  failed: ${failure}`),
    ...findings.map((finding) => `  finding: ${finding}`),
  ].join('\n');
}

main(process.argv.slice(2));
