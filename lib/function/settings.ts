import { type Duration, Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { MEMORY, TIMEOUT } from '../core/aws/lambda-limits';
import { refuse, refuseAtSynth, together } from '../core/errors';
import { checkSeconds, checkWholeNumber } from '../core/input/ranges';
import { warn } from '../core/warnings';
import { withoutStatements } from '../execution/file-system-statements';
import { ipv6Outbound } from '../network/ipv6-egress';
import { checkVariable } from './environment';
import { checkHomes } from './homes';
import { deprecationOn } from './runtime-lifecycle';

/*
 * The settings of the function itself: what Lambda refuses is refused at synthesis.
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
 */

/**
 * All of them, in one error.
 *
 * @internal
 */
export function checkSettings(scope: IConstruct, props: lambda.FunctionProps): void {
  together(
    () => checkWholeNumber(scope, 'memorySize', props.memorySize, { ...MEMORY, unit: 'MB' }),
    () => checkSeconds(scope, 'timeout', props.timeout, TIMEOUT),
    () => checkReservedConcurrency(scope, props.reservedConcurrentExecutions),
    () => checkHandler(scope, props.handler),
    () => checkDescription(scope, props.description),
    () => checkName(scope, props.functionName),
    () => checkRuntime(scope, props.runtime),
    () => checkNotYetSupported(scope, props),
    () => checkHomes(scope, props),
    ...Object.entries(props.environment ?? {}).map(
      ([name, value]) =>
        () =>
          checkVariable(scope, name, value),
    ),
  );
}

function checkReservedConcurrency(scope: IConstruct, reserved: number | undefined): void {
  checkWholeNumber(scope, 'reservedConcurrentExecutions', reserved, { min: 0, fix: `leave it out to share the account's concurrency` });
  if (reserved !== 0) return;
  warn(
    scope,
    'ReservedConcurrencyZero',
    `'reservedConcurrentExecutions' must be at least 1 for the function to run, got 0, which stops it; raise it, or acknowledge this while it is stopped`,
  );
}

function checkHandler(scope: IConstruct, handler: string): void {
  if (Token.isUnresolved(handler) || handler === lambda.Handler.FROM_IMAGE) return;
  if (typeof handler === 'string' && /^\S{1,128}$/.test(handler)) return;
  refuse(
    scope,
    `'handler' must be 1 to 128 characters without white space, got ${JSON.stringify(handler)}; name file and function, as in index.handler`,
  );
}

function checkDescription(scope: IConstruct, description: string | undefined): void {
  if (description === undefined || Token.isUnresolved(description) || description.length <= 256) return;
  refuse(scope, `'description' must have at most 256 characters, got ${description.length}; shorten it`);
}

function checkName(scope: IConstruct, name: string | undefined): void {
  if (name === undefined || Token.isUnresolved(name) || /^[a-zA-Z0-9_-]{1,64}$/.test(name)) return;
  refuse(
    scope,
    `'functionName' must be 1 to 64 letters, digits, hyphens and underscores, got ${JSON.stringify(name)}; change it, or leave it out for a generated one`,
  );
}

function checkRuntime(scope: IConstruct, runtime: lambda.Runtime): void {
  if (typeof runtime.name !== 'string') {
    refuse(scope, `'runtime' must be a lambda.Runtime, got ${JSON.stringify(runtime)}; pass for example lambda.Runtime.NODEJS_24_X`);
  }
  const lifecycle = deprecationOn(new Date(), runtime.name);
  if (lifecycle === undefined) return;
  warn(
    scope,
    'DeprecatedRuntime',
    `'runtime' must be one that AWS still patches, got ${runtime.name}, deprecated since ${lifecycle.deprecated} and closed to updates from ${lifecycle.updateBlocked} on; use a newer runtime`,
  );
}

function checkNotYetSupported(scope: IConstruct, props: lambda.FunctionProps): void {
  if (props.insightsVersion && props.role) {
    refuseAtSynth(
      scope,
      `'insightsVersion' together with your own 'role' is not supported yet, since CDK attaches an AWS managed policy to the role; leave 'role' out, or add the extension by 'layers'`,
    );
  }
}

/** @internal */
export interface FunctionDefaults {
  readonly architecture: lambda.Architecture;
  readonly memorySize: number;
  readonly timeout: Duration;
  readonly recursiveLoop?: lambda.RecursiveLoop;
}

/**
 * The props for CDK's function: the user's, and our defaults where there is none. What other parts do is left out.
 *
 * @internal
 */
export function functionProps(
  props: lambda.FunctionProps,
  profile: FunctionDefaults,
  loggingFormat: lambda.LoggingFormat | undefined,
): lambda.FunctionProps {
  return {
    ...omit(props, DONE_ELSEWHERE),
    architecture: props.architecture ?? profile.architecture,
    memorySize: props.memorySize ?? profile.memorySize,
    timeout: props.timeout ?? profile.timeout,
    recursiveLoop: props.recursiveLoop ?? profile.recursiveLoop,
    loggingFormat,
    filesystem: props.filesystem && withoutStatements(props.filesystem),
    ...ipv6Outbound(props),
    // Tracing is turned on elsewhere, its statement apart from the user's grants; ADOT would turn it on here.
    tracing: props.adotInstrumentation ? lambda.Tracing.DISABLED : undefined,
  };
}

/** CDK warns of a deprecated prop that is there, even if undefined. */
const DONE_ELSEWHERE = [
  'logRetention',
  'logRemovalPolicy',
  'logRetentionRole',
  'logRetentionRetryOptions',
  'onFailure',
  'onSuccess',
  'retryAttempts',
  'maxEventAge',
  'deadLetterQueue',
  'deadLetterQueueEnabled',
  'deadLetterTopic',
  'events',
] as const satisfies (keyof lambda.FunctionOptions)[];

/** Without deleting, after which V8 reads an object slowly. */
const omit = (props: lambda.FunctionProps, names: readonly string[]): lambda.FunctionProps =>
  Object.fromEntries(Object.entries(props).filter(([name]) => !names.includes(name))) as unknown as lambda.FunctionProps;
