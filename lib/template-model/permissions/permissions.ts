import { mayCover } from '../arn-patterns';
import type { Invocation } from '../events/invocation';
import { FUNCTION, type FunctionFinder, type Invoked, type LambdaFunction } from '../functions/lambda-function';
import { Reference, type Resource } from '../resource';
import type { Resources } from '../resources';
import { originOf } from './event-origin';
import { type Answer, anyOf, bothOf, covers } from './statements';

const INVOKE = 'lambda:InvokeFunction';

/** Who may invoke which function, or which of its aliases and versions. @internal */
export interface Permission {
  readonly resource: Resource;
  readonly invoked: Invoked;
  /** From where, if it is one of the templates. */
  readonly source: Resource | undefined;
}

/**
 * The permissions of the templates that functions give to whoever invokes them.
 *
 * @internal
 */
export class Permissions {
  private readonly byFunction = new Map<LambdaFunction, Permission[]>();
  private readonly bySource = new Map<Resource | undefined, Permission[]>();
  /** Whether one is of a function that only a deployment knows: it may be of any. */
  private isOpen: boolean;

  constructor(resources: Resources, finder: FunctionFinder) {
    // A resource policy may allow what no permission does.
    this.isOpen = resources.hasHiddenPolicies || resources.ofType('AWS::Lambda::ResourcePolicy').length > 0;
    for (const resource of resources.ofType('AWS::Lambda::Permission')) {
      const named = resource.get('FunctionName');
      const invoked = finder.invokedBy(named);
      if (invoked) this.add({ resource, invoked, source: resources.behind(resource.get('SourceArn')) });
      else if (resources.mayName(named, FUNCTION)) this.isOpen = true;
    }
  }

  /** Whether the function that is invoked lets the source in, by way of the qualifier that is invoked. */
  public allows(invocation: Invocation): Answer {
    const allowed = anyOf(this.answers(invocation));
    return allowed === false && this.isOpen ? undefined : allowed;
  }

  /** The one that names the source comes first: most functions have it, and the others are not asked. */
  private *answers(invocation: Invocation): Iterable<Answer> {
    const { fn, qualifier } = invocation.invoked;
    for (const permissions of [this.bySource.get(invocation.source) ?? [], this.of(invocation)]) {
      for (const permission of permissions) {
        const isOfTarget = permission.invoked.fn === fn && permission.invoked.qualifier === qualifier;
        yield isOfTarget ? covered(permission, invocation) : false;
      }
    }
  }

  /** Those that would let the source in if they were for the qualifier that is invoked. */
  public missing(invocation: Invocation): readonly Permission[] {
    return this.of(invocation).filter((permission) => covered(permission, invocation));
  }

  private of({ invoked }: Invocation): readonly Permission[] {
    return this.byFunction.get(invoked.fn) ?? [];
  }

  private add(permission: Permission): void {
    const { invoked, source } = permission;
    this.byFunction.set(invoked.fn, [...(this.byFunction.get(invoked.fn) ?? []), permission]);
    if (source) this.bySource.set(source, [...(this.bySource.get(source) ?? []), permission]);
  }
}

const covered = (permission: Permission, { by, source }: Invocation): Answer =>
  bothOf(isForInvoking(permission.resource), () => bothOf(isFor(permission.resource, by.principal), () => isFrom(permission, source)));

function isForInvoking(permission: Resource): Answer {
  const action = permission.text('Action');
  return action === undefined ? undefined : covers(action, INVOKE);
}

/** In some regions and partitions, services have other names, as in `logs.eu-west-1.amazonaws.com`. */
function isFor(permission: Resource, principal: string | undefined): Answer {
  const named = permission.text('Principal');
  if (named === undefined) return undefined;
  return named === '*' || named.split('.')[0] === principal?.split('.')[0];
}

/** A source that the permission does not name, or of which only a deployment knows the ARN, counts as allowed. */
function isFrom({ resource, source }: Permission, invoking: Resource | undefined): boolean {
  if (invoking === undefined) return true;
  if (source?.type === invoking.type) return source === invoking;
  const named = resource.get('SourceArn');
  const origin = originOf(new Reference(invoking, 'Arn'));
  return named === undefined || !origin || mayCover(named, origin.arn, origin.own);
}
