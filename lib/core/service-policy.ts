import { Aspects, type IAspect, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, type IConstruct } from 'constructs';
import { acknowledge, wildcardFinding } from './acknowledgements';
import { warn } from './warnings';

/**
 * Whether permissions stand in policies inside the role, or in policies of their own that are attached to it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
 */
export enum PolicyKind {
  /** Inside the role. */
  INLINE = 'inline',
  /** Customer-managed policies, attached to the role. */
  CUSTOMER_MANAGED = 'customer-managed',
}

/**
 * What Lambda itself needs from the role, in a policy apart from the user's grants: acknowledging a wildcard here
 * hides none of theirs.
 *
 * @internal
 */
export class ServicePolicy extends Construct {
  constructor(
    scope: Construct,
    id: string,
    role: iam.IRole,
    kind: PolicyKind,
    public readonly statements: iam.PolicyStatement[],
  ) {
    super(scope, id);
    if (kind === PolicyKind.CUSTOMER_MANAGED && iam.Role.isRole(role))
      new iam.ManagedPolicy(this, 'Default', { statements, roles: [role] });
    else role.attachInlinePolicy(new iam.Policy(this, 'Default', { statements }));
  }

  /** States why a wildcard that the policy holds cannot be narrower. */
  public acknowledgeWildcard(resource: string, reason: string): void {
    acknowledge(this, { [wildcardFinding(this, resource)]: reason });
  }
}

/**
 * An imported role can't be read here, and may not take what is attached to it: says in one warning what it must allow,
 * once the app is finished.
 *
 * @internal
 */
export function warnOfImportedRole(shell: Construct, role: iam.IRole): void {
  if (!iam.Role.isRole(role)) Aspects.of(shell).add(new ImportedRoleWarning(shell));
}

class ImportedRoleWarning implements IAspect {
  constructor(private readonly shell: Construct) {}

  public visit(node: IConstruct): void {
    if (node !== this.shell) return;
    const policies = this.shell.node.findAll().filter((child): child is ServicePolicy => child instanceof ServicePolicy);
    const statements = policies.flatMap((policy) => policy.statements).map((statement) => statement.toStatementJson());
    warn(
      this.shell,
      'ImportedRole',
      `'role' is imported, so it can't be read here, and can't be added to where it was imported with 'mutable: false'; ` +
        `see that it trusts lambda.amazonaws.com and has these statements: ${JSON.stringify(Stack.of(this.shell).resolve(statements))}`,
    );
  }
}
