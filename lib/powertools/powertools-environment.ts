import { Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { checkGiven, refuse } from '../core/errors';
import { checkNames } from '../core/input/option-names';
import type { Powertools, PowertoolsOptions } from './powertools';

/** The props of the function that Powertools changes. @internal */
export interface PowertoolsSetup {
  readonly props: Pick<lambda.FunctionProps, 'environment' | 'applicationLogLevelV2'>;
  /** Variables that the environment must not contradict, now or later. */
  readonly wanted: Record<string, string>;
}

/**
 * The environment that Powertools reads, and the log level of Lambda that belongs to it.
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
      // Lambda accepts a level with JSON only; the CDK takes none beside its older prop.
      ...(options.logLevel !== undefined && inJson && props.applicationLogLevel === undefined
        ? { applicationLogLevelV2: options.logLevel }
        : {}),
    },
    wanted,
  };
}

/** Powertools reads both names. With JSON and no level, Lambda drops what is below INFO. */
const levelVariables = (level: string | undefined, names: Record<string, string>): Record<string, string> =>
  level === undefined ? {} : { POWERTOOLS_LOG_LEVEL: names[level] ?? level, LOG_LEVEL: names[level] ?? level };

const LEVELS: string[] = Object.values(lambda.ApplicationLogLevel);

/** For languages that accept any name. */
const OPTIONS = { serviceName: true, metricsNamespace: true, logLevel: true } satisfies Record<keyof PowertoolsOptions, true>;

function checkOptions(scope: IConstruct, options: PowertoolsOptions): void {
  checkGiven(scope, 'powertools: serviceName', options?.serviceName, "'orders'");
  checkNames(scope, 'powertools', options, OPTIONS);
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
  // The language of an image is not known; Python's level names work in both.
  if (runtime.name === lambda.Runtime.FROM_IMAGE.name) return PYTHON_LEVELS;
  return refuse(
    scope,
    `'powertools' must be used with Node.js, Python or an image, got ${runtime.name}; remove it, and set the environment variables of the edition for that runtime`,
  );
}

function levelOf(scope: IConstruct, level: string | undefined, props: lambda.FunctionProps): string | undefined {
  const ofLambda = props.applicationLogLevelV2 ?? props.applicationLogLevel;
  if (level === undefined || ofLambda === undefined || level === ofLambda) return level ?? ofLambda;
  return refuse(
    scope,
    `'powertools: logLevel' must be the level of Lambda, which wins over it, got ${level} beside 'applicationLogLevelV2' ${ofLambda}; remove one of them`,
  );
}

/**
 * Refuses a variable that contradicts the options of Powertools.
 *
 * @internal
 */
export function checkAgreement(scope: IConstruct, wanted: Record<string, string>, name: string, value: string): void {
  const agreed = wanted[name];
  if (agreed === undefined || agreed === value || Token.isUnresolved(agreed) || Token.isUnresolved(value)) return;
  const fix = name.endsWith('LOG_LEVEL') ? "set 'logLevel' of 'powertools' instead" : 'remove it';
  refuse(
    scope,
    `'environment: ${name}' must agree with 'powertools', got ${JSON.stringify(value)} beside ${JSON.stringify(agreed)}; ${fix}`,
  );
}
