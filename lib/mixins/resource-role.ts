import { type CfnResource, Resource, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';

/**
 * A role that stands for a resource which no class of the CDK holds. Statements are in policies beside it.
 *
 * @internal
 */
export class ResourceRole extends Resource implements iam.IRole {
  /** The role of the CDK that holds the resource, or one that stands for it. */
  public static of(resource: CfnResource): iam.IRole {
    const { scope } = resource.node;
    if (scope && iam.Role.isRole(scope) && scope.node.defaultChild === resource) return scope as iam.Role;
    return (resource.node.tryFindChild('Role') as ResourceRole | undefined) ?? new ResourceRole(resource);
  }

  public readonly grantPrincipal: iam.IPrincipal = this;
  public readonly assumeRoleAction = 'sts:AssumeRole';
  public readonly policyFragment: iam.PrincipalPolicyFragment;
  public readonly principalAccount: string;
  public readonly roleArn: string;
  public readonly roleName: string;
  private policy?: iam.Policy;

  private constructor(resource: CfnResource) {
    super(resource, 'Role');
    this.node.defaultChild = resource;
    this.roleArn = Token.asString(resource.getAtt('Arn'));
    this.roleName = resource.ref;
    this.principalAccount = this.env.account;
    this.policyFragment = new iam.ArnPrincipal(this.roleArn).policyFragment;
  }

  public get roleRef(): iam.RoleReference {
    return { roleArn: this.roleArn, roleName: this.roleName };
  }

  public addManagedPolicy(): void {
    throw new Error(`${this.node.path}: a managed policy must be added to the resource itself`);
  }

  public attachInlinePolicy(policy: iam.Policy): void {
    policy.attachToRole(this);
  }

  public addToPolicy(statement: iam.PolicyStatement): boolean {
    return this.addToPrincipalPolicy(statement).statementAdded;
  }

  public addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    this.policy ??= new iam.Policy(this, 'Policy', { roles: [this] });
    this.policy.addStatements(statement);
    return { statementAdded: true, policyDependable: this.policy };
  }

  public grant(grantee: iam.IPrincipal, ...actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [this.roleArn] });
  }

  public grantPassRole(grantee: iam.IPrincipal): iam.Grant {
    return this.grant(grantee, 'iam:PassRole');
  }

  public grantAssumeRole(grantee: iam.IPrincipal): iam.Grant {
    return this.grant(grantee, 'sts:AssumeRole');
  }
}
