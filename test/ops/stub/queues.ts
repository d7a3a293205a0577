import { createHash, randomUUID } from 'node:crypto';

export interface StubMessage {
  readonly id: string;
  readonly body: string;
  readonly attributes?: Record<string, { DataType: string; StringValue: string }>;
  readonly sentAt: number;
  receives: number;
  hiddenUntil: number;
  receipt: string;
}

export interface MoveTask {
  readonly TaskHandle: string;
  readonly source: StubQueue;
  Status: string;
  readonly SourceArn: string;
  readonly MaxNumberOfMessagesPerSecond?: number;
  ApproximateNumberOfMessagesMoved: number;
  readonly ApproximateNumberOfMessagesToMove: number;
  readonly StartedTimestamp: number;
}

/** A queue as SQS has it: a message that was received is hidden until its time is over, or until it is given back. */
export class StubQueue {
  public messages: StubMessage[] = [];
  private readonly received = new Map<string, StubMessage>();
  /** Whether messages come in no order, as those of standard queues do. */
  public isShuffled = false;
  /** The newest first, as SQS lists them. */
  public readonly moves: MoveTask[] = [];
  /** How many messages a task moves from one question about it to the next. */
  public movesAtOnce = Number.POSITIVE_INFINITY;
  /** Why tasks fail. */
  public moveFailure: string | undefined;

  constructor(
    public readonly arn: string,
    public readonly url: string,
    public readonly attributes: Record<string, string> = {},
  ) {}

  public put(body: unknown, sentAt = Date.now() - 60_000, attributes?: StubMessage['attributes']): string {
    const id = randomUUID();
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    this.messages.push({ id, body: text, attributes, sentAt, receives: 0, hiddenUntil: 0, receipt: '' });
    return id;
  }

  public receive(count: number, seconds: number): unknown[] {
    const now = Date.now();
    const found: StubMessage[] = [];
    const start = this.isShuffled ? Math.floor(Math.random() * this.messages.length) : 0;
    for (const message of [...this.messages.slice(start), ...this.messages.slice(0, start)]) {
      if (found.length === count) break;
      if (message.hiddenUntil <= now) found.push(message);
    }
    return found.map((message) => {
      Object.assign(message, { receives: message.receives + 1, hiddenUntil: now + seconds * 1000, receipt: randomUUID() });
      this.received.set(message.receipt, message);
      return {
        MessageId: message.id,
        ReceiptHandle: message.receipt,
        Body: message.body,
        MD5OfBody: createHash('md5').update(message.body).digest('hex'),
        Attributes: { SentTimestamp: String(message.sentAt), ApproximateReceiveCount: String(message.receives) },
        MessageAttributes: message.attributes,
      };
    });
  }

  /** An old receipt handle deletes nothing. */
  public delete(receipt: string): void {
    this.messages = this.messages.filter((message) => message.receipt !== receipt);
  }

  public hide(receipt: string, seconds: number): void {
    const message = this.received.get(receipt);
    if (message?.receipt === receipt) message.hiddenUntil = Date.now() + seconds * 1000;
  }

  /** What a task does, each time that somebody asks for it. */
  public movesShown(count: number): object[] {
    for (const task of this.moves.filter(({ Status }) => Status === 'RUNNING')) this.move(task);
    // The handle is there only while a task runs.
    return this.moves
      .slice(0, count)
      .map(({ source: _, TaskHandle, ...task }) => (task.Status === 'RUNNING' ? { TaskHandle, ...task } : task));
  }

  public startMoving(source: StubQueue, rate: number | undefined): string {
    const TaskHandle = randomUUID();
    this.moves.unshift({
      TaskHandle,
      source,
      Status: 'RUNNING',
      SourceArn: this.arn,
      MaxNumberOfMessagesPerSecond: rate,
      ApproximateNumberOfMessagesMoved: 0,
      ApproximateNumberOfMessagesToMove: this.messages.length,
      StartedTimestamp: Date.now() + this.moves.length,
    });
    return TaskHandle;
  }

  private move(task: MoveTask): void {
    const moved = this.messages.splice(0, this.movesAtOnce);
    task.source.messages.push(...moved.map((message) => ({ ...message, receives: 0, hiddenUntil: 0 })));
    task.ApproximateNumberOfMessagesMoved += moved.length;
    if (this.moveFailure !== undefined) Object.assign(task, { Status: 'FAILED', FailureReason: this.moveFailure });
    else if (this.messages.length === 0) task.Status = 'COMPLETED';
  }

  public get visible(): number {
    return this.messages.filter(({ hiddenUntil }) => hiddenUntil <= Date.now()).length;
  }
}
