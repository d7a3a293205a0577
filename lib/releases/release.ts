import type * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import { checkOptionsOf } from '../core/input/option-names';
import type { ReleaseChoice } from './choices';
import type { GradualReleaseOptions, ReleaseOptions, ReleaseSteps } from './release-options';

/**
 * How a new version of a function gets its traffic: by the alias `live`, which becomes what callers invoke.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
 *
 * @example
 * Release.canary({ percent: 10, interval: cdk.Duration.minutes(10) });
 */
export class Release {
  /**
   * No release: callers invoke the function, and a deployment replaces it for all of them at once. For a function below a
   * scope that releases its functions.
   */
  public static none(): Release {
    return new Release({ kind: 'none' });
  }

  /**
   * The alias gets the new version in one step. No alarm can bring the old version back; a hook can.
   */
  public static allAtOnce(options: ReleaseOptions = {}): Release {
    checkOptionsOf('Release.allAtOnce', options, 'preTraffic');
    return new Release({ ...options, kind: 'allAtOnce' });
  }

  /**
   * The new version gets `percent` of the traffic, and after `interval` all of it, unless an alarm fires.
   *
   * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html#deployment-configuration-lambda
   */
  public static canary(steps: ReleaseSteps): Release {
    return new Release({ ...steps, kind: 'canary' });
  }

  /**
   * The new version gets `percent` of the traffic more after each `interval`, unless an alarm fires.
   *
   * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html#deployment-configuration-lambda
   */
  public static linear(steps: ReleaseSteps): Release {
    return new Release({ ...steps, kind: 'linear' });
  }

  /**
   * One of CodeDeploy's own deployment configurations, or one that you made.
   *
   * @param config for example `codedeploy.LambdaDeploymentConfig.CANARY_10PERCENT_10MINUTES`
   */
  public static predefined(config: codedeploy.ILambdaDeploymentConfig, options: GradualReleaseOptions = {}): Release {
    checkOptionsOf('Release.predefined', options, 'alarms');
    return new Release({ ...options, kind: 'predefined', config });
  }

  /** @internal */
  private constructor(public readonly _choice: ReleaseChoice) {}
}
