import type { BundlingOptions } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { IConstruct } from 'constructs';
import { refuseAtSynth } from '../core/errors';
import type { Powertools } from './powertools';

const PACKAGES = '@aws-lambda-powertools/';

/**
 * Refuses a layer that has no effect: esbuild puts the package into the bundle.
 *
 * @internal
 */
export function checkLayerIsLoaded(scope: IConstruct, powertools: Powertools | undefined, bundling: BundlingOptions | undefined): void {
  if (powertools?._layer === undefined || bundling?.externalModules?.some((name) => name.startsWith(PACKAGES))) return;
  refuseAtSynth(
    scope,
    `'powertools' must be a dependency of a bundle, got Powertools.fromLayer, whose layer the bundle does not use; ` +
      `use Powertools.asDependency, or name '${PACKAGES}*' in 'bundling.externalModules'`,
  );
}
