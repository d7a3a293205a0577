import { anyData, type FilterSource } from './filter-source';
import { readPlain, withData } from './record-view';

/** @internal */
export const QUEUE: FilterSource = {
  displayName: 'SQS',
  builder: 'SqsFilter',
  dataKey: 'body',
  plainText: true,
  roots: {
    body: 'data',
    messageId: 'text',
    receiptHandle: 'text',
    md5OfBody: 'text',
    md5OfMessageAttributes: 'text',
    eventSource: 'text',
    eventSourceARN: 'text',
    awsRegion: 'text',
    attributes: 'attributes',
    messageAttributes: 'messageAttributes',
  },
  suggestions: anyData('body'),
  unmatchedOutcome: 'Lambda deletes the message from the queue; it never reaches the queue of a redrive policy',
  onOtherFormat: 'dropped',
  view: (record) => withData(record, 'body', readPlain(record.body)),
};
