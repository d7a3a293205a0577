import { Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { checkGiven, refuse } from '../core/errors';
import type { Powertools, PowertoolsOptions } from './powertools';

/** What Powertools makes of the function's props. @internal */
export interface PowertoolsSetup {
  readonly props: Pick<lambda.FunctionProps, 'environment' | 'applicationLogLevelV2'>;
  /** What the environment must not contradict, now or later. */
  readonly wanted: Record<string, string>;
}

/**
 * The environment that Powertools reads, and the log level that Lambda has to have with it.
 *
 * https://docs.aws.amazon.com/powertools/typescript/latest/environment-variables/
 *
 * @internal
 */
export function setUpPowertools(
  scope: IConstruct,
  powertools: Powertools | undefined,
  props: lambda.FunctionProps,
  loggingFormat: lambda.LoggingFormat | undefined,
): PowertoolsSetup {
  if (!powertools) return { props: {}, wanted: {} };
  const options = powertools._options;
  checkOptions(scope, options);
  const names = levelNames(scope, props.runtime);
  const level = levelOf(scope, options.logLevel, props);
  const inJson = loggingFormat === lambda.LoggingFormat.JSON;
  const variables = {
    POWERTOOLS_SERVICE_NAME: options.serviceName,
    ...(options.metricsNamespace === undefined ? {} : { POWERTOOLS_METRICS_NAMESPACE: options.metricsNamespace }),
    ...(level === undefined ? {} : { POWERTOOLS_LOG_LEVEL: names[level] ?? level }),
  };
  const wanted = { ...variables, ...levelVariables(level ?? (inJson ? lambda.ApplicationLogLevel.INFO : undefined), names) };
  for (const [name, value] of Object.entries(props.environment ?? {})) checkAgreement(scope, wanted, name, value);
  return {
    props: {
      environment: { ...variables, ...props.environment },
      // Lambda takes a level with JSON only; what CDK's older prop said stays there.
      ...(options.logLevel !== undefined && inJson ? { applicationLogLevelV2: options.logLevel } : {}),
    },
    wanted,
  };
}

/** Powertools reads both names. In JSON Lambda drops what is below INFO where nobody says a level. */
const levelVariables = (level: string | undefined, names: Record<string, string>): Record<string, string> =>
  level === undefined ? {} : { POWERTOOLS_LOG_LEVEL: names[level] ?? level, LOG_LEVEL: names[level] ?? level };

const LEVELS: string[] = Object.values(lambda.ApplicationLogLevel);

function checkOptions(scope: IConstruct, options: PowertoolsOptions): void {
  checkGiven(scope, 'powertools: serviceName', options?.serviceName, "'orders'");
  const { serviceName, metricsNamespace, logLevel } = options;
  if (!isText(serviceName, /\S/)) {
    refuse(scope, `'powertools: serviceName' must not be empty, got ${JSON.stringify(serviceName)}; name the service, as in 'orders'`);
  }
  if (metricsNamespace !== undefined && !isText(metricsNamespace, /^(?!AWS\/|:)(?=.*\S).{1,255}$/)) {
    refuse(
      scope,
      `'powertools: metricsNamespace' must be 1 to 255 characters without a colon or AWS/ at the start, got ${JSON.stringify(metricsNamespace)}; ` +
        `name your application, as in 'Shop'`,
    );
  }
  if (logLevel === undefined || Token.isUnresolved(logLevel) || LEVELS.includes(logLevel)) return;
  refuse(
    scope,
    `'powertools: logLevel' must be one of ${LEVELS.join(', ')}, got ${JSON.stringify(logLevel)}; pass for example lambda.ApplicationLogLevel.INFO`,
  );
}

const isText = (value: unknown, form: RegExp): boolean => Token.isUnresolved(value) || (typeof value === 'string' && form.test(value));

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

/**
 * Refuses a variable that says another thing than Powertools was told.
 *
 * @internal
 */
export function checkAgreement(scope: IConstruct, wanted: Record<string, string>, name: string, value: string): void {
  const agreed = wanted[name];
  if (agreed === undefined || agreed === value || Token.isUnresolved(agreed) || Token.isUnresolved(value)) return;
  const way = name.endsWith('LOG_LEVEL') ? "say it as 'logLevel' of 'powertools' instead" : 'leave it out';
  refuse(
    scope,
    `'environment: ${name}' must say what 'powertools' says, got ${JSON.stringify(value)} beside ${JSON.stringify(agreed)}; ${way}`,
  );
}
