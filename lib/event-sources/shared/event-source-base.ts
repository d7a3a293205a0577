import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { EventSourceAlarms } from '../../alarms/event-source-alarms';
import type { EventFilter } from '../../filters/event-filter';

/**
 * What a source has once it is added to a function.
 *
 * @internal
 */
export interface Bound {
  readonly mapping: lambda.EventSourceMapping;
  readonly alarms: EventSourceAlarms;
  readonly filters: EventFilter[];
}

/**
 * What every source shares that Lambda polls.
 *
 * @internal
 */
export abstract class EventSourceBase implements lambda.IEventSource {
  private bound?: Bound;

  /** The alarms by their cause. An error before the source is added to a function. */
  public get alarms(): EventSourceAlarms {
    return this._once(this.bound, 'alarms').alarms;
  }

  /** The id of the mapping. An error before the source is added to a function. */
  public get eventSourceMappingId(): string {
    return this._once(this.bound, 'eventSourceMappingId').mapping.eventSourceMappingId;
  }

  /** The ARN of the mapping. An error before the source is added to a function. */
  public get eventSourceMappingArn(): string {
    return this._once(this.bound, 'eventSourceMappingArn').mapping.eventSourceMappingArn;
  }

  /** Called by `addEventSource`. */
  public bind(target: lambda.IFunction): void {
    this.bound = this._map(target);
  }

  /** @internal */
  protected abstract _map(target: lambda.IFunction): Bound;

  /**
   * What is there once the source is added to a function.
   *
   * @internal
   */
  protected _once<T>(value: T | undefined, member: string): T {
    if (value !== undefined) return value;
    throw new Error(
      `${this.constructor.name}: '${member}' must be asked for once the source is added to a function, got it before; call 'addEventSource' first`,
    );
  }
}
