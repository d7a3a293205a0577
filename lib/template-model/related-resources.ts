import type { Alarm } from './alarms/alarm';
import type { Invocation } from './events/invocation';
import type { Mapping } from './events/mapping';
import type { FailureTarget } from './failures/failure-target';
import type { LambdaFunction } from './functions/lambda-function';
import type { Resource } from './resource';
import type { Resources } from './resources';

interface Parts {
  readonly resources: Resources;
  readonly functions: ReadonlyMap<Resource, LambdaFunction>;
  readonly invocations: readonly Invocation[];
  readonly failureTargets: readonly FailureTarget[];
  readonly mappings: readonly Mapping[];
}

/**
 * What belongs to each function: itself, what invokes it, what it reads, where what fails ends.
 *
 * @internal
 */
export class Surroundings {
  private readonly ofFunction = new Map<LambdaFunction, Set<Resource>>();
  private readonly functions = new Map<Resource, LambdaFunction[]>();

  private readonly resources: Resources;

  constructor({ resources, functions, invocations, failureTargets, mappings }: Parts) {
    this.resources = resources;
    for (const fn of functions.values()) this.note(fn, fn.resource);
    for (const { invoked, source } of invocations) this.note(invoked.fn, source);
    for (const { invoked, target } of failureTargets) this.note(invoked.fn, target);
    for (const { invoked, source, resource } of mappings) {
      if (!invoked) continue;
      for (const around of [resource, source, source && this.redriveQueueOf(source)]) this.note(invoked.fn, around);
    }
  }

  public of(fn: LambdaFunction): ReadonlySet<Resource> {
    return this.ofFunction.get(fn) ?? new Set();
  }

  /** Whose it is. */
  public functionsOf(resource: Resource): readonly LambdaFunction[] {
    return this.functions.get(resource) ?? [];
  }

  /** Whose an alarm is: those of which it watches something. */
  public watchedBy(alarm: Alarm): readonly LambdaFunction[] {
    return [...new Set([...alarm.subjects].flatMap((subject) => this.functionsOf(subject)))];
  }

  /** Where a queue puts what was received too often, where it is one of the templates. */
  public redriveQueueOf(queue: Resource): Resource | undefined {
    return queue.type === 'AWS::SQS::Queue' ? this.resources.behind(queue.get('RedrivePolicy.deadLetterTargetArn')) : undefined;
  }

  private note(fn: LambdaFunction, resource: Resource | undefined): void {
    if (!resource) return;
    const around = this.ofFunction.get(fn) ?? new Set();
    this.ofFunction.set(fn, around);
    if (around.has(resource)) return;
    around.add(resource);
    this.functions.set(resource, [...(this.functions.get(resource) ?? []), fn]);
  }
}
