import { setTimeout as sleep } from 'node:timers/promises';
import { ACCOUNT, REGION } from './names';
import { StubQueue } from './queues';
import { fail, type Reply, type Request, type StubService } from './stub-service';

export class StubSqs implements StubService {
  public readonly queues = new Map<string, StubQueue>();

  constructor(private readonly endpoint: () => string) {}

  public add(name: string, attributes: Record<string, string>): StubQueue {
    const queue = new StubQueue(`arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`, `${this.endpoint()}/${ACCOUNT}/${name}`, attributes);
    this.queues.set(name, queue);
    return queue;
  }

  public async answer({ operation, input }: Request): Promise<Reply> {
    switch (operation) {
      case 'GetQueueUrl':
        return { document: { QueueUrl: (this.queues.get(input.QueueName) ?? missing()).url } };
      case 'StartMessageMoveTask':
        return { document: this.startMoving(input) };
      case 'ListMessageMoveTasks':
        return { document: { Results: this.queueOf(input.SourceArn).movesShown(input.MaxResults ?? 1) } };
      case 'CancelMessageMoveTask':
        return { document: { ApproximateNumberOfMessagesMoved: this.cancel(input.TaskHandle) } };
      default:
        return { document: await this.ofQueue(operation, input, this.queues.get(input.QueueUrl.split('/').pop()) ?? missing()) };
    }
  }

  private async ofQueue(operation: string, input: any, queue: StubQueue): Promise<unknown> {
    switch (operation) {
      case 'GetQueueAttributes': {
        const visible = queue.visible;
        const known: Record<string, string> = {
          ApproximateNumberOfMessages: String(visible),
          ApproximateNumberOfMessagesNotVisible: String(queue.messages.length - visible),
          MessageRetentionPeriod: '1209600',
          ...queue.attributes,
        };
        return { Attributes: Object.fromEntries(Object.entries(known).filter(([key]) => input.AttributeNames.includes(key))) };
      }
      case 'ReceiveMessage': {
        const Messages = queue.receive(input.MaxNumberOfMessages ?? 1, input.VisibilityTimeout ?? 30);
        if (Messages.length === 0) await sleep(10);
        return Messages.length === 0 ? {} : { Messages };
      }
      case 'DeleteMessage':
        queue.delete(input.ReceiptHandle);
        return undefined;
      case 'ChangeMessageVisibilityBatch':
        for (const { ReceiptHandle, VisibilityTimeout } of input.Entries) queue.hide(ReceiptHandle, VisibilityTimeout);
        return { Successful: input.Entries.map(({ Id }: { Id: string }) => ({ Id })), Failed: [] };
      default:
        return fail(400, 'InvalidAction', operation);
    }
  }

  /** SQS moves messages only from a queue that another queue names as its dead-letter queue. */
  private startMoving({ SourceArn, MaxNumberOfMessagesPerSecond }: { SourceArn: string; MaxNumberOfMessagesPerSecond?: number }): unknown {
    const queue = this.queueOf(SourceArn);
    const source = [...this.queues.values()].find(({ attributes }) => attributes.RedrivePolicy?.includes(SourceArn));
    if (source === undefined) fail(400, 'InvalidParameterValue', 'Source queue must be configured as a Dead Letter Queue.');
    if (queue.moves.some(({ Status }) => Status === 'RUNNING')) fail(400, 'UnsupportedOperation', 'There is already a task running.');
    if ((MaxNumberOfMessagesPerSecond ?? 1) > 500) fail(400, 'InvalidParameterValue', 'MaxNumberOfMessagesPerSecond');
    return { TaskHandle: queue.startMoving(source as StubQueue, MaxNumberOfMessagesPerSecond) };
  }

  private cancel(handle: string): number {
    const task = [...this.queues.values()].flatMap(({ moves }) => moves).find(({ TaskHandle }) => TaskHandle === handle);
    if (task?.Status !== 'RUNNING') return fail(400, 'ResourceNotFoundException', 'Active task does not exist');
    task.Status = 'CANCELLED';
    return task.ApproximateNumberOfMessagesMoved;
  }

  private queueOf(arn: string): StubQueue {
    return [...this.queues.values()].find((queue) => queue.arn === arn) ?? fail(404, 'ResourceNotFoundException', arn);
  }
}

const missing = (): never => fail(400, 'QueueDoesNotExist', 'The specified queue does not exist.');
