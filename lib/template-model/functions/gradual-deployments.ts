import type { ApplicationModel } from '../application-model';
import type { Resource } from '../resource';

/** The name of a configuration that shifts the traffic of a function step by step. @internal */
export function gradualConfigOf(group: Resource, { resources }: ApplicationModel): string | undefined {
  const value = group.get('DeploymentConfigName');
  if (typeof value === 'string') return /^CodeDeployDefault\.Lambda(?!AllAtOnce)/.test(value) ? value : undefined;
  const config = resources.behind(value);
  if (config?.type !== 'AWS::CodeDeploy::DeploymentConfig' || config.text('ComputePlatform') !== 'Lambda') return undefined;
  return config.text('TrafficRoutingConfig.Type')?.startsWith('TimeBased') ? config.label : undefined;
}
