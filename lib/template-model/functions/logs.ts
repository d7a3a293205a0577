import { LAMBDA_DEFAULTS } from '../../core/aws/lambda-limits';
import { nameParts } from '../arn-patterns';
import { isKnown, type Part, partsOf, Reference, type Resource, UNKNOWN, type Value } from '../resource';
import type { Resources } from '../resources';
import type { LambdaFunction } from './lambda-function';

const LOG_GROUP = 'AWS::Logs::LogGroup';
/** Where Lambda writes when nothing is configured. @internal */
export const DEFAULT_PREFIX = LAMBDA_DEFAULTS.logGroupPrefix;

/** What a log group or a function is called: its logical id stands for a name that is generated. */
type Name = string | Resource;

/**
 * Which functions write to which log group.
 *
 * @internal
 */
export class Logs {
  private readonly writers = new Map<Name, LambdaFunction[]>();
  /** Functions whose log group only a deployment knows. */
  private readonly open: LambdaFunction[] = [];

  constructor(
    private readonly resources: Resources,
    functions: Iterable<LambdaFunction>,
  ) {
    for (const fn of functions) {
      const group = this.groupOf(fn);
      if (group === undefined) this.open.push(fn);
      else this.writers.set(group, [...(this.writers.get(group) ?? []), fn]);
    }
  }

  /** Those that write to the group that the value names; undefined where only a deployment knows it. */
  public writersTo(value: Value): readonly LambdaFunction[] | undefined {
    const named = this.named(value);
    return named === undefined || this.open.length > 0 ? undefined : (this.writers.get(named) ?? []);
  }

  /** The log group to which a function writes; absent where it is none of the templates, or it is not known. */
  public of(fn: LambdaFunction): Resource | undefined {
    const group = this.groupOf(fn);
    return typeof group === 'object' && group.type === LOG_GROUP ? group : undefined;
  }

  /** The ARN of the log streams of a function, as far as it is known; undefined where only a deployment knows the log group. */
  public streamsOf(fn: LambdaFunction): readonly Part[] | undefined {
    const group = this.groupOf(fn);
    if (group === undefined) return undefined;
    const name = typeof group === 'string' ? [group] : group.type === LOG_GROUP ? nameParts(group) : [DEFAULT_PREFIX, ...nameParts(group)];
    return ['arn:', UNKNOWN, ':logs:', UNKNOWN, ':', UNKNOWN, ':log-group:', ...name, ':log-stream:', UNKNOWN];
  }

  /** Where a function writes: a log group of the templates, or its name; undefined where only a deployment knows it. */
  public groupOf({ resource }: LambdaFunction): Name | undefined {
    const configured = resource.get('LoggingConfig.LogGroup');
    return configured === undefined ? this.ofFunction(resource) : this.named(configured);
  }

  /** The function that would write to the log group with that name, if nothing else is configured. */
  public defaultOwnerOf(group: Resource): Resource | undefined {
    const parts = partsOf(group.get('LogGroupName'));
    const [prefix, name, ...rest] = parts ?? [];
    if (prefix === DEFAULT_PREFIX && name instanceof Reference && name.attribute === 'Ref' && rest.length === 0) return name.resource;
    const text = group.text('LogGroupName');
    return text?.startsWith(DEFAULT_PREFIX) ? this.resources.named('AWS::Lambda::Function', text.slice(DEFAULT_PREFIX.length)) : undefined;
  }

  /** The log group of the templates with the default name, else that name, for which the function's own name stands. */
  private ofFunction(fn: Resource): Name | undefined {
    this.byOwner ??= new Map(this.resources.ofType(LOG_GROUP).map((group) => [this.defaultOwnerOf(group), group]));
    return this.byOwner.get(fn) ?? fn;
  }

  private byOwner?: ReadonlyMap<Resource | undefined, Resource>;

  private named(value: Value): Name | undefined {
    const group = this.resources.behind(value, LOG_GROUP);
    if (group) return group.type === LOG_GROUP ? group : undefined;
    const parts = partsOf(value);
    if (parts?.[0] === DEFAULT_PREFIX && parts.length === 2 && parts[1] instanceof Reference) return this.ofFunction(parts[1].resource);
    if (typeof value !== 'string' || !isKnown(value)) return undefined;
    const fn = value.startsWith(DEFAULT_PREFIX)
      ? this.resources.named('AWS::Lambda::Function', value.slice(DEFAULT_PREFIX.length))
      : undefined;
    return fn ? this.ofFunction(fn) : value;
  }
}
