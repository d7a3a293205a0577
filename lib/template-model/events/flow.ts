import { type FailureTarget, TargetKind } from '../failures/failure-target';
import type { FunctionFinder, Invoked, LambdaFunction } from '../functions/lambda-function';
import { isFields, type Resource, type Value } from '../resource';
import type { Resources } from '../resources';
import { type BucketNotification, notifiesOf } from './bucket-notification';
import { type BusEvent, type EventBuses, resultEvent } from './event-bus';
import { type Invocation, TRIGGERS } from './invocation';
import type { Mapping } from './mapping';

/** A function that is handed events: asynchronously, or by a mapping. @internal */
export class Run {
  constructor(
    public readonly invoked: Invoked,
    public readonly isAsync: boolean,
  ) {}
}

/** Where an event may be: in a queue, a topic, a table, a stream, or with a function. @internal */
export type Place = Resource | Run;

/** A step of an event from one place to the next. @internal */
export interface Step {
  readonly to: Place;
  /** The resource and the property that say so. */
  readonly resource: Resource;
  readonly property: string;
  /** What it passes on its way, as a bus. */
  readonly through?: string;
}

/** The part of the application model that events flow along. @internal */
export interface Channels {
  readonly resources: Resources;
  readonly finder: FunctionFinder;
  readonly mappings: readonly Mapping[];
  readonly invocations: readonly Invocation[];
  readonly failureTargets: readonly FailureTarget[];
  readonly notifications: readonly BucketNotification[];
  readonly buses: EventBuses;
}

const QUEUE = 'AWS::SQS::Queue';
const TOPIC = 'AWS::SNS::Topic';

/**
 * How events go on by themselves, whatever the code of the functions does. Only what is certain: a subscription, a mapping
 * or a rule that chooses among events is left out.
 *
 * @internal
 */
export class Flow {
  private readonly steps = new Map<Place, Step[]>();
  private readonly deadLetters = new Map<LambdaFunction, Step[]>();
  private readonly outcomes = new Map<LambdaFunction, Step[]>();
  private readonly runs = new Map<LambdaFunction, Map<string, Run>>();
  private readonly notifications: ReadonlyMap<Resource, readonly BucketNotification[]>;

  constructor(private readonly channels: Channels) {
    this.notifications = byBucket(channels.notifications);
    this.addSubscriptions();
    for (const mapping of channels.mappings) this.addMapping(mapping);
    for (const target of channels.failureTargets) this.addTarget(target);
  }

  /** How a function is handed events asynchronously, by each qualifier that plays a part. */
  public runsOf(fn: LambdaFunction): readonly Run[] {
    return [...(this.runs.get(fn)?.values() ?? [])];
  }

  public stepsFrom(place: Place): readonly Step[] {
    const steps = this.steps.get(place) ?? [];
    return place instanceof Run && place.isAsync ? [...steps, ...(this.deadLetters.get(place.invoked.fn) ?? [])] : steps;
  }

  /** Where all goes that a function failed at or made, however it was invoked. */
  public outcomesOf(fn: LambdaFunction): readonly Step[] {
    return this.outcomes.get(fn) ?? [];
  }

  /** The asynchronous events that come to a function by way of the qualifier. */
  public runOf(invoked: Invoked): Run {
    const runs = this.runs.get(invoked.fn) ?? new Map<string, Run>();
    const run = runs.get(invoked.qualifier) ?? new Run(invoked, true);
    this.runs.set(invoked.fn, runs.set(invoked.qualifier, run));
    return run;
  }

  /** How an event goes on that is sent to what the value names. */
  public stepsInto(value: Value, named: Pick<Step, 'resource' | 'property'>, event: BusEvent, keys: string): Step[] {
    const place = this.placeOf(value);
    if (place) return [{ ...named, to: place }];
    const target = this.channels.resources.behind(value);
    const rules = this.channels.buses.rulesFor(value, event).flatMap((rule) => this.stepsOfRule(rule, named));
    return [...rules, ...(target ? this.stepsOfBucket(target, named, keys) : [])];
  }

  private stepsOfRule(rule: Resource, named: Pick<Step, 'resource' | 'property'>): Step[] {
    return (rule.list('Targets') ?? []).flatMap((target) => {
      const place = isFields(target) ? this.placeOf(target.Arn) : undefined;
      return place ? [{ ...named, to: place, through: rule.label }] : [];
    });
  }

  private stepsOfBucket(bucket: Resource, named: Pick<Step, 'resource' | 'property'>, keys: string): Step[] {
    const notified = (this.notifications.get(bucket) ?? []).filter((notification) => notifiesOf(notification, keys));
    return notified.flatMap(({ target }) => {
      const place = this.placeOf(target);
      return place ? [{ ...named, to: place, through: bucket.label }] : [];
    });
  }

  private placeOf(value: Value): Place | undefined {
    const invoked = isFields(value) ? undefined : this.channels.finder.invokedBy(value);
    if (invoked) return this.runOf(invoked);
    const target = this.channels.resources.behind(value);
    return target?.type === QUEUE || target?.type === TOPIC ? target : undefined;
  }

  private addTarget(target: FailureTarget): void {
    const { kind, resource, invoked } = target;
    if (resource.condition !== undefined) return;
    const steps = this.stepsOf(target);
    this.outcomes.set(invoked.fn, [...(this.outcomes.get(invoked.fn) ?? []), ...steps]);
    if (kind === TargetKind.BATCH_FAILURE) return;
    const run = this.runOf(invoked);
    if (kind === TargetKind.DEAD_LETTER) this.deadLetters.set(invoked.fn, steps);
    else this.add(run, steps);
  }

  /** Where what a function failed at, or made, goes on. */
  public stepsOf({ kind, resource, property, invoked, value }: FailureTarget): Step[] {
    const name = invoked.fn.resource.text('FunctionName') ?? '';
    const keys = kind === TargetKind.BATCH_FAILURE ? 'aws/lambda/' : `aws/lambda/async/${name}`;
    return this.stepsInto(value, { resource, property }, resultEvent(kind === TargetKind.ON_SUCCESS), keys);
  }

  private addSubscriptions(): void {
    const { resources, invocations } = this.channels;
    for (const { by, resource, property, source, invoked } of invocations) {
      if (by === TRIGGERS.SNS && source && isForAll(resource)) this.add(source, [{ to: this.runOf(invoked), resource, property }]);
    }
    for (const resource of resources.ofType('AWS::SNS::Subscription')) {
      const topic = resources.behind(resource.get('TopicArn'));
      const queue = resource.get('Protocol') === 'sqs' ? resources.behind(resource.get('Endpoint')) : undefined;
      if (topic && queue && isForAll(resource)) this.add(topic, [{ to: queue, resource, property: 'Endpoint' }]);
    }
  }

  private addMapping({ resource, source, invoked, isEnabled }: Mapping): void {
    if (!source || !invoked || !isEnabled || resource.condition !== undefined || resource.has('FilterCriteria') !== false) return;
    this.add(source, [{ to: new Run(invoked, false), resource, property: 'EventSourceArn' }]);
  }

  private add(from: Place, steps: readonly Step[]): void {
    this.steps.set(from, [...(this.steps.get(from) ?? []), ...steps]);
  }
}

const isForAll = (subscription: Resource): boolean =>
  subscription.condition === undefined && (subscription.type === TOPIC || subscription.has('FilterPolicy') === false);

function byBucket(notifications: readonly BucketNotification[]): ReadonlyMap<Resource, readonly BucketNotification[]> {
  const found = new Map<Resource, BucketNotification[]>();
  for (const notification of notifications) {
    if (notification.resource.condition === undefined)
      found.set(notification.bucket, [...(found.get(notification.bucket) ?? []), notification]);
  }
  return found;
}
