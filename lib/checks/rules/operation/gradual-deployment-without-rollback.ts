import { gradualConfigOf } from '../../../template-model/functions/gradual-deployments';
import type { Resource } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { errorsAlarm } from '../examples/alarms';
import { config, group } from '../examples/deployments';
import { fn, ref } from '../examples/parts';

/** What CodeDeploy goes back on. */
const EVENT = 'DEPLOYMENT_STOP_ON_ALARM';

const CANARY = 'CodeDeployDefault.LambdaCanary10Percent5Minutes';
const watched = (AutoRollbackConfiguration?: unknown, DeploymentConfigName: unknown = CANARY) => ({
  Orders: fn(),
  Alarm: errorsAlarm('Orders'),
  Group: group(DeploymentConfigName, {
    AlarmConfiguration: { Enabled: true, Alarms: [{ Name: ref('Alarm') }] },
    ...(AutoRollbackConfiguration === undefined ? {} : { AutoRollbackConfiguration }),
  }),
});

/** @internal */
export const GRADUAL_DEPLOYMENT_WITHOUT_ROLLBACK: Rule = {
  id: 'GradualDeploymentWithoutRollback',
  severity: CheckSeverity.WARNING,
  problem: 'A gradual deployment of a function is stopped by an alarm and not rolled back.',
  impact:
    'The alias keeps sending a part of its traffic to the version that fails, and later deployments fail until somebody removes the weight from the alias.',
  fix: `Set 'AutoRollbackConfiguration' of the deployment group to Enabled: true with the events DEPLOYMENT_FAILURE and ${EVENT}.`,
  docsUrl: 'https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-deployments-lambda.html',
  *find(model): Iterable<Violation> {
    for (const group of model.resources.ofType('AWS::CodeDeploy::DeploymentGroup')) {
      const gradual = gradualConfigOf(group, model);
      if (gradual === undefined || !hasAlarms(group)) continue;
      const got = withoutRollback(group);
      if (got === undefined) continue;
      yield {
        resource: group,
        property: 'AutoRollbackConfiguration',
        message: `'AutoRollbackConfiguration' must be enabled with the event ${EVENT} for ${gradual}, got ${got}`,
      };
    }
  },
  examples: (): Examples => ({
    fixed: watched({ Enabled: true, Events: ['DEPLOYMENT_FAILURE', EVENT] }),
    bad: [
      watched(),
      watched({ Enabled: false, Events: ['DEPLOYMENT_FAILURE', EVENT] }),
      watched({ Enabled: true, Events: ['DEPLOYMENT_FAILURE'] }),
      { ...watched(undefined, ref('Config')), Config: config('TimeBasedLinear') },
    ],
    good: [
      watched({ Enabled: true, Events: [EVENT] }),
      watched({ Enabled: 'true', Events: ['DEPLOYMENT_STOP_ON_REQUEST', EVENT] }),
      watched({ Events: [EVENT] }),
      watched({ Enabled: ref('Rollback'), Events: ref('Events') }),
      watched({ Enabled: true, Events: ['DEPLOYMENT_FAILURE', ref('Event')] }),
      watched(ref('Rollback')),
      watched(undefined, 'CodeDeployDefault.LambdaAllAtOnce'),
      { Group: group(CANARY, {}) },
    ],
  }),
};

/** Without an alarm nothing stops the deployment: another rule. */
function hasAlarms(group: Resource): boolean {
  const alarms = group.list('AlarmConfiguration.Alarms');
  return alarms !== undefined && alarms.length > 0 && group.flag('AlarmConfiguration.Enabled', true) === true;
}

/** What is there instead of a rollback; undefined where there is one, or may be one. */
function withoutRollback(group: Resource): string | undefined {
  const property = 'AutoRollbackConfiguration';
  const isThere = group.has(property);
  if (isThere === undefined) return undefined;
  if (!isThere) return 'none';
  if (group.flag(`${property}.Enabled`, true) === false) return 'Enabled: false';
  const events = group.list(`${property}.Events`);
  const isKnown = events?.every((event) => typeof event === 'string');
  return isKnown && events?.length && !events.includes(EVENT) ? events.join(', ') : undefined;
}
