import { type CfnResource, Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { isConditional } from '../core/cdk/references';
import { takesNoPolicies } from '../core/policies/imported-roles';
import { ResourceRole } from '../mixins/resource-role';
import type { AppResources } from './app-resources';

/** How statements come to the role of a function that exists. @internal */
export interface RoleAccess {
  /** Absent where the role is not of this app, or takes no policies. */
  readonly role?: iam.IRole;
  /** The role's resource, where it is the function's own: statements may be in it. */
  readonly own?: iam.CfnRole;
  /** Why statements are beside the role, or why there can't be any. */
  readonly reason?: string;
  /** The managed policies of the role, as text. */
  readonly managed: readonly string[];
}

const ROLE = 'AWS::IAM::Role';

/** @internal */
export function roleAccess(app: AppResources, fn: CfnResource): RoleAccess {
  const resource = app.namedBy(fn, 'Role');
  if (resource?.cfnResourceType !== ROLE) {
    return { managed: [], reason: 'its role is not a resource of this app, so it is not known what it allows; grant it there' };
  }
  if (takesNoPolicies((fn.node.scope as Partial<lambda.Function> | undefined)?.role)) {
    return { managed: [], reason: "its role takes no policies, as 'withoutPolicyUpdates()' sets; grant it there" };
  }
  const reason = whyBeside(app, fn, resource);
  if (reason !== undefined && isConditional(resource))
    return {
      managed: [],
      reason: 'a condition decides whether its role exists, and no policy beside it may refer to it where it does not',
    };
  const managed = asList(app.render(resource).property('ManagedPolicyArns')).map((arn) => JSON.stringify(arn));
  const role = ResourceRole.of(resource);
  return { role, managed, reason, own: reason === undefined ? (resource as iam.CfnRole) : undefined };
}

function whyBeside(app: AppResources, fn: CfnResource, role: CfnResource): string | undefined {
  if (Stack.of(role) !== Stack.of(fn)) return 'its role is in another stack';
  if (app.functionsOf(role).length > 1) return 'its role is shared with other functions; give each function its role';
  if (asList(app.render(role).property('Policies')).length > 0) return 'its role has inline policies, which belong to the app';
  if (!('managedPolicyArns' in role)) return 'its role is a raw resource, whose properties may be made late; change it there';
  const trust = app.render(role).property('AssumeRolePolicyDocument');
  if (/"AWS":|"Federated":/.test(JSON.stringify(trust))) return 'its role may be assumed by others, too';
  if (servicesIn(trust).some((service) => service !== 'lambda.amazonaws.com'))
    return 'its role is for other services, too; give the function its role';
  return undefined;
}

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

/** The services that a trust policy names. @internal */
export function servicesIn(trust: unknown): string[] {
  const statements = asList((trust as { readonly Statement?: unknown } | undefined)?.Statement);
  return statements
    .flatMap((statement) => asList((statement as { readonly Principal?: { readonly Service?: unknown } } | null)?.Principal?.Service))
    .map((service) => (typeof service === 'string' ? service : JSON.stringify(service)));
}
