import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { DependencyGroup } from 'constructs';

/**
 * The actions with which Lambda delivers a record, and the resources that each of them is about.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-async-destinations
 */
const DELIVERY: Record<string, (resource: string) => boolean> = {
  'sqs:SendMessage': () => true,
  'sns:Publish': () => true,
  'events:PutEvents': () => true,
  'lambda:InvokeFunction': (resource) => !resource.endsWith(':*'),
  's3:PutObject': () => true,
  's3:ListBucket': (resource) => !resource.endsWith('/*'),
  'kms:Decrypt': () => true,
  'kms:GenerateDataKey': () => true,
};

/**
 * What a grant asks of the function's role, noted down instead of given. What the grant does to the target itself (its
 * policy, its key's policy) happens as ever.
 *
 * @internal
 */
export function statementsAsked(fn: lambda.IFunction, grant: (standIn: lambda.IFunction) => void): iam.PolicyStatement[] {
  const asked: iam.PolicyStatement[] = [];
  grant(standInFor(fn, asked));
  return asked;
}

/**
 * What a grant of CDK's asks, reduced to what Lambda's delivery uses.
 *
 * CDK's grants suit code that works with the target: `grantSendMessages` lets it read the queue's attributes and use
 * the key in every way. Delivery needs one action on the target and two on its key.
 *
 * @internal
 */
export function deliveryStatements(fn: lambda.IFunction, grant: (standIn: lambda.IFunction) => void): iam.PolicyStatement[] {
  return statementsAsked(fn, grant).flatMap(narrow);
}

/** The function, but for its role, which notes down the statements instead of taking them. */
function standInFor(fn: lambda.IFunction, asked: iam.PolicyStatement[]): lambda.IFunction {
  const note = (statement: iam.PolicyStatement) => {
    asked.push(statement);
    return { statementAdded: true, policyDependable: new DependencyGroup() };
  };
  const role = Object.create(fn.role as iam.IRole, { addToPrincipalPolicy: { value: note }, addToPolicy: { value: note } });
  Object.defineProperty(role, 'grantPrincipal', { value: role });
  return Object.create(fn, { role: { value: role }, grantPrincipal: { value: role }, addToRolePolicy: { value: note } });
}

function narrow(asked: iam.PolicyStatement): iam.PolicyStatement[] {
  const known = Object.keys(DELIVERY).filter((action) => asked.actions.some((pattern) => matches(pattern, action)));
  const byResources = new Map<string, string[]>();
  for (const action of known) {
    const resources = asked.resources.filter(DELIVERY[action]);
    if (resources.length > 0) byResources.set(resources.join('\n'), [...(byResources.get(resources.join('\n')) ?? []), action]);
  }
  return [...byResources].map(
    ([resources, actions]) => new iam.PolicyStatement({ actions, resources: resources.split('\n'), conditions: asked.conditions }),
  );
}

const matches = (pattern: string, action: string): boolean =>
  pattern.endsWith('*') ? action.startsWith(pattern.slice(0, -1)) : pattern === action;
