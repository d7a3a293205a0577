import { Annotations, Size, Stack, Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { LAMBDA_DEFAULTS } from '../core/aws/lambda-limits';
import { SECONDS_OF_MONTH } from '../core/aws/lambda-prices';
import { got, refuse } from '../core/errors';
import { warn } from '../core/warnings';

/*
 * https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html
 */

/** The oldest runtime of each language. */
const OLDEST: Readonly<Record<string, number>> = { java: 11, python: 3.12, dotnet: 8 };

/** Where Lambda has no SnapStart. */
const WITHOUT = ['ap-southeast-6', 'ap-east-2'];

/** USD in us-east-1, for Python and .NET; Java is free. https://aws.amazon.com/lambda/pricing/ */
const CACHED_PER_GB_SECOND = 0.0000015046;
const RESTORED_PER_GB = 0.0001397998;

/** Whether snapshots are made. @internal */
export const hasSnapStart = ({ snapStart }: lambda.FunctionOptions): boolean => Boolean(snapStart);

/** Whether each version that exists is paid for. @internal */
export const isBilled = (props: lambda.FunctionProps): boolean => hasSnapStart(props) && !props.runtime.name.startsWith('java');

/** @internal */
export function checkSnapStart(scope: IConstruct, props: lambda.FunctionProps): void {
  if (!hasSnapStart(props)) return;
  if (!(props.snapStart instanceof lambda.SnapStartConf)) {
    refuse(scope, `'snapStart' must be a SnapStartConf, got ${got(props.snapStart)}; pass lambda.SnapStartConf.ON_PUBLISHED_VERSIONS`);
  }
  checkRuntime(scope, props.runtime);
  const { ephemeralStorageSize } = props;
  const isLarge =
    ephemeralStorageSize && !ephemeralStorageSize.isUnresolved() && ephemeralStorageSize.toKibibytes() > Size.mebibytes(512).toKibibytes();
  if (isLarge) exclude(scope, `'ephemeralStorageSize' of more than 512 MB`, 'lower it');
  if (props.filesystem) exclude(scope, `'filesystem'`, 'remove it');
  if (props.tenancyConfig) exclude(scope, `'tenancyConfig'`, 'remove it');
  const { region } = Stack.of(scope);
  if (Token.isUnresolved(region) || !WITHOUT.includes(region)) return;
  warn(
    scope,
    'SnapStartRegion',
    `'snapStart' must be used in a region that has it, got ${region}, which AWS documents as one without; remove it there, or acknowledge this if it has come`,
  );
}

function checkRuntime(scope: IConstruct, runtime: lambda.Runtime): void {
  if (runtime === lambda.Runtime.FROM_IMAGE || Token.isUnresolved(runtime.name)) return;
  const [, language = '', version = ''] = /^([a-z]+)([\d.]+)/.exec(runtime.name) ?? [];
  const oldest = OLDEST[language];
  if (oldest !== undefined && isAtLeast(version, oldest)) return;
  refuse(
    scope,
    `'snapStart' must be used with java11, python3.12, dotnet8 or newer, got ${runtime.name}; remove 'snapStart', or change 'runtime'`,
  );
}

/** 3.9 is older than 3.12. */
function isAtLeast(version: string, oldest: number): boolean {
  const [one, other] = [version, String(oldest)].map((text) => text.split('.').map(Number));
  return one[0] !== other[0] ? one[0] > other[0] : (one[1] ?? 0) >= (other[1] ?? 0);
}

function exclude(scope: IConstruct, what: string, fix: string): never {
  refuse(scope, `'snapStart' can't be combined with ${what}, which Lambda refuses; ${fix}, or remove 'snapStart'`);
}

/** The CDK warns of each function with SnapStart that it needs a version: ours has one. @internal */
export const acknowledgePublished = (fn: lambda.Function): void =>
  Annotations.of(fn).acknowledgeWarning('@aws-cdk/aws-lambda:snapStartRequirePublish', 'The alias has a version.');

/**
 * Says at synthesis what the snapshot of a version costs while nothing happens.
 *
 * @internal
 */
export function printSnapStartPrice(shell: IConstruct, fn: lambda.CfnFunction): void {
  const memory = fn.memorySize ?? LAMBDA_DEFAULTS.memorySize;
  if (Token.isUnresolved(memory)) return;
  const cached = ((memory / 1024) * SECONDS_OF_MONTH * CACHED_PER_GB_SECOND).toFixed(2);
  Annotations.of(shell).addInfo(
    `SnapStart: the snapshot of each version of ${memory} MB costs ${cached} USD in an idle month, and ${RESTORED_PER_GB} USD per GB restored (list prices of us-east-1, 30 days); ` +
      'old versions cost as much until they are deleted',
  );
}
