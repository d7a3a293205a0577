import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { DEFAULTS } from '../../../core/defaults';
import { warn } from '../../../core/warnings';
import { HardenedFunctionDefaults } from '../../../profiles/hardened-function-defaults';
import type { HardeningProfile } from '../../../profiles/hardening-profile';

/** The props of the function that are read here. */
export interface GivenCode {
  readonly code?: unknown;
  readonly architecture?: lambda.Architecture;
  readonly profile?: HardeningProfile;
}

/**
 * Code in a bucket can't be read here, and code in a zip file is not. Warns where it runs on arm64 because nothing else was chosen: binaries that were built
 * for Lambda's own default fail with the first call.
 *
 * @internal
 */
export function warnOfUnseenCode(shell: IConstruct, { code, architecture, profile }: GivenCode): void {
  const place = placeOf(code);
  if (place === undefined) return;
  if (architecture !== undefined || isChosen(shell, profile)) return;
  warn(
    shell,
    'ArchitectureOfUnseenCode',
    `'architecture' must be set for code in ${place}, which can't be read here, got none, so it runs on arm64; set 'architecture' to what the code was built for`,
  );
}

/** Where code is that is not looked into. */
function placeOf(code: unknown): string | undefined {
  if (code instanceof lambda.S3Code || code instanceof lambda.S3CodeV2 || code instanceof lambda.CfnParametersCode) return 'a bucket';
  return code instanceof lambda.AssetCode && code.path.endsWith('.zip') ? 'a zip file' : undefined;
}

/** By a scope, or by a profile of the user's. */
function isChosen(shell: IConstruct, own: HardeningProfile | undefined): boolean {
  const scoped = HardenedFunctionDefaults._at(shell);
  const profile = own ?? scoped.profile;
  return scoped.architecture !== undefined || (profile !== undefined && profile._settings.architecture !== DEFAULTS.architecture);
}
