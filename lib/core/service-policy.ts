import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledge, wildcardFinding } from './acknowledgements';
import { warn } from './warnings';

/**
 * What Lambda itself needs from the role, in a policy apart from the user's grants: acknowledging a wildcard here
 * hides none of theirs.
 *
 * @internal
 */
export class ServicePolicy extends iam.Policy {
  constructor(scope: Construct, id: string, role: iam.IRole, statements: iam.PolicyStatement[]) {
    super(scope, id, { statements });
    role.attachInlinePolicy(this);
  }

  /** States why a wildcard that the policy holds cannot be narrower. */
  public acknowledgeWildcard(resource: string, reason: string): void {
    acknowledge(this, { [wildcardFinding(this, resource)]: reason });
  }
}

/**
 * An imported role can't be read here, and may not take what is attached to it: says in one warning what it must allow.
 *
 * @internal
 */
export function warnOfImportedRole(shell: Construct, role: iam.IRole): void {
  if (iam.Role.isRole(role)) return;
  const policies = shell.node.findAll().filter((node): node is ServicePolicy => node instanceof ServicePolicy);
  const statements = policies.flatMap((policy) => policy.document.toJSON().Statement);
  warn(
    shell,
    'ImportedRole',
    `'role' is imported, so it can't be read here, and can't be added to where it was imported with 'mutable: false'; ` +
      `see that it trusts lambda.amazonaws.com and has these statements: ${JSON.stringify(Stack.of(shell).resolve(statements))}`,
  );
}
