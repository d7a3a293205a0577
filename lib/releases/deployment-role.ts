import { AspectPriority, Aspects, Stack } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { refersTo } from '../core/cdk/references';
import { RolePolicies } from '../core/policies/role-policies';
import { PolicyKind, ServicePolicy } from '../core/policies/service-policy';
import { cfnAlias, LIVE } from './live-alias';

/** What CodeDeploy reaches of one function. @internal */
export interface Deployed {
  readonly fn: lambda.Function;
  readonly alias: lambda.Alias;
  readonly policyKind: PolicyKind;
  readonly hookArns: readonly string[];
  /** The list may grow until the app is complete. */
  readonly alarms: readonly cloudwatch.IAlarm[];
}

/**
 * The role by which CodeDeploy moves the traffic of the functions of a stack: their aliases, alarms and hooks, and nothing
 * else. AWS's managed policy allows the same on every function of the account.
 *
 * One policy holds what all of them need, and their aliases wait for it. A function that another of them calls has a policy
 * apart: its alias would wait for the caller, and the caller for its alias.
 *
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCodeDeployRoleForLambdaLimited.html
 *
 * @internal
 */
export class DeploymentRole extends iam.Role {
  private readonly deployed: Deployed[] = [];
  private readonly policies: RolePolicies;

  constructor(scope: Construct, id: string, permissionsBoundary?: iam.IManagedPolicy) {
    super(scope, id, {
      description: 'CodeDeploy moves the traffic of the functions of this stack to their new versions.',
      // https://docs.aws.amazon.com/codedeploy/latest/userguide/security_confused_deputy.html
      assumedBy: new iam.ServicePrincipal('codedeploy.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
      }),
      permissionsBoundary,
    });
    // Before the aspect of the policies, which renders them.
    Aspects.of(this).add({ visit: (node) => (node === this ? this.write() : undefined) }, { priority: AspectPriority.MUTATING });
    this.policies = RolePolicies.of(this);
  }

  public allow(deployed: Deployed): void {
    this.deployed.push(deployed);
  }

  private write(): void {
    const deployed = this.deployed.splice(0);
    const callers = deployed.filter((one) => reaches(this, one, deployed));
    for (const one of deployed.map((each) => ({ ...each, isCalled: callers.some((caller) => reaches(this, caller, [each])) }))) {
      const policy = one.isCalled ? this.policy(`Release${one.alias.node.addr.slice(-8)}`, one.policyKind) : this.shared(one.policyKind);
      for (const [actions, resources] of needsOf(one)) allow(policy, actions, resources);
      policy.acknowledgeWildcard(versionsOf(one.fn), 'The versions of one function: CodeDeploy asks each for its provisioned concurrency.');
      cfnAlias(one.alias).node.addDependency(policy);
    }
  }

  private shared(kind: PolicyKind): WritablePolicy {
    return this.policy(kind === PolicyKind.INLINE ? 'Releases' : 'ManagedReleases', kind);
  }

  private policy(id: string, kind: PolicyKind): WritablePolicy {
    const known = this.node.tryFindChild(id) as WritablePolicy | undefined;
    if (known) return known;
    const policy = new ServicePolicy(this, id, [], kind) as WritablePolicy;
    this.policies.add(policy);
    return policy;
  }
}

/** A policy that several functions write into before it is rendered. */
type WritablePolicy = ServicePolicy & { readonly statements: iam.PolicyStatement[] };

/** Whether the function, or what belongs to its release, refers to the alias of another one. */
const reaches = (scope: Construct, one: Deployed, all: readonly Deployed[]): boolean => {
  const others = all.filter(({ alias }) => alias !== one.alias).map(({ alias }) => cfnAlias(alias));
  return others.length > 0 && refersTo(scope, reachedBy(one), new Set(others));
};

const reachedBy = ({ fn, hookArns, alarms }: Deployed): string[] => [fn.functionArn, ...hookArns, ...arnsOf(alarms)];

const arnsOf = (alarms: readonly cloudwatch.IAlarm[]): string[] => alarms.map(({ alarmArn }) => alarmArn);

const versionsOf = (fn: lambda.Function): string => `${fn.functionArn}:*`;

/** Each action with what it is needed on. */
const needsOf = ({ fn, hookArns, alarms }: Deployed): (readonly [actions: string[], resources: readonly string[]])[] => [
  [
    ['lambda:GetAlias', 'lambda:UpdateAlias'],
    [fn.functionArn, `${fn.functionArn}:${LIVE}`],
  ],
  [['lambda:GetProvisionedConcurrencyConfig'], [versionsOf(fn)]],
  [['cloudwatch:DescribeAlarms'], arnsOf(alarms)],
  [['lambda:InvokeFunction'], hookArns],
];

/** One statement for all functions: IAM counts the characters of a role's policies. */
function allow({ statements }: WritablePolicy, actions: string[], resources: readonly string[]): void {
  if (resources.length === 0) return;
  const known = statements.find((statement) => String(statement.actions) === String(actions));
  if (known) known.addResources(...resources);
  else statements.push(new iam.PolicyStatement({ actions, resources: [...resources] }));
}
