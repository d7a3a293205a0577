import { CheckLevel } from '../check-level';
import { fn, mapping, resource } from '../example-parts';
import type { Hit, Rule } from '../rule';

const FOR_EVER = -1;

const table = resource('AWS::DynamoDB::Table', {
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  BillingMode: 'PAY_PER_REQUEST',
  StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
});
const reader = (properties: Record<string, unknown>) =>
  mapping('Orders', 'Reader', {
    EventSourceArn: { 'Fn::GetAtt': ['Orders', 'StreamArn'] },
    StartingPosition: 'TRIM_HORIZON',
    ...properties,
  });

/** @internal */
export const STREAM_RETRIES_FOREVER: Rule = {
  id: 'StreamRetriesForever',
  level: CheckLevel.ERROR,
  wrong: 'A stream is read with neither a last attempt nor a greatest age, which is the default.',
  consequence: 'One record that always fails stops its shard until the stream forgets it, and with it all that waits behind.',
  wayOut: "set 'MaximumRetryAttempts' or 'MaximumRecordAgeInSeconds', with 'BisectBatchOnFunctionError' and an on-failure destination",
  page: 'https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html',
  *find(picture): Iterable<Hit> {
    for (const { isStream, resource, invoked } of picture.mappings) {
      if (!isStream) continue;
      const retries = resource.number('MaximumRetryAttempts', FOR_EVER);
      const age = resource.number('MaximumRecordAgeInSeconds', FOR_EVER);
      if (retries !== FOR_EVER || age !== FOR_EVER) continue;
      yield {
        resource,
        property: 'MaximumRetryAttempts',
        sentence: "'MaximumRetryAttempts' or 'MaximumRecordAgeInSeconds' must be finite, got neither",
        fn: invoked?.fn,
      };
    }
  },
  examples: {
    bad: [
      { Reader: fn(), Orders: table, Mapping: reader({}) },
      { Reader: fn(), Orders: table, Mapping: reader({ MaximumRetryAttempts: -1, MaximumRecordAgeInSeconds: -1 }) },
    ],
    good: [
      { Reader: fn(), Orders: table, Mapping: reader({ MaximumRetryAttempts: 10 }) },
      { Reader: fn(), Orders: table, Mapping: reader({ MaximumRetryAttempts: 0 }) },
      { Reader: fn(), Orders: table, Mapping: reader({ MaximumRecordAgeInSeconds: { Ref: 'Age' } }) },
    ],
  },
};
