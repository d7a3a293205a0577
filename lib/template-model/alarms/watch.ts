import type { LambdaFunction } from '../functions/lambda-function';
import type { Logs } from '../functions/logs';
import { type Answer, anyOf } from '../permissions/statements';
import type { Surroundings } from '../related-resources';
import { isKnown, Reference, type Resource, type Value } from '../resource';
import type { Resources } from '../resources';
import type { Alarm } from './alarm';
import type { WatchedMetric } from './watched-metric';

interface Parts {
  readonly resources: Resources;
  readonly alarms: readonly Alarm[];
  readonly surroundings: Surroundings;
  readonly logs: Logs;
  alarmsOn(resource: Resource): readonly Alarm[];
}

/** Namespaces of services; anything else is made by code, or from logs. */
const OF_SERVICE = /^AWS\//;

/**
 * Which alarms are about a function, or may be.
 *
 * @internal
 */
export class Watch {
  /** Whether an alarm looks for its metrics itself, or only a deployment knows them, or it is not spelled out. */
  private readonly isOpen: Answer;
  /** Metrics of no resource of the templates. */
  private readonly loose: readonly WatchedMetric[];
  private readonly filters = new Map<Value, Resource[]>();

  constructor(private readonly parts: Parts) {
    const { alarms, resources } = parts;
    this.isOpen = resources.isOpen || alarms.some((alarm) => alarm.mayWatchOthers) ? undefined : false;
    this.loose = alarms.flatMap((alarm) => alarm.metrics.filter((metric) => alarm.subjectsOf(metric).length === 0));
    for (const filter of resources.ofType('AWS::Logs::MetricFilter')) {
      const name = filter.get('MetricTransformations.0.MetricName');
      this.filters.set(name, [...(this.filters.get(name) ?? []), filter]);
    }
  }

  /** Whether an alarm watches the function, what it reads, where it fails into, or its log. */
  public isOn(fn: LambdaFunction): Answer {
    const around = this.parts.surroundings.of(fn);
    return this.isOnOne([...around], (metric) => {
      if (!OF_SERVICE.test(metric.namespace ?? '')) return this.isFromLogOf(metric, fn);
      return isOfAll(metric) ? metric.namespace === 'AWS/Lambda' : mayBeOfAny(metric);
    });
  }

  /** Whether an alarm watches anything of one of the resources; one on what code or logs tell may. */
  public isOnAny(resources: readonly Resource[]): Answer {
    return this.isOnOne(resources, (metric) => (OF_SERVICE.test(metric.namespace ?? '') ? mayBeOfAny(metric) : undefined));
  }

  /** Whether an alarm watches one of those metrics of the resource, or of all resources. */
  public hasAlarm(namespace: string, names: readonly string[], about: Resource): Answer {
    if (this.parts.alarmsOn(about).some((alarm) => alarm.watches(namespace, names, about))) return true;
    const alike = this.loose.filter((metric) => metric.namespace === namespace && names.includes(metric.name ?? ''));
    return anyOf([this.isOpen, ...alike.map((metric) => isOfAll(metric) || mayBeOfAny(metric))]);
  }

  private isOnOne(resources: readonly Resource[], isMatch: (loose: WatchedMetric) => Answer): Answer {
    if (resources.some((resource) => this.parts.alarmsOn(resource).length > 0)) return true;
    return anyOf([this.isOpen, ...this.loose.map(isMatch)]);
  }

  /** A metric that no filter makes comes from the code of some function. */
  private isFromLogOf(metric: WatchedMetric, fn: LambdaFunction): Answer {
    const filters = this.filters.get(metric.name) ?? [];
    if (filters.length === 0) return undefined;
    return anyOf(filters.map((filter) => this.parts.logs.writersTo(filter.get('LogGroupName'))?.includes(fn)));
  }
}

const isOfAll = ({ dimensions, isWhole }: WatchedMetric): boolean => isWhole && dimensions.length === 0;

/** Undefined where a dimension has a value that may name any resource. */
const mayBeOfAny = ({ dimensions, isWhole }: WatchedMetric): Answer =>
  !isWhole || dimensions.some(([, value]) => !isKnown(value) && !(value instanceof Reference)) ? undefined : false;
