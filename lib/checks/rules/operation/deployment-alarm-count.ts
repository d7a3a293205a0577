import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { ref, resource } from '../examples/parts';

const MOST = 10;

const group = (alarms: unknown) =>
  resource('AWS::CodeDeploy::DeploymentGroup', {
    ApplicationName: ref('Application'),
    ServiceRoleArn: 'arn:aws:iam::111122223333:role/deploy',
    AlarmConfiguration: { Enabled: true, Alarms: alarms },
  });
const alarms = (count: number) => Array.from({ length: count }, (_, index) => ({ Name: `alarm-${index + 1}` }));

/** @internal */
export const DEPLOYMENT_ALARM_COUNT: Rule = {
  id: 'DeploymentAlarmCount',
  severity: CheckSeverity.ERROR,
  problem: 'A deployment group has more alarms than CodeDeploy accepts.',
  impact: 'CodeDeploy refuses the deployment group, and the deployment of the stack fails.',
  fix: "Remove alarms from 'AlarmConfiguration' until 10 are left, or combine some in an 'AWS::CloudWatch::CompositeAlarm'.",
  docsUrl: 'https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_AlarmConfiguration.html',
  *find(model): Iterable<Violation> {
    for (const resource of model.resources.ofType('AWS::CodeDeploy::DeploymentGroup')) {
      const count = resource.list('AlarmConfiguration.Alarms')?.length ?? 0;
      if (count <= MOST) continue;
      const property = 'AlarmConfiguration.Alarms';
      yield { resource, property, message: `'${property}' must have at most ${MOST} alarms, got ${count}` };
    }
  },
  examples: (): Examples => ({
    bad: [{ Group: group(alarms(11)) }],
    good: [{ Group: group(alarms(10)) }, { Group: group(ref('Alarms')) }, { Group: group([]) }],
  }),
};
