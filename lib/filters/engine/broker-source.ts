import { anyData, type FilterSource } from './filter-source';
import { readBase64, withData } from './record-view';

/** A key is text for a filter, whatever it looks like. */
function decodedKey(record: Record<string, unknown>): Record<string, unknown> {
  if (typeof record.key !== 'string') return record;
  const read = readBase64('key', record.key);
  return { ...record, key: read.format === 'bytes' ? record.key : Buffer.from(record.key, 'base64').toString() };
}

/** @internal */
export const KAFKA: FilterSource = {
  displayName: 'Kafka',
  builder: 'KafkaFilter',
  dataKey: 'value',
  plainText: true,
  roots: {
    value: 'data',
    key: 'text',
    topic: 'text',
    // Text in AWS's older example, a number in the newer one
    partition: 'any',
    offset: 'number',
    timestamp: 'number',
    timestampType: 'text',
    headers: 'any',
    keySchemaMetadata: 'any',
    valueSchemaMetadata: 'any',
  },
  suggestions: anyData('value'),
  unmatchedOutcome: 'Lambda skips the record and commits its offset with those of its batch; the function never sees it',
  onOtherFormat: 'dataIgnored',
  view: (record) => withData(decodedKey(record), 'value', readBase64('value', record.value)),
};

/** ActiveMQ and RabbitMQ. @internal */
export const BROKER: FilterSource = {
  displayName: 'Amazon MQ',
  builder: 'MqFilter',
  dataKey: 'data',
  plainText: true,
  roots: {
    data: 'data',
    messageID: 'text',
    messageType: 'text',
    connectionId: 'text',
    correlationID: 'text',
    correlationId: 'text',
    persistent: 'boolean',
    replyTo: 'text',
    type: 'text',
    deliveryMode: 'number',
    timestamp: 'number',
    // Text in AWS's example, a number in events that people have shown
    expiration: 'any',
    priority: 'number',
    brokerInTime: 'number',
    brokerOutTime: 'number',
    redelivered: 'boolean',
    destination: 'any',
    properties: 'any',
    basicProperties: 'any',
  },
  suggestions: anyData('data'),
  unmatchedOutcome: 'Lambda acknowledges the message; the broker keeps no copy, and the function never sees it',
  onOtherFormat: 'dataIgnored',
  view: (record) => withData(record, 'data', readBase64('data', record.data)),
};
