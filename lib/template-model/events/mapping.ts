import { BROKER, KAFKA } from '../../filters/engine/broker-source';
import { DEEPEST_PATTERN, isDeeper } from '../../filters/engine/depth';
import type { FilterSource } from '../../filters/engine/filter-source';
import { isObject } from '../../filters/engine/finding';
import { QUEUE } from '../../filters/engine/queue-source';
import { DYNAMO, KINESIS } from '../../filters/engine/stream-source';
import { arnOf } from '../arns';
import type { Invoked } from '../functions/lambda-function';
import { isFields, type Resource, type Value } from '../resource';
import { ON_FAILURE } from '../target-properties';

/** @internal */
export enum SourceKind {
  SQS = 'SQS',
  DYNAMODB = 'DynamoDB',
  KINESIS = 'Kinesis',
  KAFKA = 'Kafka',
  MQ = 'Amazon MQ',
  DOCUMENTDB = 'DocumentDB',
}

const KIND_OF_SERVICE: Readonly<Record<string, SourceKind>> = {
  sqs: SourceKind.SQS,
  dynamodb: SourceKind.DYNAMODB,
  kinesis: SourceKind.KINESIS,
  kafka: SourceKind.KAFKA,
  mq: SourceKind.MQ,
  rds: SourceKind.DOCUMENTDB,
};

const KIND_OF_TYPE: Readonly<Record<string, SourceKind>> = {
  'AWS::SQS::Queue': SourceKind.SQS,
  'AWS::DynamoDB::Table': SourceKind.DYNAMODB,
  'AWS::DynamoDB::GlobalTable': SourceKind.DYNAMODB,
  'AWS::Kinesis::Stream': SourceKind.KINESIS,
  'AWS::Kinesis::StreamConsumer': SourceKind.KINESIS,
  'AWS::MSK::Cluster': SourceKind.KAFKA,
  'AWS::MSK::ServerlessCluster': SourceKind.KAFKA,
  'AWS::AmazonMQ::Broker': SourceKind.MQ,
  'AWS::DocDB::DBCluster': SourceKind.DOCUMENTDB,
};

const FILTERED: Readonly<Partial<Record<SourceKind, FilterSource>>> = {
  [SourceKind.SQS]: QUEUE,
  [SourceKind.DYNAMODB]: DYNAMO,
  [SourceKind.KINESIS]: KINESIS,
  [SourceKind.KAFKA]: KAFKA,
  [SourceKind.MQ]: BROKER,
};

/** No retry limit, no maximum age: the defaults of streams. @internal */
export const FOREVER = -1;

/**
 * An event source mapping: what reads a source for a function.
 *
 * @internal
 */
export class Mapping {
  constructor(
    public readonly resource: Resource,
    /** Absent where the function is none of the templates. */
    public readonly invoked: Invoked | undefined,
    /** The source, where it is one of the templates. */
    public readonly source: Resource | undefined,
  ) {}

  /** Absent where it is not known. */
  public get kind(): SourceKind | undefined {
    if (this.source) return KIND_OF_TYPE[this.source.type];
    if (this.resource.get('SelfManagedEventSource') !== undefined) return SourceKind.KAFKA;
    const service = arnOf(this.resource.get('EventSourceArn'))?.service;
    return typeof service === 'string' ? KIND_OF_SERVICE[service] : undefined;
  }

  /** DynamoDB and Kinesis: records stay where they are, and one that fails holds up those behind it. */
  public get isStream(): boolean {
    return this.kind === SourceKind.DYNAMODB || this.kind === SourceKind.KINESIS;
  }

  /** Whether it reads now; undefined where only a deployment knows it. */
  public get isEnabled(): boolean | undefined {
    return this.resource.flag('Enabled', true);
  }

  /** Whether it may read: whatever holds for its function holds only then. */
  public get mayRead(): boolean {
    return this.isEnabled !== false;
  }

  /** Records a function gets at once, at the most; undefined where only a deployment knows it. */
  public get batchSize(): number | undefined {
    return this.resource.number('BatchSize', this.kind === SourceKind.SQS ? 10 : 100);
  }

  /** Attempts of a batch after the first; undefined where only a deployment knows it. */
  public get retryAttempts(): number | undefined {
    return this.resource.number('MaximumRetryAttempts', FOREVER);
  }

  /** In seconds; undefined where only a deployment knows it. */
  public get recordAge(): number | undefined {
    return this.resource.number('MaximumRecordAgeInSeconds', FOREVER);
  }

  /** Whether batches that failed after all retries go somewhere; undefined where a condition decides. */
  public get hasFailureTarget(): boolean | undefined {
    return this.resource.has(ON_FAILURE);
  }

  /** Undefined where only a deployment knows it. */
  public get reportsPartialBatches(): boolean | undefined {
    const types = this.resource.list('FunctionResponseTypes');
    return types?.every((type) => typeof type === 'string') ? types.includes('ReportBatchItemFailures') : undefined;
  }

  /** The patterns, as far as they are known. */
  public get patterns(): readonly Value[] {
    return (this.resource.list('FilterCriteria.Filters') ?? []).map((filter) => (isFields(filter) ? filter.Pattern : undefined));
  }

  /** The patterns as JSON reads them; each absent where it is not known, or is none. */
  public get readPatterns(): readonly (Readonly<Record<string, unknown>> | undefined)[] {
    return this.patterns.map((pattern) => (typeof pattern === 'string' ? read(pattern) : undefined));
  }

  /** What a filter has to know of the source; absent where that takes none, or is not known. */
  public get filterSource(): FilterSource | undefined {
    return this.kind && FILTERED[this.kind];
  }
}

function read(pattern: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const read: unknown = JSON.parse(pattern);
    return isObject(read) && !isDeeper(read, DEEPEST_PATTERN) ? read : undefined;
  } catch {
    return undefined;
  }
}
