import type { StreamBatch } from '../failures/record';
import type { Session } from '../session';

export interface FoundRecords {
  /** The event that Lambda would send; none where records are not in the stream any more. */
  readonly event?: string;
}

/** Reads records that failed from their stream. */
export class StreamRecords {
  constructor(private readonly session: Session) {}

  /** Nothing for a source that can't be read here. */
  public async eventOf(batch: StreamBatch): Promise<FoundRecords | undefined> {
    if (batch.source === 'kafka') return undefined;
    const records = batch.source === 'kinesis' ? await this.fromKinesis(batch) : await this.fromDynamoDb(batch);
    return { event: records.length < batch.size || records.length === 0 ? undefined : JSON.stringify({ Records: records }) };
  }

  private async fromKinesis({ streamArn, shardId, start, end }: StreamBatch): Promise<unknown[]> {
    const { GetRecordsCommand, GetShardIteratorCommand } = await import('@aws-sdk/client-kinesis');
    const client = await this.session.clients.kinesis();
    const at = { StreamARN: streamArn, ShardId: shardId, ShardIteratorType: 'AT_SEQUENCE_NUMBER', StartingSequenceNumber: start } as const;
    let { ShardIterator } = await client.send(new GetShardIteratorCommand(at)).catch(expired);
    const found: unknown[] = [];
    while (ShardIterator !== undefined) {
      const {
        Records = [],
        NextShardIterator,
        MillisBehindLatest,
      } = await client.send(new GetRecordsCommand({ ShardIterator, StreamARN: streamArn })).catch(expired);
      for (const { SequenceNumber = '', PartitionKey, Data = new Uint8Array(), ApproximateArrivalTimestamp } of Records) {
        if (BigInt(SequenceNumber) > BigInt(end)) return found;
        found.push({
          kinesis: {
            kinesisSchemaVersion: '1.0',
            partitionKey: PartitionKey,
            sequenceNumber: SequenceNumber,
            data: Buffer.from(Data).toString('base64'),
            approximateArrivalTimestamp: (ApproximateArrivalTimestamp?.getTime() ?? 0) / 1000,
          },
          eventSource: 'aws:kinesis',
          eventVersion: '1.0',
          eventID: `${shardId}:${SequenceNumber}`,
          eventName: 'aws:kinesis:record',
          awsRegion: streamArn.split(':')[3],
          eventSourceARN: streamArn,
        });
        if (SequenceNumber === end) return found;
      }
      ShardIterator = Records.length === 0 && !MillisBehindLatest ? undefined : NextShardIterator;
    }
    return found;
  }

  private async fromDynamoDb({ streamArn, shardId, start, end }: StreamBatch): Promise<unknown[]> {
    const { GetRecordsCommand, GetShardIteratorCommand } = await import('@aws-sdk/client-dynamodb-streams');
    const client = await this.session.clients.dynamoDbStreams();
    const at = { StreamArn: streamArn, ShardId: shardId, ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber: start } as const;
    let { ShardIterator } = await client.send(new GetShardIteratorCommand(at)).catch(expired);
    const found: unknown[] = [];
    for (let empty = 0; ShardIterator !== undefined && empty < EMPTY_PAGES; ) {
      const { Records = [], NextShardIterator } = await client.send(new GetRecordsCommand({ ShardIterator })).catch(expired);
      empty = Records.length === 0 ? empty + 1 : 0;
      for (const { eventID, eventName, eventVersion, eventSource, awsRegion, dynamodb, userIdentity } of Records) {
        const number = dynamodb?.SequenceNumber ?? '0';
        if (BigInt(number) > BigInt(end)) return found;
        const ApproximateCreationDateTime = (dynamodb?.ApproximateCreationDateTime?.getTime() ?? 0) / 1000;
        const images = JSON.parse(JSON.stringify({ ...dynamodb, ApproximateCreationDateTime }, binaryAsText));
        found.push({ eventID, eventName, eventVersion, eventSource, awsRegion, dynamodb: images, userIdentity, eventSourceARN: streamArn });
        if (number === end) return found;
      }
      ShardIterator = NextShardIterator;
    }
    return found;
  }
}

/** Pages without a record, after which an open shard has no more. */
const EMPTY_PAGES = 5;

/** Records that their stream has deleted are none. */
const expired = (
  error: unknown,
): { ShardIterator?: string; Records?: never[]; NextShardIterator?: string; MillisBehindLatest?: number } => {
  if (['TrimmedDataAccessException', 'ResourceNotFoundException', 'InvalidArgumentException'].includes((error as Error).name)) return {};
  throw error;
};

/** Lambda writes binary attributes in Base64. */
function binaryAsText(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
}
