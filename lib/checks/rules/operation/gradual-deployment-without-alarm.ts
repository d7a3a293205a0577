import type { ApplicationModel } from '../../../template-model/application-model';
import type { Resource } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { errorsAlarm } from '../examples/alarms';
import { fn, ref, resource } from '../examples/parts';

const group = (DeploymentConfigName: unknown, properties: Record<string, unknown>) =>
  resource('AWS::CodeDeploy::DeploymentGroup', {
    ApplicationName: ref('Application'),
    DeploymentConfigName,
    ServiceRoleArn: 'arn:aws:iam::111122223333:role/deploy',
    ...properties,
  });

const config = (Type: string) =>
  resource('AWS::CodeDeploy::DeploymentConfig', { ComputePlatform: 'Lambda', TrafficRoutingConfig: { Type } });

/** @internal */
export const GRADUAL_DEPLOYMENT_WITHOUT_ALARM: Rule = {
  id: 'GradualDeploymentWithoutAlarm',
  severity: CheckSeverity.WARNING,
  problem: 'A gradual deployment of a function has no alarm.',
  impact: 'CodeDeploy shifts all traffic to the new version even when it fails, because nothing triggers the rollback.',
  fix: "Set 'AlarmConfiguration' of the deployment group to an alarm on the metric 'Errors' of the alias, and 'AutoRollbackConfiguration'.",
  docsUrl: 'https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-groups-configure-advanced-options.html',
  *find(model): Iterable<Violation> {
    for (const group of model.resources.ofType('AWS::CodeDeploy::DeploymentGroup')) {
      const config = gradualConfigOf(group, model);
      if (config === undefined) continue;
      const alarms = group.list('AlarmConfiguration.Alarms');
      if (alarms === undefined || (alarms.length > 0 && group.flag('AlarmConfiguration.Enabled', true) !== false)) continue;
      if (group.has('AlarmConfiguration') === undefined) continue;
      yield { resource: group, property: 'AlarmConfiguration', message: `'AlarmConfiguration' must have an alarm for ${config}, got none` };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Group: group('CodeDeployDefault.LambdaCanary10Percent5Minutes', {}) },
      {
        Group: group('CodeDeployDefault.LambdaLinear10PercentEvery1Minute', {
          AlarmConfiguration: { Enabled: false, Alarms: [{ Name: 'a' }] },
        }),
      },
      { Group: group(ref('Config'), {}), Config: config('TimeBasedCanary') },
    ],
    good: [
      {
        Orders: fn(),
        Alarm: errorsAlarm('Orders'),
        Group: group('CodeDeployDefault.LambdaCanary10Percent5Minutes', {
          AlarmConfiguration: { Enabled: true, Alarms: [{ Name: ref('Alarm') }] },
          AutoRollbackConfiguration: { Enabled: true, Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'] },
        }),
      },
      { Group: group('CodeDeployDefault.LambdaAllAtOnce', {}) },
      { Group: group('CodeDeployDefault.LambdaCanary10Percent5Minutes', { AlarmConfiguration: { Alarms: ref('Alarms') } }) },
      { Group: group(ref('Config'), {}) },
      { Group: group(ref('Config'), {}), Config: config('AllAtOnce') },
    ],
  }),
};

/** The name of a configuration that shifts the traffic of a function step by step. */
function gradualConfigOf(group: Resource, { resources }: ApplicationModel): string | undefined {
  const value = group.get('DeploymentConfigName');
  if (typeof value === 'string') return /^CodeDeployDefault\.Lambda(?!AllAtOnce)/.test(value) ? value : undefined;
  const config = resources.behind(value);
  if (config?.type !== 'AWS::CodeDeploy::DeploymentConfig' || config.text('ComputePlatform') !== 'Lambda') return undefined;
  return config.text('TrafficRoutingConfig.Type')?.startsWith('TimeBased') ? config.label : undefined;
}
