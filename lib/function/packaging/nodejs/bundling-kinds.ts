import type { BundlingOptions } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { IConstruct } from 'constructs';
import { checkList, checkObject } from '../../../core/input/kind-checks';

const LISTS = ['externalModules', 'nodeModules', 'inject', 'mainFields'] as const satisfies (keyof BundlingOptions)[];
const RECORDS = ['define', 'loader', 'environment', 'esbuildArgs'] as const satisfies (keyof BundlingOptions)[];

/**
 * JavaScript accepts other kinds of values: a text in place of a list would fail without a sentence, or be read letter by letter.
 *
 * @internal
 */
export function checkBundlingKinds(scope: IConstruct, bundling: BundlingOptions): void {
  for (const name of LISTS) checkList(scope, `bundling.${name}`, bundling[name]);
  for (const name of RECORDS)
    if (bundling[name] !== undefined) checkObject(scope, `bundling.${name}`, bundling[name], 'pass names and values');
}
