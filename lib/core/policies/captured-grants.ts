import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { DependencyGroup } from 'constructs';
import { aliasedKeys } from '../cdk/key-aliases';

/**
 * The actions that Lambda uses, and the resources that each of them is about.
 *
 * @internal
 */
export type ActionsInUse = Readonly<Record<string, (resource: string) => boolean>>;

/**
 * What a grant adds to the function's role, noted down instead of given. What the grant does to the target itself (its
 * policy, its key's policy) happens as ever.
 *
 * @internal
 */
export function captureGrants(fn: lambda.IFunction, grant: (standIn: lambda.IFunction) => void): iam.PolicyStatement[] {
  const statements: iam.PolicyStatement[] = [];
  grant(standInFor(fn, statements));
  // CDK grants nothing on a key that it knows by an alias alone.
  if (statements.some(({ actions }) => actions.some((action) => action.startsWith('kms:')))) return statements;
  return [
    ...statements,
    ...aliasedKeys(
      fn,
      statements.flatMap(({ resources }) => resources),
    ),
  ];
}

/** The function, but for its role, which notes down the statements instead of taking them. */
function standInFor(fn: lambda.IFunction, statements: iam.PolicyStatement[]): lambda.IFunction {
  const note = (statement: iam.PolicyStatement) => {
    statements.push(statement);
    return { statementAdded: true, policyDependable: new DependencyGroup() };
  };
  const role = Object.create(fn.role ?? fn.grantPrincipal, { addToPrincipalPolicy: { value: note }, addToPolicy: { value: note } });
  Object.defineProperty(role, 'grantPrincipal', { value: role });
  // Whom nobody knows is of this account, as is the target: else the target's policy would have to name it.
  if (!fn.role) Object.defineProperty(role, 'principalAccount', { value: Stack.of(fn).account });
  return Object.create(fn, { role: { value: role }, grantPrincipal: { value: role }, addToRolePolicy: { value: note } });
}

/**
 * What was granted, reduced to what Lambda uses.
 *
 * @internal
 */
export function reducedTo(inUse: ActionsInUse, statements: iam.PolicyStatement[]): iam.PolicyStatement[] {
  return statements.flatMap((statement) => reduced(inUse, statement));
}

function reduced(inUse: ActionsInUse, statement: iam.PolicyStatement): iam.PolicyStatement[] {
  const known = Object.keys(inUse).filter((action) => statement.actions.some((pattern) => matches(pattern, action)));
  const byResources = new Map<string, string[]>();
  for (const action of known) {
    const resources = statement.resources.filter(inUse[action]);
    if (resources.length > 0) byResources.set(resources.join('\n'), [...(byResources.get(resources.join('\n')) ?? []), action]);
  }
  return [...byResources].map(
    ([resources, actions]) => new iam.PolicyStatement({ actions, resources: resources.split('\n'), conditions: statement.conditions }),
  );
}

const matches = (pattern: string, action: string): boolean =>
  pattern.endsWith('*') ? action.startsWith(pattern.slice(0, -1)) : pattern === action;
