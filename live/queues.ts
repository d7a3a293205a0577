import { SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import type { Clients } from './clients';

export async function send({ sqs }: Clients, queue: string, body: unknown, group?: string): Promise<void> {
  const MessageBody = JSON.stringify(body);
  await sqs.send(
    new SendMessageCommand({ QueueUrl: queue, MessageBody, MessageGroupId: group, MessageDeduplicationId: group && MessageBody }),
  );
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

/** How many messages are in the queue, those included that somebody is about to handle. */
export async function countOf({ sqs }: Clients, queue: string): Promise<number> {
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: queue, AttributeNames: ['All'] }));
  return Number(Attributes.ApproximateNumberOfMessages) + Number(Attributes.ApproximateNumberOfMessagesNotVisible);
}

/** A new queue that hears what is published to the topic. */
export async function listenTo({ sns, sqs }: Clients, topic: string): Promise<string> {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: `heard-${Date.now()}` }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  await sns.send(new SubscribeCommand({ TopicArn: topic, Protocol: 'sqs', Endpoint: Attributes?.QueueArn }));
  return QueueUrl;
}

/** What SNS has delivered to the queue since it was asked last. */
export async function heard(clients: Clients, queue: string): Promise<Record<string, unknown>[]> {
  return (await drain(clients, queue)).map(({ Body = '' }) => JSON.parse(JSON.parse(Body).Message));
}
