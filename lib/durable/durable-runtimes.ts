import { Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { refuse } from '../core/errors';
import { warn } from '../core/warnings';

/**
 * The oldest runtime of each language that runs durable functions.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/durable-supported-runtimes.html
 */
const OLDEST: Readonly<Record<string, readonly [major: number, minor: number]>> = {
  nodejs: [22, 0],
  python: [3, 13],
  java: [17, 0],
  dotnet: [8, 0],
};

/** @internal */
export function checkRuntime(scope: IConstruct, runtime: lambda.Runtime): void {
  const { name } = runtime;
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
  const [, language = '', major = '', minor = '0'] = /^([a-z]+)(\d+)(?:\.(\d+))?/.exec(name) ?? [];
  const oldest = OLDEST[language];
  if (oldest && (Number(major) > oldest[0] || (Number(major) === oldest[0] && Number(minor) >= oldest[1]))) return;
  refuse(
    scope,
    `'runtime' must be nodejs22.x, python3.13, java17, dotnet8 or newer for a durable function, got ${name}; change it, or use an image with the durable execution SDK`,
  );
}
