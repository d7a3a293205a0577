import type { ResourceBody } from '../template';
import { fieldsOf, type Properties } from './fields';

/** As a template writes that deployments are not gradual. */
const OFF: readonly unknown[] = [false, 'false', 'False', 'FALSE'];

/** How traffic is shifted to a new version: SAM names CodeDeploy's configurations without what they begin with. @internal */
export function deploymentGroup(id: string, { DeploymentPreference }: Properties): Record<string, ResourceBody> {
  const { Type, Alarms, Enabled = true } = fieldsOf(DeploymentPreference);
  if (Type === undefined || OFF.includes(Enabled)) return {};
  return {
    [`${id}DeploymentGroup`]: {
      Type: 'AWS::CodeDeploy::DeploymentGroup',
      Properties: {
        DeploymentConfigName: typeof Type === 'string' ? `CodeDeployDefault.Lambda${Type}` : Type,
        ...(Alarms === undefined ? {} : { AlarmConfiguration: { Enabled: true, Alarms: alarmsIn(Alarms) } }),
      },
    },
  };
}

const alarmsIn = (alarms: unknown): unknown => (Array.isArray(alarms) ? alarms.map((Name) => ({ Name })) : alarms);
