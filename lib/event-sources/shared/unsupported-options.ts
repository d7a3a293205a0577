import type { IConstruct } from 'constructs';
import { refuse } from '../../core/errors';

/** What Lambda takes for some sources only. */
const OF_SOME = [
  'filters',
  'filterEncryption',
  'startingPosition',
  'startingPositionTimestamp',
  'retryAttempts',
  'maxRecordAge',
  'bisectBatchOnError',
  'reportBatchItemFailures',
  'onFailure',
  'parallelizationFactor',
  'tumblingWindow',
  'maxConcurrency',
  'provisionedPollerConfig',
  'metricsConfig',
  'logLevel',
];

/**
 * Options of other sources, which types keep out in TypeScript only.
 *
 * @internal
 */
export function refuseUnsupported(scope: IConstruct, called: string, props: object, own: string[]): void {
  const foreign = Object.entries(props).find(([name, value]) => value !== undefined && OF_SOME.includes(name) && !own.includes(name));
  if (foreign)
    refuse(scope, `'${foreign[0]}' must not be given for ${called}, got it, which Lambda does not take for this source; leave it out`);
}
