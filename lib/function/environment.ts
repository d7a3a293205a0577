import { Stack, Token } from 'aws-cdk-lib';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { secretIn } from '../core/aws/secret-formats';
import { got, refuse } from '../core/errors';
import { switchedOff } from '../core/idempotency-names';
import { warn } from '../core/warnings';

/*
 * What Lambda refuses in the environment.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */

const RESERVED = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_DEFAULT_REGION',
  'AWS_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_LAMBDA_RUNTIME_API',
  'LAMBDA_TASK_ROOT',
  'LAMBDA_RUNTIME_DIR',
]);

/** Documented as reserved since 2026; whether Lambda refuses or overwrites them is not. */
const NEWLY_RESERVED = new Set(['AWS_LAMBDA_MAX_CONCURRENCY', 'AWS_LAMBDA_METADATA_API', 'AWS_LAMBDA_METADATA_TOKEN']);

const NAME = /^[a-zA-Z][a-zA-Z0-9_]+$/;

/** Lambda measures the environment as one JSON object, quotes and commas included. */
const MAX_BYTES = 4096;

/** @internal */
export function checkVariable(scope: IConstruct, name: string, value: string): void {
  if (Token.isUnresolved(name)) return;
  if (RESERVED.has(name)) {
    refuse(scope, `'environment' must not use reserved names, got ${name}, which is reserved; choose another name`);
  }
  if (!NAME.test(name)) {
    refuse(
      scope,
      `'environment' must have names of a letter and at least one more letter, digit or underscore, got ${JSON.stringify(name)}; rename it`,
    );
  }
  if (NEWLY_RESERVED.has(name)) {
    warn(
      scope,
      'NewReservedEnvironmentName',
      `'environment' must not use reserved names, got ${name}, which AWS reserved recently; choose another name`,
    );
  }
  if (Token.isUnresolved(value)) return;
  if (typeof value !== 'string') {
    refuse(
      scope,
      `'environment.${name}' must be a text, got ${got(value)}; Lambda takes nothing else, so convert it, for example by String(...)`,
    );
  }
  warnOfSecret(scope, name, value);
}

function warnOfSecret(scope: IConstruct, name: string, value: string): void {
  const kind = secretIn(value, name);
  if (kind === undefined) return;
  warn(
    scope,
    'SecretInEnvironment',
    `'environment.${name}' must not hold a secret, got a literal that looks like ${kind}, which everyone with access to the template can read; ` +
      `keep it in Secrets Manager, pass its ARN and grant the function 'grantRead'`,
  );
}

/**
 * All variables of the function, when the app is complete: layers and later calls add some.
 *
 * @internal
 */
export const variablesOf = (resource: CfnFunction): Record<string, unknown> =>
  (Stack.of(resource).resolve(resource.environment) as { variables?: Record<string, unknown> } | undefined)?.variables ?? {};

/**
 * What is not resolved counts as nothing.
 *
 * @internal
 */
export function environmentSize(variables: Record<string, unknown>): string[] {
  const known = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, typeof value === 'string' ? value : '']));
  const bytes = Buffer.byteLength(JSON.stringify(known));
  if (bytes <= MAX_BYTES) return [];
  return [
    `'environment' must take at most ${MAX_BYTES} bytes as JSON, got ${bytes}; keep long values in Parameter Store or S3 and pass their names`,
  ];
}

/**
 * The variable is for tests: a repeated event has its effect again.
 *
 * @internal
 */
export function warnOfDisabledIdempotency(scope: IConstruct, variables: Record<string, unknown>): void {
  const found = switchedOff(variables);
  if (found === undefined) return;
  warn(
    scope,
    'IdempotencyDisabled',
    `'environment' must not turn off the idempotency of Powertools outside of tests, got ${found}, with which an event that is delivered twice has its effect twice; remove it`,
  );
}
