import { Duration, Stack } from 'aws-cdk-lib';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, type IConstruct } from 'constructs';
import { warn } from '../core/warnings';
import { DeploymentRole } from './deployment-role';
import { isKnown, predefinedName, type TrafficShift } from './traffic-shift';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html#api-requests */
const AT_ONCE = 15;

const ID = 'HardenedFunctionReleases';

/**
 * What the released functions of a stack share: the application, the role of CodeDeploy, and deployment configurations.
 *
 * @internal
 */
export class StackReleases extends Construct {
  public static of(scope: IConstruct): StackReleases {
    const stack = Stack.of(scope);
    return (stack.node.tryFindChild(ID) as StackReleases | undefined) ?? new StackReleases(stack);
  }

  public readonly application: codedeploy.CfnApplication;
  private functions = 0;
  private readonly roles = new Map<string | undefined, DeploymentRole>();

  private constructor(stack: Stack) {
    super(stack, ID);
    this.application = new codedeploy.CfnApplication(this, 'Application', { computePlatform: 'Lambda' });
  }

  /** Counts a function that is released through CodeDeploy. */
  public add(shell: IConstruct): void {
    this.functions++;
    if (this.functions !== AT_ONCE + 1) return;
    warn(
      shell,
      'ReleasesInOneStack',
      `'release' must be set for at most ${AT_ONCE} functions of a stack, whose releases start together and share Lambda's ${AT_ONCE} control requests a ` +
        'second, got one more, so that releases may be throttled and fail; split the stack, or release some functions by Release.allAtOnce()',
    );
  }

  /** One role for all functions that have the same permissions boundary. */
  public role(boundary: iam.IManagedPolicy | undefined): DeploymentRole {
    const known = this.roles.get(boundary?.managedPolicyArn);
    if (known) return known;
    const { size } = this.roles;
    const role = new DeploymentRole(this, size === 0 ? 'Role' : `Role${size + 1}`, boundary);
    this.roles.set(boundary?.managedPolicyArn, role);
    return role;
  }

  /** The name of the configuration for a shift: CodeDeploy's own, or one that is made once. */
  public configName(shell: IConstruct, shift: TrafficShift): string {
    const name = predefinedName(shift);
    if (name !== undefined) return name;
    const { kind, percent: percentage, minutes } = shift;
    const [kindId, Routing] =
      kind === 'canary'
        ? (['Canary', codedeploy.TimeBasedCanaryTrafficRouting] as const)
        : (['Linear', codedeploy.TimeBasedLinearTrafficRouting] as const);
    const id = isKnown(shift) ? `${kindId}${percentage}Percent${minutes}Minutes` : `${kindId}${shell.node.addr.slice(-8)}`;
    const known = this.node.tryFindChild(id) as codedeploy.LambdaDeploymentConfig | undefined;
    const trafficRouting = new Routing({ percentage, interval: Duration.minutes(minutes) });
    return (known ?? new codedeploy.LambdaDeploymentConfig(this, id, { trafficRouting })).deploymentConfigName;
  }
}
