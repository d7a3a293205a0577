import { ref, resource } from './parts';

/** A deployment group. @internal */
export const group = (DeploymentConfigName: unknown, properties: Record<string, unknown>) =>
  resource('AWS::CodeDeploy::DeploymentGroup', {
    ApplicationName: ref('Application'),
    DeploymentConfigName,
    ServiceRoleArn: 'arn:aws:iam::111122223333:role/deploy',
    ...properties,
  });

/** A deployment configuration of the user's. @internal */
export const config = (Type: string) =>
  resource('AWS::CodeDeploy::DeploymentConfig', { ComputePlatform: 'Lambda', TrafficRoutingConfig: { Type } });
