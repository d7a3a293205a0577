import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { warn } from '../../../core/warnings';
import { HardenedFunctionDefaults } from '../../../profiles/hardened-function-defaults';

/** What is asked of the props of the function. */
export interface GivenCode {
  readonly code?: unknown;
  readonly architecture?: lambda.Architecture;
}

/**
 * Code in a bucket can't be read here. Warns where it runs on arm64 because nothing else was chosen: binaries that were built
 * for Lambda's own default fail with the first call.
 *
 * @internal
 */
export function warnOfUnseenCode(shell: IConstruct, { code, architecture }: GivenCode): void {
  if (!(code instanceof lambda.S3Code || code instanceof lambda.S3CodeV2)) return;
  if (architecture ?? HardenedFunctionDefaults._at(shell).architecture) return;
  warn(
    shell,
    'ArchitectureOfUnseenCode',
    `'architecture' must be set for code in a bucket, which can't be read here, got none, so it runs on arm64; set 'architecture' to what the code was built for`,
  );
}
