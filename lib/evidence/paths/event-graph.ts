import type { ApplicationModel } from '../../template-model/application-model';
import type { Invocation } from '../../template-model/events/invocation';
import type { LambdaFunction } from '../../template-model/functions/lambda-function';
import type { Resource } from '../../template-model/resource';
import { calledResource, keyOf } from '../called';
import { failuresOf } from '../functions/failures';
import { notifiedBy, subscribersOf } from '../functions/notified';
import { plural } from '../words';
import { distributionsOf, routesOf } from './fronts';
import type { EventGraph } from './graph';
import { GraphBuilder } from './graph-builder';

/**
 * From where each function gets its events, where they go that fail, and who is notified. Sinks that many share are drawn at
 * each function, so that each path can be read by itself.
 *
 * @internal
 */
export function graphOf(models: readonly ApplicationModel[], short: boolean): EventGraph {
  const graph = new GraphBuilder();
  for (const model of models) for (const fn of model.functions.values()) new FunctionPaths(fn, model, graph, short).draw();
  return graph.done();
}

class FunctionPaths {
  private readonly key: string;

  constructor(
    private readonly fn: LambdaFunction,
    private readonly model: ApplicationModel,
    private readonly graph: GraphBuilder,
    private readonly short: boolean,
  ) {
    this.key = keyOf(fn.resource);
  }

  public draw(): void {
    const { fn, model, key } = this;
    this.graph.add({ id: key, kind: 'function', label: calledResource(fn.resource), detail: 'Lambda function', functionKeys: [key] });
    for (const invocation of model.invocationsOf(fn)) if (routesOf(invocation, model).length === 0) this.drawTrigger(invocation);
    this.drawApis();
    for (const url of model.resources.ofType('AWS::Lambda::Url')) {
      if (model.finder.invokedBy(url.get('TargetFunctionArn'))?.fn === fn) this.drawUrl(url);
    }
    for (const mapping of model.mappingsOf(fn)) {
      const source = mapping.source ?? mapping.resource;
      const label = mapping.isEnabled === false ? 'is disabled' : 'is read';
      this.drawSource(source, `${mapping.kind ?? 'event'} source`, label);
    }
    this.drawFailures();
    this.drawAlarms(key, fn.resource, 'the function');
  }

  private drawTrigger({ by, source, resource }: Invocation): void {
    const at = source ?? resource;
    this.drawSource(at, by.called, by.isAsync ? 'sends' : 'calls');
  }

  /** One line for all routes of an API to the function. */
  private drawApis(): void {
    const routes = this.model.invocationsOf(this.fn).flatMap((invocation) => routesOf(invocation, this.model));
    for (const api of new Set(routes.map((route) => route.api))) {
      const own = routes.filter((route) => route.api === api);
      const { detail, watched } = own[0];
      const id = this.drawSource(api, detail, `calls: ${listed(own.map(({ route }) => route))}`);
      for (const resource of watched) this.drawAlarms(id, resource, 'the API');
    }
  }

  private drawUrl(url: Resource): void {
    const id = this.drawSource(url, 'Function URL', 'calls');
    for (const distribution of distributionsOf(url, this.model)) {
      const from = this.graph.sourceId(keyOf(distribution), this.key);
      const detail = 'CloudFront distribution';
      this.graph.add({ id: from, kind: 'source', label: calledResource(distribution), detail, functionKeys: [this.key] });
      this.graph.connect({ from, to: id, label: 'calls', kind: 'event', isBroken: false });
      this.drawAlarms(from, distribution, 'the distribution');
    }
  }

  private drawSource(resource: Resource, detail: string, label: string): string {
    const id = this.graph.sourceId(keyOf(resource), this.key);
    this.graph.add({ id, kind: 'source', label: calledResource(resource), detail, functionKeys: [this.key] });
    this.graph.connect({ from: id, to: this.key, label, kind: 'event', isBroken: false });
    return id;
  }

  private drawFailures(): void {
    for (const { what, after, broken, to, target, kept } of failuresOf(this.fn, this.model)) {
      const label = `${what} failed: ${after}`;
      if (broken !== undefined) {
        const id = `${this.key}|broken|${what}|${broken}`;
        this.graph.add({ id, kind: 'broken', label: 'Lost', detail: broken, functionKeys: [this.key] });
        this.graph.connect({ from: this.key, to: id, label, kind: 'failure', isBroken: true });
        continue;
      }
      const id = this.sinkId(target ? keyOf(target) : (to ?? 'elsewhere'), target);
      const detail = target?.type === 'AWS::SQS::Queue' ? `queue, keeps it for ${kept}` : kindOf(target);
      this.graph.add({
        id,
        kind: target?.type === 'AWS::SQS::Queue' ? 'queue' : 'target',
        label: to ?? '',
        detail,
        functionKeys: [this.key],
      });
      this.graph.connect({ from: this.key, to: id, label, kind: 'failure', isBroken: false });
      if (target?.type === 'AWS::SQS::Queue') this.drawQueueAlarms(id, target);
      if (target?.type === 'AWS::SNS::Topic') this.drawSubscribers(id, target);
    }
  }

  /** What fails into a queue that a function reads goes on there; every other queue is drawn at this function. */
  private sinkId(name: string, target: Resource | undefined): string {
    const isRead = target !== undefined && (this.model.queues.get(target)?.readers.length ?? 0) > 0;
    return isRead ? this.graph.sourceId(name, this.key) : `${this.key}|${name}`;
  }

  private drawQueueAlarms(id: string, queue: Resource): void {
    if (this.model.alarmsOn(queue).length > 0) this.drawAlarms(id, queue, 'the queue');
    else if ((this.model.queues.get(queue)?.readers.length ?? 0) === 0) this.drawNobody(id, 'no alarm looks at the queue', 'is stored');
  }

  private drawAlarms(from: string, about: Resource, called: string): void {
    const alarms = this.model.alarmsOn(about);
    if (alarms.length === 0) return;
    const id = `${from}|alarms`;
    const detail = `on ${called}`;
    this.graph.add({ id, kind: 'alarms', label: plural(alarms.length, 'alarm'), detail, functionKeys: [this.key] });
    this.graph.connect({ from, to: id, label: '', kind: 'alarm', isBroken: false });
    const notified = new Map(
      alarms.flatMap(({ resource }) => notifiedBy(resource, this.model, this.short).map((one) => [one.id, one] as const)),
    );
    if (notified.size === 0 && alarms.every((alarm) => alarm.isSilent)) this.drawNobody(id, 'the alarms have no action', '');
    for (const one of notified.values()) {
      const topicId = `${this.key}|${one.id}`;
      this.graph.add({
        id: topicId,
        kind: one.topic ? 'topic' : 'people',
        label: one.label,
        detail: one.topic ? 'topic' : 'action',
        functionKeys: [this.key],
      });
      this.graph.connect({ from: id, to: topicId, label: '', kind: 'alarm', isBroken: false });
      if (one.topic) this.drawSubscribers(topicId, one.topic);
    }
  }

  private drawSubscribers(id: string, topic: Resource): void {
    if (topic.type !== 'AWS::SNS::Topic') return;
    const subscribers = subscribersOf(topic, this.model, this.short);
    if (subscribers.length === 0) this.drawNobody(id, 'the topic has no subscription in the templates', '');
    for (const { id: name, label } of subscribers) {
      const personId = `${this.key}|${name}`;
      this.graph.add({ id: personId, kind: 'people', label, detail: 'subscriber', functionKeys: [this.key] });
      this.graph.connect({ from: id, to: personId, label: '', kind: 'alarm', isBroken: false });
    }
  }

  private drawNobody(from: string, detail: string, label: string): void {
    const id = `${from}|nobody`;
    this.graph.add({ id, kind: 'broken', label: 'Nobody is notified', detail, functionKeys: [this.key] });
    this.graph.connect({ from, to: id, label, kind: 'alarm', isBroken: true });
  }
}

/** How many routes are named at a line. */
const MOST_NAMED = 3;

const listed = (names: readonly string[]): string =>
  names.length <= MOST_NAMED ? names.join(', ') : `${names.slice(0, MOST_NAMED).join(', ')} and ${names.length - MOST_NAMED} more`;

const kindOf = (target: Resource | undefined): string =>
  target?.type.replace(/^AWS::/, '').replace('::', ' ') ?? 'outside of the templates';
