import type { ResourceBody } from '../template';
import { fieldsOf, type Properties } from './fields';

/** As a template writes that deployments are not gradual. */
const OFF: readonly unknown[] = [false, 'false', 'False', 'FALSE'];

/**
 * SAM always sets these.
 *
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/automating-updates-to-serverless-apps.html
 */
const ROLLBACK_EVENTS = ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM', 'DEPLOYMENT_STOP_ON_REQUEST'];

/** How traffic is shifted to a new version: SAM names CodeDeploy's configurations without what they begin with. @internal */
export function deploymentGroup(id: string, { DeploymentPreference }: Properties): Record<string, ResourceBody> {
  const { Type, Alarms, Enabled = true } = fieldsOf(DeploymentPreference);
  if (Type === undefined || OFF.includes(Enabled)) return {};
  return {
    [`${id}DeploymentGroup`]: {
      Type: 'AWS::CodeDeploy::DeploymentGroup',
      Properties: {
        DeploymentConfigName: typeof Type === 'string' ? `CodeDeployDefault.Lambda${Type}` : Type,
        AutoRollbackConfiguration: { Enabled: true, Events: ROLLBACK_EVENTS },
        ...(Alarms === undefined ? {} : { AlarmConfiguration: { Enabled: true, Alarms: alarmsIn(Alarms) } }),
      },
    },
  };
}

const alarmsIn = (alarms: unknown): unknown => (Array.isArray(alarms) ? alarms.map((Name) => ({ Name })) : alarms);
