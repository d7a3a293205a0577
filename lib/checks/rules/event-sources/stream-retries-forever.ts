import { FOREVER } from '../../../template-model/events/mapping';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, mapping, queue, streamMapping, table } from '../examples/parts';

/** @internal */
export const STREAM_RETRIES_FOREVER: Rule = {
  id: 'StreamRetriesForever',
  severity: CheckSeverity.ERROR,
  problem: 'An event source mapping of a stream has no retry limit and no maximum record age.',
  impact: 'One record that always fails blocks its shard until the record expires, and the records behind it expire too.',
  fix: "Set 'MaximumRetryAttempts' to 10, 'BisectBatchOnFunctionError' to true, and an on-failure destination.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html',
  *find(model): Iterable<Violation> {
    for (const { isStream, mayRead, resource, retryAttempts, recordAge, invoked } of model.mappings) {
      if (!isStream || !mayRead) continue;
      if (retryAttempts !== FOREVER || recordAge !== FOREVER) continue;
      yield {
        resource,
        property: 'MaximumRetryAttempts',
        message: "'MaximumRetryAttempts' or 'MaximumRecordAgeInSeconds' must be finite, got neither",
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
