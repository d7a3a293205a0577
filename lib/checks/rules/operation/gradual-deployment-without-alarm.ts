import { gradualConfigOf } from '../../../template-model/functions/gradual-deployments';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { errorsAlarm } from '../examples/alarms';
import { config, group } from '../examples/deployments';
import { fn, ref } from '../examples/parts';

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
