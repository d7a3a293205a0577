import { ListEventSourceMappingsCommand, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import type { Clients } from './clients';

export async function send({ sqs }: Clients, queue: string, body: unknown, group?: string): Promise<void> {
  const MessageBody = JSON.stringify(body);
  await sqs.send(
    new SendMessageCommand({ QueueUrl: queue, MessageBody, MessageGroupId: group, MessageDeduplicationId: group && MessageBody }),
  );
}

/** Does something while the function does not read its queue: what is sent meanwhile waits, and comes in one batch. */
export async function whilePaused({ lambda }: Clients, FunctionName: string, act: () => Promise<void>): Promise<void> {
  const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand({ FunctionName }));
  const enable = (Enabled: boolean) =>
    EventSourceMappings.map(({ UUID }) => lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled })));
  await Promise.all(enable(false));
  await act();
  await Promise.all(enable(true));
}

/** Sends them at once. */
export async function sendTogether({ sqs }: Clients, queue: string, bodies: unknown[]): Promise<void> {
  const Entries = bodies.map((body, index) => ({ Id: String(index), MessageBody: JSON.stringify(body) }));
  await sqs.send(new SendMessageBatchCommand({ QueueUrl: queue, Entries }));
}

/** Takes out all that is in the queue now. */
export async function drain({ sqs }: Clients, queue: string): Promise<Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: queue, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All'] }),
  );
  if (Messages.length === 0) return [];
  for (const { ReceiptHandle } of Messages) await sqs.send(new DeleteMessageCommand({ QueueUrl: queue, ReceiptHandle }));
  return [...Messages, ...(await drain({ sqs } as Clients, queue))];
}

/** Failed messages are delivered again after a second, instead of after six times the function's timeout. */
export async function hurry({ sqs }: Clients, queue: string): Promise<void> {
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: queue, Attributes: { VisibilityTimeout: '1' } }));
}

/** How many messages are in the queue, those included that somebody is about to handle. */
export async function countOf({ sqs }: Clients, queue: string): Promise<number> {
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: queue, AttributeNames: ['All'] }));
  return Number(Attributes.ApproximateNumberOfMessages) + Number(Attributes.ApproximateNumberOfMessagesNotVisible);
}

/** A new queue that is subscribed to the topic. */
export async function listenTo({ sns, sqs }: Clients, topic: string): Promise<string> {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: `notified-${Date.now()}` }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  await sns.send(new SubscribeCommand({ TopicArn: topic, Protocol: 'sqs', Endpoint: Attributes?.QueueArn }));
  return QueueUrl;
}

/** What a message to a topic says. */
export type Received = Record<string, unknown>;

/** What SNS has delivered to the queue since it was asked last. */
export async function received(clients: Clients, queue: string): Promise<Received[]> {
  return (await drain(clients, queue)).map(({ Body = '' }) => JSON.parse(JSON.parse(Body).Message));
}
