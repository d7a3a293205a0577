import { Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { acknowledgeChecks } from '../../core/acknowledgements';
import { refuse } from '../../core/errors';
import { qualifiedId } from '../../core/ids';
import { checkList } from '../../core/input/kind-checks';
import { checkNames, checkOneOf } from '../../core/input/option-names';
import { warn } from '../../core/warnings';
import { checkCors } from '../cors-checks';

const URL_OPTIONS: { readonly [option in keyof Required<lambda.FunctionUrlOptions>]: true } = {
  authType: true,
  cors: true,
  invokeMode: true,
};

const CORS_OPTIONS: { readonly [option in keyof Required<lambda.FunctionUrlCorsOptions>]: true } = {
  allowCredentials: true,
  allowedHeaders: true,
  allowedMethods: true,
  allowedOrigins: true,
  exposedHeaders: true,
  maxAge: true,
};

/**
 * What Lambda or browsers refuse of a function URL.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html
 *
 * @internal
 */
export function checkFunctionUrl(scope: IConstruct, options: lambda.FunctionUrlOptions | undefined): void {
  if (options !== undefined && options !== null) checkNames(scope, 'addFunctionUrl', options, URL_OPTIONS);
  const { cors, authType, invokeMode } = options ?? {};
  checkOneOf(scope, 'authType', authType, { FunctionUrlAuthType: lambda.FunctionUrlAuthType });
  checkOneOf(scope, 'invokeMode', invokeMode, { InvokeMode: lambda.InvokeMode });
  if (cors === undefined || cors === null) return;
  checkNames(scope, 'cors', cors, CORS_OPTIONS);
  checkLength(scope, 'allowedOrigins', cors.allowedOrigins, 100);
  checkLength(scope, 'allowedHeaders', cors.allowedHeaders, 100);
  checkLength(scope, 'exposedHeaders', cors.exposedHeaders, 100);
  checkLength(scope, 'allowedMethods', cors.allowedMethods, 6);
  const methods: unknown[] = Object.values(lambda.HttpMethod);
  checkList(scope, 'cors.allowedMethods', cors.allowedMethods, 'lambda.HttpMethod', (method) => methods.includes(method));
  if (cors.allowedMethods?.includes(lambda.HttpMethod.OPTIONS)) {
    refuse(
      scope,
      `'cors.allowedMethods' must be without OPTIONS, got it, which Lambda refuses; remove it: a URL answers preflights itself`,
    );
  }
  const { allowCredentials, allowedOrigins, maxAge } = cors;
  checkCors(scope, 'cors', { allowCredentials, origins: ['allowedOrigins', allowedOrigins], maxAge });
}

/**
 * A URL has no throttle but the reserved concurrency of its function: ten times as many requests a second.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html
 *
 * @internal
 */
export function warnOfNoLimit(
  shell: IConstruct,
  fn: lambda.Function,
  options: lambda.FunctionUrlOptions | undefined,
  waived: string | undefined,
): void {
  const { reservedConcurrentExecutions } = fn.node.defaultChild as lambda.CfnFunction;
  if (options?.authType !== lambda.FunctionUrlAuthType.NONE || reservedConcurrentExecutions !== undefined) return;
  if (waived !== undefined) {
    acknowledgeChecks(shell, [qualifiedId('FunctionUrlWithoutLimit')], waived);
    return;
  }
  warn(
    shell,
    'FunctionUrlWithoutLimit',
    `'reservedConcurrentExecutions' must be set for a function URL that anyone can call, got none, so that requests cost what they like and take the concurrency of ` +
      `the account; set it to the requests at once that you want to pay for, pass FunctionUrlAuthType.AWS_IAM, or 'waivers: [Waiver.reservedConcurrency(reason)]'`,
  );
}

function checkLength(scope: IConstruct, name: string, values: readonly unknown[] | undefined, most: number): void {
  checkList(scope, `cors.${name}`, values, 'texts', (value) => typeof value === 'string');
  if (!values || Token.isUnresolved(values) || values.length <= most) return;
  refuse(scope, `'cors.${name}' must have at most ${most} entries, got ${values.length}; remove some`);
}
