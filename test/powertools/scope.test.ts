import { Template } from 'aws-cdk-lib/assertions';
import { ApplicationLogLevel } from 'aws-cdk-lib/aws-lambda';
import { HardenedFunctionDefaults, type HardenedFunctionProps, Powertools } from '../../lib';
import { only, orders, stackOf } from '../harness';

const OPTIONS = { serviceName: 'shop', metricsNamespace: 'Shop', logLevel: ApplicationLogLevel.WARN };

/** A function below a scope that chooses Powertools. */
function below(powertools: Powertools, props: Partial<HardenedFunctionProps>): Record<string, any> {
  const stack = stackOf();
  HardenedFunctionDefaults.of(stack).set({ powertools });
  orders(stack, props);
  return only(Template.fromStack(stack), 'AWS::Lambda::Function');
}

const OF_SCOPE = { POWERTOOLS_SERVICE_NAME: 'shop', POWERTOOLS_METRICS_NAMESPACE: 'Shop', POWERTOOLS_LOG_LEVEL: 'WARN' };

test.each<[string, Partial<HardenedFunctionProps>, object, string]>([
  ['nothing', {}, OF_SCOPE, 'WARN'],
  ['other variables', { environment: { TABLE_NAME: 'orders' } }, { ...OF_SCOPE, TABLE_NAME: 'orders' }, 'WARN'],
  ['the service', { environment: { POWERTOOLS_SERVICE_NAME: 'orders' } }, { ...OF_SCOPE, POWERTOOLS_SERVICE_NAME: 'orders' }, 'WARN'],
  [
    'the namespace',
    { environment: { POWERTOOLS_METRICS_NAMESPACE: 'Orders' } },
    { ...OF_SCOPE, POWERTOOLS_METRICS_NAMESPACE: 'Orders' },
    'WARN',
  ],
  ['the level', { applicationLogLevelV2: ApplicationLogLevel.DEBUG }, { ...OF_SCOPE, POWERTOOLS_LOG_LEVEL: 'DEBUG' }, 'DEBUG'],
  ["the level by the CDK's older prop", { applicationLogLevel: 'ERROR' }, { ...OF_SCOPE, POWERTOOLS_LOG_LEVEL: 'ERROR' }, 'ERROR'],
])('a function that sets %s has the rest from its scope', (_, props, variables, level) => {
  const { Environment, LoggingConfig } = below(Powertools.asDependency(OPTIONS), props);
  expect(Environment.Variables).toEqual(variables);
  expect(LoggingConfig.ApplicationLogLevel).toBe(level);
});

test('a function that sets a name has the layer of its scope', () => {
  const environment = { POWERTOOLS_SERVICE_NAME: 'orders' };
  expect(below(Powertools.fromLayer(50, OPTIONS), { environment }).Layers).toHaveLength(1);
});

test('a function with its own Powertools has nothing of that of its scope', () => {
  const powertools = Powertools.asDependency({ serviceName: 'orders' });
  const { Environment, Layers } = below(Powertools.fromLayer(50, OPTIONS), { powertools });
  expect(Environment.Variables).toEqual({ POWERTOOLS_SERVICE_NAME: 'orders' });
  expect(Layers).toBeUndefined();
});
