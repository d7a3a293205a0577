import { Duration } from 'aws-cdk-lib';
import { cdkVersionOf } from '../../../lib/core/cdk/cdk-made';
import { checkCdkVersion, isBefore, LOWEST_CDK } from '../../../lib/core/cdk/cdk-version';

const { peerDependencies } = jest.requireActual('../../../package.json');

test('the lowest version is the one that the package asks for', () => {
  expect(`^${LOWEST_CDK}`).toBe(peerDependencies['aws-cdk-lib']);
});

test.each(['2.200.0', '2.256.1', '2.99.9', '1.300.0'])('%s is refused in one sentence', (version) => {
  expect(() => checkCdkVersion(version)).toThrow(
    new Error(`cdk-hardened-lambda must be used with aws-cdk-lib 2.257.0 or later, got ${version}; upgrade aws-cdk-lib`),
  );
});

test.each(['2.257.0', '2.257.1', '2.276.0', '2.1000.0', '3.0.0', '0.0.0', undefined])('%s is not', (version) => {
  expect(() => checkCdkVersion(version)).not.toThrow();
});

test('the CDK of the tests is asked, and new enough', () => {
  expect(cdkVersionOf(Duration)).toBe(jest.requireActual('aws-cdk-lib/package.json').version);
  expect(() => checkCdkVersion()).not.toThrow();
  expect(cdkVersionOf(class {})).toBeUndefined();
});

test('versions are compared by their numbers', () => {
  expect(isBefore('2.9.0', '2.10.0')).toBe(true);
  expect(isBefore('2.10.0', '2.9.0')).toBe(false);
  expect(isBefore('2.10.0', '2.10.0')).toBe(false);
});
