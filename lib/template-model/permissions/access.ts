import type { Resource, Value } from '../resource';
import type { Resources } from '../resources';
import { Keys } from './keys';
import { ResourcePolicies, type ResourcePolicy } from './resource-policy';
import { AttachedPolicies, Role } from './role';

/**
 * Who may do what in the templates of one application: the part of the application model that needs no functions.
 *
 * @internal
 */
export abstract class Access {
  private readonly drawn = new Map<string, unknown>();
  private readonly roles = new Map<Resource, Role>();

  constructor(public readonly resources: Resources) {}

  /** The role that a value names, where it is one of the templates. */
  public roleBehind(value: Value): Role | undefined {
    const resource = this.resources.behind(value);
    if (resource?.type !== 'AWS::IAM::Role') return undefined;
    const role = this.roles.get(resource) ?? new Role(resource, this.attachedPolicies.of(resource), this.resources);
    this.roles.set(resource, role);
    return role;
  }

  /** The resources of the templates that attach policies to a role. */
  public policiesAttachedTo({ resource }: Role): readonly Resource[] {
    return this.attachedPolicies.resourcesOf(resource);
  }

  /** The role with those of the attached policies only that the filter accepts. */
  public roleWith({ resource }: Role, isIncluded: (policy: Resource) => boolean): Role {
    return new Role(resource, this.attachedPolicies.of(resource, isIncluded), this.resources);
  }

  private get attachedPolicies(): AttachedPolicies {
    return this.once('attachedPolicies', () => new AttachedPolicies(this.resources));
  }

  /** The policy of a topic, a queue, a bucket or a key; absent where the service's own holds. */
  public policyOf(resource: Resource): ResourcePolicy | undefined {
    return this.once('resourcePolicies', () => new ResourcePolicies(this.resources)).of(resource);
  }

  /** The keys that encrypt what the templates make. */
  public get keys(): Keys {
    return this.once('keys', () => new Keys(this.resources));
  }

  /** Each part is drawn when it is first asked for, and once. */
  protected once<T>(part: string, draw: () => T): T {
    const known = this.drawn.get(part);
    if (known !== undefined) return known as T;
    const drawn = draw();
    this.drawn.set(part, drawn);
    return drawn;
  }
}
