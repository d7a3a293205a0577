import type { Message } from '@aws-sdk/client-sqs';
import { QUEUE_DEFAULTS } from '../../lib/service-limits/queue-times';
import { serviceTimeOf } from '../aws/service-time';
import type { Session } from '../session';
import type { Stored } from './stored';
import { queueUrlOf } from './targets';

export interface QueueState {
  readonly url: string;
  /** Messages that can be received, about. */
  readonly visible: number;
  /** Messages that somebody has received and not given back, about. */
  readonly inFlight: number;
  readonly retentionMs: number;
  /** What time it is for SQS. */
  readonly at: number;
}

/** A message in hand: hidden from others until it is deleted, given back, or its time is over. */
export interface Received extends Stored {
  readonly receipt: string;
}

/** The queue of a failure target. */
export class FailureQueue {
  public static async open(session: Session, arn: string): Promise<FailureQueue> {
    return new FailureQueue(session, await queueUrlOf(session, arn));
  }

  private constructor(
    private readonly session: Session,
    private readonly url: string,
  ) {}

  public async state(): Promise<QueueState> {
    const { GetQueueAttributesCommand } = await import('@aws-sdk/client-sqs');
    const client = await this.session.clients.sqs();
    const command = new GetQueueAttributesCommand({
      QueueUrl: this.url,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible', 'MessageRetentionPeriod'],
    });
    const at = serviceTimeOf(command);
    const { Attributes: of = {} } = await client.send(command);
    return {
      url: this.url,
      visible: Number(of.ApproximateNumberOfMessages ?? 0),
      inFlight: Number(of.ApproximateNumberOfMessagesNotVisible ?? 0),
      retentionMs: Number(of.MessageRetentionPeriod ?? QUEUE_DEFAULTS.retention) * 1000,
      at: at(),
    };
  }

  /** Receives up to ten messages, and hides them for some seconds. */
  public async receive(count: number, hiddenSeconds: number): Promise<Received[]> {
    const { ReceiveMessageCommand } = await import('@aws-sdk/client-sqs');
    const client = await this.session.clients.sqs();
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: this.url,
        MaxNumberOfMessages: Math.min(10, count),
        VisibilityTimeout: hiddenSeconds,
        // Long polling asks every server of the queue: a short poll may miss messages.
        WaitTimeSeconds: 1,
        MessageSystemAttributeNames: ['SentTimestamp', 'ApproximateReceiveCount'],
        MessageAttributeNames: ['All'],
      }),
    );
    return Messages.map(inHand);
  }

  public async delete({ receipt }: Received): Promise<void> {
    const { DeleteMessageCommand } = await import('@aws-sdk/client-sqs');
    await (await this.session.clients.sqs()).send(new DeleteMessageCommand({ QueueUrl: this.url, ReceiptHandle: receipt }));
  }

  /** Makes messages visible to others again. Those that can't be given back return by themselves when their time is over. */
  public async giveBack(receipts: readonly string[]): Promise<number> {
    const { ChangeMessageVisibilityBatchCommand } = await import('@aws-sdk/client-sqs');
    const client = await this.session.clients.sqs();
    const batches = [...Array(Math.ceil(receipts.length / 10)).keys()].map((index) => receipts.slice(index * 10, index * 10 + 10));
    let failed = 0;
    const work = async (): Promise<void> => {
      for (let batch = batches.pop(); batch; batch = batches.pop()) {
        const Entries = batch.map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle, VisibilityTimeout: 0 }));
        const size = batch.length;
        const { Failed = [] } = await client
          .send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: this.url, Entries }))
          .catch(() => ({ Failed: Array.from({ length: size }) }));
        failed += Failed.length;
      }
    };
    await Promise.all(Array.from({ length: 8 }, work));
    return failed;
  }
}

function inHand({ MessageId = '', ReceiptHandle = '', Body = '', Attributes = {}, MessageAttributes = {} }: Message): Received {
  return {
    id: MessageId,
    receipt: ReceiptHandle,
    body: Body,
    sentAt: Number(Attributes.SentTimestamp ?? 0),
    receives: Number(Attributes.ApproximateReceiveCount ?? 1),
    attributes: MessageAttributes,
  };
}
