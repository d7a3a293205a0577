import type { BundlingOptions } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { IConstruct } from 'constructs';
import { got, refuse } from '../../../core/errors';

const LISTS = ['externalModules', 'nodeModules', 'inject', 'mainFields'] as const satisfies (keyof BundlingOptions)[];
const RECORDS = ['define', 'loader', 'environment', 'esbuildArgs'] as const satisfies (keyof BundlingOptions)[];

/**
 * JavaScript accepts other kinds of values: a text in place of a list would fail without a sentence, or be read letter by letter.
 *
 * @internal
 */
export function checkBundlingKinds(scope: IConstruct, bundling: BundlingOptions): void {
  for (const name of LISTS) {
    const value: unknown = bundling[name];
    if (value === undefined) continue;
    if (!Array.isArray(value)) refuse(scope, `'bundling.${name}' must be a list of texts, got ${got(value)}; put it in a list`);
    for (const item of value.filter((each) => typeof each !== 'string' || each === ''))
      refuse(scope, `'bundling.${name}' must be a list of texts, got ${got(item)} in it; remove it`);
  }
  for (const name of RECORDS) {
    const value: unknown = bundling[name];
    if (value === undefined || (typeof value === 'object' && !Array.isArray(value))) continue;
    refuse(scope, `'bundling.${name}' must be an object, got ${got(value)}; pass names and values`);
  }
}
