import * as cdk from 'aws-cdk-lib';
import { cdkVersionOf } from '../lib/core/cdk/cdk-made';
import { isBefore } from '../lib/core/cdk/cdk-version';

/** Whether the CDK that the tests run on is older than a version. */
export const isCdkBefore = (version: string): boolean => isBefore(cdkVersionOf(cdk.Stack) as string, version);

/** For what the CDK can do since a version: with an older one, which `cdk-range` tests too, there is nothing to test. */
export const testSince = (version: string): jest.It => (isCdkBefore(version) ? test.skip : test);
export const describeSince = (version: string): jest.Describe => (isCdkBefore(version) ? describe.skip : describe);

/** Since when the CDK validates templates by itself, and throws or reports what plugins find in one way. */
export const VALIDATING = '2.262.0';
