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

/** A queue as SQS has it: a message that was received is hidden until its time is over, or until it is given back. */
export class StubQueue {
  public messages: StubMessage[] = [];
  /** Whether messages come in no order, as those of standard queues do. */
  public isShuffled = false;
  public moveTask: { Status: string; moved: number } | undefined;

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
    const message = this.messages.find((candidate) => candidate.receipt === receipt);
    if (message) message.hiddenUntil = Date.now() + seconds * 1000;
  }

  public get visible(): number {
    return this.messages.filter(({ hiddenUntil }) => hiddenUntil <= Date.now()).length;
  }
}
