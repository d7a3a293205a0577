import { Duration } from 'aws-cdk-lib';
import { cdkVersionOf } from './cdk-made';

/** The lowest version of aws-cdk-lib that the library works with. @internal */
export const LOWEST_CDK = '2.257.0';

/**
 * Refuses an older CDK in one sentence, before something that it does not have is missing somewhere.
 *
 * @internal
 */
export function checkCdkVersion(version = cdkVersionOf(Duration)): void {
  if (version === undefined || !isBefore(version, LOWEST_CDK)) return;
  throw new Error(`cdk-hardened-lambda must be used with aws-cdk-lib ${LOWEST_CDK} or later, got ${version}; upgrade aws-cdk-lib`);
}

/**
 * Whether one version comes before another. What is no released version, such as a build of the CDK from its sources, does not.
 *
 * @internal
 */
export function isBefore(version: string, other: string): boolean {
  const [one, two] = [version, other].map((text) => text.split(/[.-]/).map(Number));
  if (one[0] === 0) return false;
  const place = [0, 1, 2].find((index) => one[index] !== two[index]);
  return place !== undefined && one[place] < two[place];
}
