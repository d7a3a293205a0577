import { LAMBDA_DEFAULTS } from '../../core/aws/lambda-limits';
import { arnOf, namedIn, splitParts } from '../arns';
import { isFields, type Part, partsOf, Reference, type Resource, textOf, type Value } from '../resource';
import type { Resources } from '../resources';

/** @internal */
export const FUNCTION = 'AWS::Lambda::Function';

/** What is invoked where no qualifier is set. @internal */
export const LATEST = '$LATEST';

/** A function, or one of its aliases and versions. @internal */
export interface Invoked {
  readonly fn: LambdaFunction;
  /** The alias's name or the version's number; of a version made here, its logical id. `$LATEST` where none is set. */
  readonly qualifier: string;
}

/**
 * A function of the templates.
 *
 * @internal
 */
export class LambdaFunction {
  constructor(public readonly resource: Resource) {}

  /** How people call it: its name, else its logical id. */
  public get name(): string {
    return this.resource.text('FunctionName') ?? this.resource.label;
  }

  /** In seconds; undefined where only a deployment knows it. */
  public get timeout(): number | undefined {
    return this.resource.number('Timeout', LAMBDA_DEFAULTS.timeout);
  }

  /** Whether this library made it without that, for a reason that the template records. */
  public hasLeftOut(protection: string): boolean {
    return this.resource.hasLeftOut(protection);
  }

  /** Absent, or known only once deployed: undefined. */
  public get reservedConcurrency(): number | undefined {
    return this.resource.number('ReservedConcurrentExecutions');
  }

  /** The variables with a text that is known. */
  public get environment(): readonly [string, string][] {
    const variables = this.resource.get('Environment.Variables');
    if (!isFields(variables)) return [];
    return Object.entries(variables).flatMap(([key, value]): [string, string][] => (typeof value === 'string' ? [[key, value]] : []));
  }
}

/**
 * Which function a value names: by reference, by name, by ARN, with its qualifier.
 *
 * @internal
 */
export class FunctionFinder {
  private readonly visited = new Set<Resource>();

  constructor(
    private readonly resources: Resources,
    private readonly functions: ReadonlyMap<Resource, LambdaFunction>,
  ) {}

  public invokedBy(value: Value): Invoked | undefined {
    if (value instanceof Reference) return this.ofResource(value.resource);
    const parts = partsOf(value);
    if (!parts) return undefined;
    // API Gateway wraps the ARN of a function into an ARN of API Gateway.
    const start = parts.findIndex((part) => typeof part === 'string' && part.includes(':lambda:path/'));
    if (start >= 0) return this.wrapped(parts.slice(start));
    const arn = arnOf(value);
    const named = arn && namedIn(arn);
    if (named) return named.type === 'AWS::Lambda::Function' ? this.named(named.name, named.behind) : undefined;
    const [first, ...behind] = parts;
    if (first instanceof Reference) return this.named(first, behind);
    if (typeof first !== 'string' || behind.length > 0) return undefined;
    const [name, qualifier] = first.split(':');
    return this.named(name, qualifier === undefined ? [] : [`:${qualifier}`]);
  }

  private wrapped(parts: readonly Part[]): Invoked | undefined {
    const [target, end] = splitParts(splitParts(parts, '/functions/', 2)[1] ?? [], '/invocations');
    // A stage's variable may name the function or the alias.
    const isKnown = end !== undefined && !target.some((part) => typeof part === 'string' && part.includes('${'));
    return isKnown ? this.invokedBy(textOf(target)) : undefined;
  }

  private named(name: string | Reference, behind: readonly unknown[]): Invoked | undefined {
    const resource = name instanceof Reference ? name.resource : this.resources.named('AWS::Lambda::Function', name);
    const found = resource && this.ofResource(resource);
    if (!found || behind.length === 0) return found;
    const qualifier = typeof behind[0] === 'string' ? /^:([^:]+)$/.exec(behind[0])?.[1] : undefined;
    if (qualifier !== undefined && behind.length === 1) return { fn: found.fn, qualifier };
    const version = behind[0] === ':' && behind[1] instanceof Reference ? this.ofResource(behind[1].resource) : undefined;
    return version?.fn === found.fn ? version : undefined;
  }

  private ofResource(resource: Resource): Invoked | undefined {
    const fn = this.functions.get(resource);
    if (fn) return { fn, qualifier: LATEST };
    if (resource.type !== 'AWS::Lambda::Alias' && resource.type !== 'AWS::Lambda::Version') return undefined;
    // One that names itself names no function.
    if (this.visited.has(resource)) return undefined;
    this.visited.add(resource);
    const qualified = this.invokedBy(resource.get('FunctionName'));
    this.visited.delete(resource);
    return qualified && { fn: qualified.fn, qualifier: resource.text('Name') ?? resource.id };
  }
}
