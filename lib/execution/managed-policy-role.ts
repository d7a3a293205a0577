import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { PolicyKind } from '../core/service-policy';
import { warn } from '../core/warnings';
import { ExecutionRole } from './execution-role';

/** IAM counts the characters of a managed policy without white space. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_CHARACTERS = 6144;

/** What a policy takes beside its statements: `{"Version":"2012-10-17","Statement":[]}`. */
const FRAME = 40;

/** A value that is known at deployment is counted as a long ARN. */
const UNKNOWN = 'x'.repeat(200);

/** How many managed policies a role takes unless the account's quota was raised. */
const ATTACHABLE = 10;

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

  /** What the policy holds, and will hold, stands in a managed policy; the inline one is never rendered. */
  public override attachInlinePolicy(policy: iam.Policy): void {
    new iam.ManagedPolicy(this, `Managed${policy.node.addr}`, { document: policy.document, roles: [this] });
  }

  private pieceFor(statement: iam.PolicyStatement): iam.ManagedPolicy {
    const characters = charactersOf(this, statement);
    const last = this.pieces.at(-1);
    if (last && this.characters + characters <= MAX_CHARACTERS) {
      this.characters += characters;
      return last;
    }
    this.characters = FRAME + characters;
    const piece = new iam.ManagedPolicy(this, `Grants${this.pieces.length + 1}`, { roles: [this] });
    this.pieces.push(piece);
    if (this.pieces.length === ATTACHABLE) this.warnOfQuota();
    return piece;
  }

  private warnOfQuota(): void {
    warn(
      this,
      'ManagedPolicyQuota',
      `the grants of one role must fit into the managed policies that it takes, ${ATTACHABLE} unless the quota was raised, got ${ATTACHABLE} beside the one for Lambda itself; grant on fewer resources, or raise the quota`,
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

function charactersOf(role: ManagedPolicyRole, statement: iam.PolicyStatement): number {
  const resolved = Stack.of(role).resolve(statement.toStatementJson());
  const text = JSON.stringify(resolved, (_, value) => (isIntrinsic(value) ? UNKNOWN : value));
  return text.length + 1;
}

function isIntrinsic(value: object | string): boolean {
  const keys = Object.keys(value);
  return keys.length === 1 && /^(Ref|Fn::\w+)$/.test(keys[0]);
}
