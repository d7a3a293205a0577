/** What an event source may leave out. @internal */
export type EventSourceProtection = 'visibilityTimeout' | 'redriveQueue' | 'maxReceiveCount' | 'failureTarget' | 'sharedFailureQueue';

/**
 * A protection that an event source leaves out, with the reason.
 *
 * @example
 * EventSourceWaiver.redriveQueue('measurements are worth nothing after a minute');
 */
export class EventSourceWaiver {
  /**
   * The queue's visibility timeout is less than six times the function's timeout plus the batching window. Lambda still
   * refuses one that is less than the function's timeout.
   *
   * @param reason why, kept in the template's metadata
   */
  public static visibilityTimeout(reason: string): EventSourceWaiver {
    return new EventSourceWaiver('visibilityTimeout', reason);
  }

  /**
   * The queue has no redrive queue: a message that always fails is delivered until its retention period ends.
   *
   * @param reason why, kept in the template's metadata
   */
  public static redriveQueue(reason: string): EventSourceWaiver {
    return new EventSourceWaiver('redriveQueue', reason);
  }

  /**
   * A message is discarded after its first delivery, even if that was throttled.
   *
   * @param reason why, kept in the template's metadata
   */
  public static maxReceiveCount(reason: string): EventSourceWaiver {
    return new EventSourceWaiver('maxReceiveCount', reason);
  }

  /**
   * A batch that failed after all retries is skipped and goes nowhere.
   *
   * @param reason why, kept in the template's metadata
   */
  public static failureTarget(reason: string): EventSourceWaiver {
    return new EventSourceWaiver('failureTarget', reason);
  }

  /**
   * What fails here is sent to a queue that takes something else too, so that no one reader can replay it.
   *
   * @param reason why, kept in the template's metadata
   */
  public static sharedFailureQueue(reason: string): EventSourceWaiver {
    return new EventSourceWaiver('sharedFailureQueue', reason);
  }

  /** @internal */
  private constructor(
    public readonly _protection: EventSourceProtection,
    public readonly _reason: string,
  ) {}
}
