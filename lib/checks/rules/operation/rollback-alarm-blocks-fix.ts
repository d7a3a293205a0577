import type { ApplicationModel } from '../../../template-model/application-model';
import { isFields, Reference, type Value } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { alarm, errorsAlarm } from '../examples/alarms';
import { fn, join, ref, resource } from '../examples/parts';

const group = (Alarms: unknown = [{ Name: ref('Alarm') }]) =>
  resource('AWS::CodeDeploy::DeploymentGroup', {
    ApplicationName: ref('Application'),
    DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
    ServiceRoleArn: 'arn:aws:iam::111122223333:role/deploy',
    AlarmConfiguration: { Enabled: true, Alarms },
  });
const ofAlias = { FunctionName: ref('Orders'), Resource: join(ref('Orders'), ':live') };
const version = { 'Fn::GetAtt': ['Version', 'Version'] };

/** @internal */
export const ROLLBACK_ALARM_BLOCKS_FIX: Rule = {
  id: 'RollbackAlarmBlocksFix',
  severity: CheckSeverity.INFO,
  problem: 'An alarm that stops a release counts the errors of the old version too.',
  impact: 'While the old version fails, the alarm is in ALARM, and CodeDeploy stops the release that repairs it.',
  fix: "Add the dimension 'ExecutedVersion' with the new version, and give the alarm a logical id that changes with the version.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-view.html',
  *find(model): Iterable<Violation> {
    for (const group of model.resources.ofType('AWS::CodeDeploy::DeploymentGroup')) {
      for (const named of group.list('AlarmConfiguration.Alarms') ?? []) {
        const alarm = alarmNamed(named, model);
        const metric = alarm?.metric;
        if (!alarm || !metric?.isWhole || metric.namespace !== 'AWS/Lambda' || metric.name !== 'Errors') continue;
        const names = metric.dimensions.map(([name]) => name);
        if (!names.includes('FunctionName') || names.includes('ExecutedVersion')) continue;
        yield {
          resource: alarm.resource,
          property: 'Dimensions',
          message: `'Dimensions' of an alarm that stops a release (${group.label}) must have 'ExecutedVersion', got ${names.join(' and ')}`,
        };
      }
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn(), Alarm: errorsAlarm('Orders'), Group: group() },
      { Orders: fn(), Alarm: alarm('AWS/Lambda', 'Errors', ofAlias), Group: group() },
    ],
    good: [
      {
        Orders: fn(),
        Version: resource('AWS::Lambda::Version', { FunctionName: ref('Orders') }),
        Alarm: alarm('AWS/Lambda', 'Errors', { ...ofAlias, ExecutedVersion: version }),
        Group: group(),
      },
      { Orders: fn(), Alarm: errorsAlarm('Orders'), Group: group(['orders-errors']) },
      { Orders: fn(), Alarm: errorsAlarm('Orders') },
      { Orders: fn(), Alarm: errorsAlarm('Orders'), Group: group(ref('Alarms')) },
      { Orders: fn(), Alarm: alarm('Shop', 'Errors', {}), Group: group() },
      { Orders: fn(), Alarm: alarm('AWS/Lambda', 'Errors', {}), Group: group() },
    ],
  }),
};

function alarmNamed(named: Value, { alarms }: ApplicationModel) {
  const name = isFields(named) ? named.Name : undefined;
  return name instanceof Reference ? alarms.find(({ resource }) => resource === name.resource) : undefined;
}
