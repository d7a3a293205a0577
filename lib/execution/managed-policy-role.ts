import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { charactersOf, FRAME, MANAGED_CHARACTERS, MANAGED_POLICIES } from '../core/policies/policy-size';
import { PolicyKind } from '../core/policies/service-policy';
import { warn } from '../core/warnings';
import { ExecutionRole } from './execution-role';

/**
 * A role whose grants, also those made later, go into customer-managed policies: as many as they need.
 *
 * @internal
 */
export class ManagedPolicyRole extends ExecutionRole {
  private readonly pieces: iam.ManagedPolicy[];
  private characters = 0;

  constructor(scope: Construct, permissionsBoundary?: iam.IManagedPolicy) {
    super(scope, permissionsBoundary);
    this.pieces = [];
  }

  public override addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    const piece = this.pieceFor(statement);
    piece.addStatements(statement);
    return { statementAdded: true, policyDependable: piece };
  }

  public override addToPolicy(statement: iam.PolicyStatement): boolean {
    return this.addToPrincipalPolicy(statement).statementAdded;
  }

  /** The statements of the policy, also later ones, are in a managed policy; the inline one is never rendered. */
  public override attachInlinePolicy(policy: iam.Policy): void {
    new iam.ManagedPolicy(this, `Managed${policy.node.addr}`, { document: policy.document, roles: [this] });
  }

  private pieceFor(statement: iam.PolicyStatement): iam.ManagedPolicy {
    const characters = charactersOf(this, statement);
    const last = this.pieces.at(-1);
    if (last && this.characters + characters <= MANAGED_CHARACTERS) {
      this.characters += characters;
      return last;
    }
    this.characters = FRAME + characters;
    const piece = new iam.ManagedPolicy(this, `Grants${this.pieces.length + 1}`, { roles: [this] });
    this.pieces.push(piece);
    if (this.pieces.length === MANAGED_POLICIES.usual) this.warnOfQuota();
    return piece;
  }

  private warnOfQuota(): void {
    warn(
      this,
      'ManagedPolicyQuota',
      `the grants of a role must fit into ${MANAGED_POLICIES.usual} managed policies, the default quota, got ${MANAGED_POLICIES.usual} beside those for Lambda itself; grant on fewer resources, or raise the quota`,
    );
  }
}

/**
 * The function's own role, with policies of the kind.
 *
 * @internal
 */
export function executionRole(shell: Construct, kind: PolicyKind, permissionsBoundary?: iam.IManagedPolicy): ExecutionRole {
  const Role = kind === PolicyKind.CUSTOMER_MANAGED ? ManagedPolicyRole : ExecutionRole;
  return new Role(shell, permissionsBoundary);
}
