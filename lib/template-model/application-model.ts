import { Alarm } from './alarms/alarm';
import { type AlarmAction, alarmActionsIn, alarmTopicsIn } from './alarms/alarm-topics';
import { Watch } from './alarms/watch';
import { type BucketNotification, bucketNotificationsIn } from './events/bucket-notification';
import { EventBuses } from './events/event-bus';
import { Flow } from './events/flow';
import { type Invocation, invocationsIn } from './events/invocation';
import { Mapping } from './events/mapping';
import { PossibleFlow } from './events/possible-flow';
import { Queue } from './events/queue';
import { AsyncFailures } from './failures/async-failures';
import { failureQueuesIn, type StoredFailure } from './failures/failure-queues';
import { type FailureTarget, failureTargetsIn } from './failures/failure-target';
import { idempotencyTablesIn } from './functions/idempotency';
import { FunctionFinder, LambdaFunction } from './functions/lambda-function';
import { Logs } from './functions/logs';
import { grouped } from './grouped';
import { type Mention, mentionsIn } from './mentions';
import { Access } from './permissions/access';
import { Permissions } from './permissions/permissions';
import type { Role } from './permissions/role';
import { type Sender, sendersIn } from './permissions/senders';
import { Surroundings } from './related-resources';
import type { Resource } from './resource';
import { Resources } from './resources';
import type { Template } from './template';

/**
 * What the templates of one application say of its functions: what invokes them, what they read, where what fails ends,
 * and who watches. Each part is drawn when it is first asked for, and once.
 *
 * @internal
 */
export class ApplicationModel extends Access {
  constructor(templates: readonly Template[]) {
    super(new Resources(templates));
  }

  public get functions(): ReadonlyMap<Resource, LambdaFunction> {
    return this.once(
      'functions',
      () => new Map(this.resources.ofType('AWS::Lambda::Function').map((resource) => [resource, new LambdaFunction(resource)])),
    );
  }

  /** Names functions by reference, name or ARN. */
  public get finder(): FunctionFinder {
    return this.once('finder', () => new FunctionFinder(this.resources, this.functions));
  }

  public get mappings(): readonly Mapping[] {
    return this.once('mappings', () =>
      this.resources
        .ofType('AWS::Lambda::EventSourceMapping')
        .map(
          (resource) =>
            new Mapping(
              resource,
              this.finder.invokedBy(resource.get('FunctionName')),
              this.resources.behind(resource.get('EventSourceArn')),
            ),
        ),
    );
  }

  public get invocations(): readonly Invocation[] {
    return this.once('invocations', () => invocationsIn(this.resources, this.finder));
  }

  public get failureTargets(): readonly FailureTarget[] {
    return this.once('failureTargets', () => failureTargetsIn(this.resources, this.functions.values(), this.mappings, this.finder));
  }

  public get alarms(): readonly Alarm[] {
    return this.once('alarms', () =>
      this.resources.ofType('AWS::CloudWatch::Alarm').map((resource) => new Alarm(resource, this.resources)),
    );
  }

  public get queues(): ReadonlyMap<Resource, Queue> {
    return this.once('queues', () => {
      const readers = grouped(this.mappings, ({ source }) => [source]);
      const queues = this.resources.ofType('AWS::SQS::Queue');
      return new Map(queues.map((resource) => [resource, new Queue(resource, readers.get(resource) ?? [], this.resources)]));
    });
  }

  /** The queues that functions read. */
  public get sourceQueues(): readonly Queue[] {
    return this.once('sourceQueues', () => [...this.queues.values()].filter(({ readers }) => readers.length > 0));
  }

  /** Whom alarms tell. */
  public get alarmActions(): readonly AlarmAction[] {
    return this.once('alarmActions', () => alarmActionsIn(this.resources));
  }

  /** The topics of the templates that alarms tell, each with an alarm that does. */
  public get alarmTopics(): ReadonlyMap<Resource, Resource> {
    return this.once('alarmTopics', () => alarmTopicsIn(this.resources, this.alarmActions));
  }

  public mappingsOf(fn: LambdaFunction): readonly Mapping[] {
    return this.once('mappingsOf', () => grouped(this.mappings, ({ invoked }) => [invoked?.fn])).get(fn) ?? [];
  }

  public invocationsOf(fn: LambdaFunction): readonly Invocation[] {
    return this.once('invocationsOf', () => grouped(this.invocations, ({ invoked }) => [invoked.fn])).get(fn) ?? [];
  }

  /** What Lambda queues for a function. */
  public asyncInvocationsOf(fn: LambdaFunction): readonly Invocation[] {
    return this.invocationsOf(fn).filter(({ by }) => by.isAsync);
  }

  /** Where asynchronous events go that failed after all retries. */
  public get asyncFailures(): AsyncFailures {
    return this.once('asyncFailures', () => new AsyncFailures(this.resources, this.finder));
  }

  /** Who lets whom invoke. */
  public get permissions(): Permissions {
    return this.once('permissions', () => new Permissions(this.resources, this.finder));
  }

  /** The alarms that have a metric of the resource. */
  public alarmsOn(resource: Resource): readonly Alarm[] {
    return this.once('alarmsOn', () => grouped(this.alarms, ({ subjects }) => subjects)).get(resource) ?? [];
  }

  /** What belongs to each function. */
  public get surroundings(): Surroundings {
    return this.once('surroundings', () => new Surroundings(this));
  }

  /** Which functions write to which log group. */
  public get logs(): Logs {
    return this.once('logs', () => new Logs(this.resources, this.functions.values()));
  }

  /** Which alarms are about a function. */
  public get watch(): Watch {
    return this.once('watch', () => new Watch(this));
  }

  /** Who refers to a resource. */
  public mentionsOf(resource: Resource): readonly Mention[] {
    return this.once('mentions', () => mentionsIn(this.resources)).get(resource) ?? [];
  }

  /** The role of a function, where it is one of the templates. */
  public roleOf(fn: LambdaFunction): Role | undefined {
    return this.roleBehind(fn.resource.get('Role'));
  }

  /** The log group that a function writes to, where it is one of the templates. */
  public logGroupOf(fn: LambdaFunction): Resource | undefined {
    return this.logs.of(fn);
  }

  /** How events go on by themselves. */
  public get flow(): Flow {
    return this.once('flow', () => {
      const { resources, finder, mappings, invocations, failureTargets, notifications } = this;
      return new Flow({ resources, finder, mappings, invocations, failureTargets, notifications, buses: new EventBuses(resources) });
    });
  }

  /** How functions may invoke each other by what they do. */
  public get possibleFlow(): PossibleFlow {
    return this.once('possibleFlow', () => new PossibleFlow(this.flow, (fn) => this.ownRoleOf(fn)));
  }

  /** The queues in which what failed lies, and what lies in each. */
  public get failureQueues(): ReadonlyMap<Resource, readonly StoredFailure[]> {
    return this.once('failureQueues', () => failureQueuesIn(this));
  }

  /** The tables in which functions keep which events they have worked on, each with a function that does. */
  public get idempotencyTables(): ReadonlyMap<Resource, LambdaFunction | undefined> {
    return this.once('idempotencyTables', () => idempotencyTablesIn(this.resources, this.functions.values()));
  }

  /** What buckets tell of their objects. */
  public get notifications(): readonly BucketNotification[] {
    return this.once('notifications', () => bucketNotificationsIn(this.resources));
  }

  /** The services that put messages into queues. */
  public get senders(): readonly Sender[] {
    return this.once('senders', () => sendersIn(this.resources, this.notifications));
  }

  /** The role of a function, where no other function has it. */
  private ownRoleOf(fn: LambdaFunction): Role | undefined {
    const roleIn = ({ resource }: LambdaFunction) => [this.resources.behind(resource.get('Role'))];
    const sharing = this.once('sharing', () => grouped([...this.functions.values()], roleIn));
    const role = this.roleOf(fn);
    return role && sharing.get(role.resource)?.length === 1 ? role : undefined;
  }
}
