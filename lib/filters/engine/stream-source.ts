import { anyData, type FilterSource } from './filter-source';
import { isObject } from './finding';
import { readBase64, withData } from './record-view';

const UNMATCHED = 'Lambda moves past the record; the function never sees it, and it stays in the stream until its retention ends';

/**
 * What the function receives under `kinesis` lies at the root for a filter.
 *
 * @internal
 */
export const KINESIS: FilterSource = {
  displayName: 'Kinesis',
  builder: 'KinesisFilter',
  dataKey: 'data',
  plainText: false,
  roots: {
    data: 'data',
    partitionKey: 'text',
    sequenceNumber: 'text',
    kinesisSchemaVersion: 'text',
    encryptionType: 'text',
    approximateArrivalTimestamp: 'number',
    eventID: 'text',
    eventName: 'text',
    eventVersion: 'text',
    eventSource: 'text',
    eventSourceARN: 'text',
    invokeIdentityArn: 'text',
    awsRegion: 'text',
  },
  suggestions: { ...anyData('data'), kinesis: 'data' },
  unmatchedOutcome: UNMATCHED,
  onOtherFormat: 'dropped',
  view: ({ kinesis, ...others }) => {
    const record: Record<string, unknown> = { ...others, ...(isObject(kinesis) ? kinesis : {}) };
    return withData(record, 'data', readBase64('data', record.data));
  },
};

/** @internal */
export const DYNAMO: FilterSource = {
  displayName: 'DynamoDB',
  builder: 'DynamoFilter',
  dataKey: 'dynamodb',
  plainText: false,
  roots: {
    dynamodb: 'streamRecord',
    eventName: 'text',
    eventID: 'text',
    eventVersion: 'text',
    eventSource: 'text',
    eventSourceARN: 'text',
    awsRegion: 'text',
    userIdentity: 'any',
  },
  suggestions: {
    ...anyData('dynamodb'),
    NewImage: 'dynamodb.NewImage',
    newImage: 'dynamodb.NewImage',
    OldImage: 'dynamodb.OldImage',
    oldImage: 'dynamodb.OldImage',
    Keys: 'dynamodb.Keys',
    keys: 'dynamodb.Keys',
  },
  unmatchedOutcome: UNMATCHED,
  onOtherFormat: 'dropped',
  view: (record) => ({ event: record, format: isObject(record.dynamodb) ? 'json' : 'none' }),
};
