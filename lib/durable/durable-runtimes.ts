import { Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { refuse } from '../core/errors';
import { warn } from '../core/warnings';
import { DURABLE_RUNTIMES, runsDurably } from '../service-limits/durable';

/** @internal */
export function checkRuntime(scope: IConstruct, { name }: lambda.Runtime): void {
  if (Token.isUnresolved(name)) return;
  if (name === lambda.Runtime.FROM_IMAGE.name) {
    warn(
      scope,
      'DurableUnverified',
      `'durableConfig' must be used with an image that contains the durable execution SDK, got an image whose contents are not known here; ` +
        'add the SDK to the image, and acknowledge this',
    );
    return;
  }
  if (runsDurably(name)) return;
  refuse(
    scope,
    `'runtime' must be ${DURABLE_RUNTIMES} for a durable function, got ${name}; change it, or use an image with the durable execution SDK`,
  );
}
