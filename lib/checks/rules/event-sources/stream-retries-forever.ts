import { CheckLevel } from '../../check-level';
import { fn, mapping, queue, streamMapping, table } from '../examples/parts';
import { FOR_EVER } from '../../../template-model/mapping';
import type { Examples, Hit, Rule } from '../../rule';

/** @internal */
export const STREAM_RETRIES_FOREVER: Rule = {
  id: 'StreamRetriesForever',
  level: CheckLevel.ERROR,
  wrong: 'A stream is read with neither a last attempt nor a greatest age, which is the default.',
  consequence: 'One record that always fails stops its shard until the stream forgets it, and with it all that waits behind.',
  wayOut: "set 'MaximumRetryAttempts' or 'MaximumRecordAgeInSeconds', with 'BisectBatchOnFunctionError' and an on-failure destination",
  page: 'https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html',
  *find(picture): Iterable<Hit> {
    for (const { isStream, mayRead, resource, retryAttempts, recordAge, invoked } of picture.mappings) {
      if (!isStream || !mayRead) continue;
      if (retryAttempts !== FOR_EVER || recordAge !== FOR_EVER) continue;
      yield {
        resource,
        property: 'MaximumRetryAttempts',
        sentence: "'MaximumRetryAttempts' or 'MaximumRecordAgeInSeconds' must be finite, got neither",
        fn: invoked?.fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Reader: fn(), Orders: table(), Mapping: streamMapping('Orders', 'Reader') },
      {
        Reader: fn(),
        Orders: table(),
        Mapping: streamMapping('Orders', 'Reader', { MaximumRetryAttempts: -1, MaximumRecordAgeInSeconds: -1 }),
      },
    ],
    good: [
      { Orders: fn(), Queue: queue(), Mapping: mapping('Queue', 'Orders') },
      { Reader: fn(), Orders: table(), Mapping: streamMapping('Orders', 'Reader', { MaximumRetryAttempts: 10 }) },
      { Reader: fn(), Orders: table(), Mapping: streamMapping('Orders', 'Reader', { MaximumRetryAttempts: 0 }) },
      { Reader: fn(), Orders: table(), Mapping: streamMapping('Orders', 'Reader', { Enabled: false }) },
      { Reader: fn(), Orders: table(), Mapping: streamMapping('Orders', 'Reader', { MaximumRecordAgeInSeconds: { Ref: 'Age' } }) },
    ],
  }),
};
