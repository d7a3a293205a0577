import type * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import type { ProvisionedSchedule, TargetTrackingOptions } from './provisioned-options';
import type { GradualReleaseOptions, ReleaseOptions, ReleaseSteps } from './release-options';

/** What a release was made with. @internal */
export type ReleaseChoice =
  | { readonly kind: 'none' }
  | ({ readonly kind: 'allAtOnce' } & ReleaseOptions)
  | ({ readonly kind: 'canary' | 'linear' } & ReleaseSteps)
  | ({ readonly kind: 'predefined'; readonly config: codedeploy.ILambdaDeploymentConfig } & GradualReleaseOptions);

/** What provisioned concurrency was made with. @internal */
export type ProvisionedChoice =
  | { readonly kind: 'fixed'; readonly environments: number }
  | ({ readonly kind: 'targetTracking' } & TargetTrackingOptions)
  | { readonly kind: 'scheduled'; readonly environments: number; readonly schedules: readonly ProvisionedSchedule[] };
