import { Aspects, type IAspect, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct } from 'constructs';
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

/** What each policy of ours says. */
const STATEMENTS = new WeakMap<IConstruct, iam.PolicyStatement[]>();

/**
 * Lets Lambda itself do what it needs, in a policy apart from the user's grants: acknowledging a wildcard here hides none
 * of theirs.
 *
 * @internal
 */
export function grantToService(
  scope: Construct,
  id: string,
  role: iam.IRole,
  kind: PolicyKind,
  statements: iam.PolicyStatement[],
): Construct {
  const policy =
    kind === PolicyKind.CUSTOMER_MANAGED && iam.Role.isRole(role)
      ? new iam.ManagedPolicy(scope, id, { statements, roles: [role] })
      : new iam.Policy(scope, id, { statements });
  if (policy instanceof iam.Policy) role.attachInlinePolicy(policy);
  STATEMENTS.set(policy, statements);
  return policy;
}

/** @internal */
export const isServicePolicy = (construct: IConstruct): boolean => STATEMENTS.has(construct);

/**
 * States why a wildcard that a policy holds cannot be narrower.
 *
 * @internal
 */
export function acknowledgeWildcard(policy: IConstruct, resource: string, reason: string): void {
  acknowledge(policy, { [wildcardFinding(policy, resource)]: reason });
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

/**
 * A function that was imported without its role can't be granted anything.
 *
 * @internal
 */
export function warnOfUnknownRole(mapping: IConstruct, statements: iam.PolicyStatement[]): void {
  warn(
    mapping,
    'ImportedRole',
    `the function is imported without its 'role', so nothing can be granted to it here; see that its role has these statements: ` +
      JSON.stringify(Stack.of(mapping).resolve(statements.map((statement) => statement.toStatementJson()))),
  );
}

class ImportedRoleWarning implements IAspect {
  constructor(private readonly shell: Construct) {}

  public visit(node: IConstruct): void {
    if (node !== this.shell) return;
    const statements = this.shell.node.children
      .flatMap((child) => STATEMENTS.get(child) ?? [])
      .map((statement) => statement.toStatementJson());
    warn(
      this.shell,
      'ImportedRole',
      `'role' is imported, so it can't be read here, and can't be added to where it was imported with 'mutable: false'; ` +
        `see that it trusts lambda.amazonaws.com and has these statements: ${JSON.stringify(Stack.of(this.shell).resolve(statements))}`,
    );
  }
}
