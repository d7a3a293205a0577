import { Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { checkGiven, refuse } from '../core/errors';
import type { Powertools, PowertoolsOptions } from './powertools';

/** What Powertools changes of the function's props. @internal */
export type PowertoolsProps = Pick<lambda.FunctionProps, 'environment' | 'applicationLogLevelV2'>;

/**
 * The environment that Powertools reads, and the log level that Lambda has to have with it.
 *
 * https://docs.aws.amazon.com/powertools/typescript/latest/environment-variables/
 *
 * @internal
 */
export function powertoolsProps(
  scope: IConstruct,
  powertools: Powertools | undefined,
  props: lambda.FunctionProps,
  loggingFormat: lambda.LoggingFormat | undefined,
): PowertoolsProps {
  if (!powertools) return {};
  const options = powertools._options;
  checkOptions(scope, options);
  const names = levelNames(scope, props.runtime);
  const level = levelOf(scope, options.logLevel, props);
  const variables = {
    POWERTOOLS_SERVICE_NAME: options.serviceName,
    ...(options.metricsNamespace === undefined ? {} : { POWERTOOLS_METRICS_NAMESPACE: options.metricsNamespace }),
    ...(level === undefined ? {} : { POWERTOOLS_LOG_LEVEL: names[level] ?? level }),
  };
  checkEnvironment(scope, variables, props.environment ?? {});
  return {
    environment: { ...variables, ...props.environment },
    // Lambda takes a level with JSON only; what CDK's older prop said stays there.
    ...(options.logLevel !== undefined && loggingFormat === lambda.LoggingFormat.JSON ? { applicationLogLevelV2: options.logLevel } : {}),
  };
}

function checkOptions(scope: IConstruct, options: PowertoolsOptions): void {
  checkGiven(scope, 'powertools: serviceName', options?.serviceName, "'orders'");
  const { serviceName, metricsNamespace } = options;
  if (!Token.isUnresolved(serviceName) && serviceName.trim() === '') {
    refuse(scope, `'powertools: serviceName' must not be empty, got ${JSON.stringify(serviceName)}; name the service, as in 'orders'`);
  }
  if (metricsNamespace === undefined || Token.isUnresolved(metricsNamespace) || /^(?!AWS\/|:).{1,255}$/.test(metricsNamespace)) return;
  refuse(
    scope,
    `'powertools: metricsNamespace' must be 1 to 255 characters without a colon or AWS/ at the start, got ${JSON.stringify(metricsNamespace)}; ` +
      `name your application, as in 'Shop'`,
  );
}

/** Powertools' names for Lambda's levels, where they differ. */
const NODEJS_LEVELS: Record<string, string> = { FATAL: 'CRITICAL' };
const PYTHON_LEVELS: Record<string, string> = { TRACE: 'DEBUG', WARN: 'WARNING', FATAL: 'CRITICAL' };

function levelNames(scope: IConstruct, runtime: lambda.Runtime): Record<string, string> {
  if (runtime.family === lambda.RuntimeFamily.NODEJS) return NODEJS_LEVELS;
  if (runtime.family === lambda.RuntimeFamily.PYTHON) return PYTHON_LEVELS;
  // Of an image the language is not known; the names of Python's own logging are those of both.
  if (runtime.name === lambda.Runtime.FROM_IMAGE.name) return PYTHON_LEVELS;
  return refuse(
    scope,
    `'powertools' must go with a runtime of Node.js or Python, or an image, got ${runtime.name}; leave it out, and set the environment of its edition`,
  );
}

function levelOf(scope: IConstruct, said: string | undefined, props: lambda.FunctionProps): string | undefined {
  const ofLambda = props.applicationLogLevelV2 ?? props.applicationLogLevel;
  if (said === undefined || ofLambda === undefined || said === ofLambda) return said ?? ofLambda;
  return refuse(
    scope,
    `'powertools: logLevel' must be Lambda's own level, which wins over it, got ${said} beside 'applicationLogLevelV2' ${ofLambda}; leave one of them out`,
  );
}

function checkEnvironment(scope: IConstruct, variables: Record<string, string>, environment: Record<string, string>): void {
  const { POWERTOOLS_LOG_LEVEL } = variables;
  const wanted: Record<string, string> = { ...variables, ...(POWERTOOLS_LOG_LEVEL ? { LOG_LEVEL: POWERTOOLS_LOG_LEVEL } : {}) };
  const other = Object.keys(wanted).find((name) => environment[name] !== undefined && environment[name] !== wanted[name]);
  if (other === undefined) return;
  refuse(
    scope,
    `'environment: ${other}' must say what 'powertools' says, got ${JSON.stringify(environment[other])} beside ${JSON.stringify(wanted[other])}; leave it out`,
  );
}
