import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { LAMBDA_DEFAULTS } from '../../lib/core/aws/lambda-limits';

/** The log group of a function: the one that is set, or the one that Lambda makes. */
export const logGroupOf = (name: string, { LoggingConfig }: FunctionConfiguration): string =>
  LoggingConfig?.LogGroup ?? `${LAMBDA_DEFAULTS.logGroupPrefix}${name}`;
