import { fail, type Reply, type Request, type StubService } from './stub-service';

export interface StubRecord {
  readonly SequenceNumber: string;
  /** What GetRecords has of it. */
  readonly record: object;
}

/** Shards of Kinesis and of DynamoDB Streams: records by their numbers, in pages, some of them empty. */
export class StubStreams implements StubService {
  /** The records of a shard by the ARN of its stream. */
  public readonly shards = new Map<string, readonly StubRecord[]>();
  public pageSize = 2;

  public answer({ operation, input }: Request): Reply {
    if (operation === 'GetShardIterator') return { document: { ShardIterator: this.iterator(input) } };
    if (operation === 'GetRecords') return { document: this.records(input.ShardIterator) };
    return fail(400, 'InvalidAction', operation);
  }

  /** An iterator is the ARN, and the place in the shard. */
  private iterator(input: any): string {
    const arn: string = input.StreamARN ?? input.StreamArn;
    const records = this.shards.get(arn) ?? fail(400, 'ResourceNotFoundException', arn);
    const start: string = input.StartingSequenceNumber ?? input.SequenceNumber;
    const at = records.findIndex(({ SequenceNumber }) => BigInt(SequenceNumber) >= BigInt(start));
    const isTrimmed = records.length === 0 || BigInt(records[0].SequenceNumber) > BigInt(start);
    // Kinesis starts with the oldest record that it has; DynamoDB refuses.
    if (isTrimmed && input.StreamArn !== undefined) fail(400, 'TrimmedDataAccessException', 'trimmed');
    return `${arn} ${at < 0 ? records.length : at} empty`;
  }

  /** Each second page is empty, as pages may be before the end. */
  private records(iterator: string): unknown {
    const [arn, at, isEmpty] = iterator.split(' ');
    const isKinesis = arn.includes(':kinesis:');
    const records = this.shards.get(arn) ?? [];
    const page = isEmpty === 'empty' ? [] : records.slice(Number(at), Number(at) + this.pageSize);
    const next = Number(at) + page.length;
    return {
      Records: page.map(({ record }) => record),
      NextShardIterator: `${arn} ${next} ${isEmpty === 'empty' ? 'full' : 'empty'}`,
      ...(isKinesis && { MillisBehindLatest: next < records.length ? 1000 : 0 }),
    };
  }
}
