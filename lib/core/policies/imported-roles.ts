import { Aspects, type IAspect, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct } from 'constructs';
import { resourceBehind } from '../cdk/arns';
import { authorsPath } from '../cdk/construct-path';
import { warn } from '../warnings';
import { ServicePolicy } from './service-policy';

/**
 * An imported role can't be read here, and may not take what is attached to it: one warning names what it must allow,
 * once the app is finished.
 *
 * @internal
 */
export function warnOfImportedRole(shell: Construct, role: iam.IRole): void {
  if (!iam.Role.isRole(role)) Aspects.of(shell).add(new ImportedRoleWarning(shell, role));
}

/**
 * Whether the role is one `withoutPolicyUpdates()`, or imported with `mutable: false`: what is granted to it is dropped.
 *
 * @internal
 */
export function takesNoPolicies(role: iam.IRole | undefined): boolean {
  const { PROPERTY_INJECTION_ID: id } = (role?.constructor ?? {}) as { readonly PROPERTY_INJECTION_ID?: string };
  return id === 'aws-cdk-lib.aws-iam.ImmutableRole';
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
    `the function is imported without its 'role', so nothing can be granted to it here; make sure that its role has these statements: ` +
      JSON.stringify(Stack.of(mapping).resolve(statements.map((statement) => statement.toStatementJson()))),
  );
}

class ImportedRoleWarning implements IAspect {
  constructor(
    private readonly shell: Construct,
    private readonly role: iam.IRole,
  ) {}

  public visit(node: IConstruct): void {
    if (node !== this.shell) return;
    const statements = this.shell.node.children
      .flatMap((child) => (child instanceof ServicePolicy ? child.statements : []))
      .map((statement) => statement.toStatementJson());
    warn(
      this.shell,
      'ImportedRole',
      `${this.described}; make sure that it trusts lambda.amazonaws.com and has these statements: ${JSON.stringify(Stack.of(this.shell).resolve(statements))}`,
    );
  }

  private get described(): string {
    const ofApp = resourceBehind(this.role.roleArn);
    if (ofApp !== undefined)
      return `'role' stands for ${authorsPath(ofApp.node.path)}, as one 'withoutPolicyUpdates()' does, so it can't be read here`;
    return `'role' is imported, so it can't be read here, and can't be added to where it was imported with 'mutable: false'`;
  }
}
