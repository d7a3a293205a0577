import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { EventSourceAlarms } from '../../alarms/event-source-alarms';
import type { EventFilter } from '../../filters/event-filter';
import { type BindingContext, bindingContext } from './binding-context';

/**
 * What a source has once it is bound to a function.
 *
 * @internal
 */
export interface BoundSource {
  readonly mapping: lambda.EventSourceMapping;
  readonly alarms: EventSourceAlarms;
  readonly filters: EventFilter[];
}

/**
 * What all sources share that Lambda polls.
 *
 * @internal
 */
export abstract class EventSourceBase implements lambda.IEventSource {
  private bound?: BoundSource;

  /** The alarms by their cause. An error before the source is added to a function. */
  public get alarms(): EventSourceAlarms {
    return this._afterBinding(this.bound, 'alarms').alarms;
  }

  /**
   * The event source mapping; its `node.defaultChild` is the `CfnEventSourceMapping`, for properties that no option sets.
   * Throws before the source is added to a function.
   */
  public get eventSourceMapping(): lambda.EventSourceMapping {
    return this._afterBinding(this.bound, 'eventSourceMapping').mapping;
  }

  /** The ID of the event source mapping. Throws before the source is added to a function. */
  public get eventSourceMappingId(): string {
    return this._afterBinding(this.bound, 'eventSourceMappingId').mapping.eventSourceMappingId;
  }

  /** The ARN of the event source mapping. Throws before the source is added to a function. */
  public get eventSourceMappingArn(): string {
    return this._afterBinding(this.bound, 'eventSourceMappingArn').mapping.eventSourceMappingArn;
  }

  /** Called by `addEventSource`. */
  public bind(target: lambda.IFunction): void {
    this.bound = this._bind(bindingContext(target));
  }

  /** @internal */
  protected abstract _bind(binding: BindingContext): BoundSource;

  /**
   * A value that exists once the source is added to a function.
   *
   * @internal
   */
  protected _afterBinding<T>(value: T | undefined, member: string): T {
    if (value !== undefined) return value;
    throw new Error(
      `${this.constructor.name}: '${member}' must be read after the source is added to a function, got it before; call 'addEventSource' first`,
    );
  }
}
