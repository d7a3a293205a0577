import { FOREVER } from '../../../template-model/events/mapping';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, streamMapping, table } from '../examples/parts';

/** @internal */
export const STREAM_WITHOUT_BISECT: Rule = {
  id: 'StreamWithoutBisect',
  severity: CheckSeverity.INFO,
  problem: 'An event source mapping of a stream neither splits failed batches nor reports failed records.',
  impact: 'When the retries are used up, Lambda skips the whole batch because of one bad record.',
  fix: "Set 'BisectBatchOnFunctionError' of the mapping to true.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html',
  *find(model): Iterable<Violation> {
    for (const { isStream, resource, batchSize, reportsPartialBatches, retryAttempts, recordAge, invoked } of model.mappings) {
      if (!isStream || batchSize === undefined || batchSize < 2 || reportsPartialBatches !== false) continue;
      const isGivenUp = [retryAttempts, recordAge].some((most) => most !== undefined && most !== FOREVER);
      if (!isGivenUp || resource.flag('BisectBatchOnFunctionError') !== false) continue;
      yield {
        resource,
        property: 'BisectBatchOnFunctionError',
        value: true,
        message: `'BisectBatchOnFunctionError' must be true for batches of up to ${batchSize} records, got false`,
        fn: invoked?.fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Reader: fn(), Orders: table(), Mapping: streamMapping('Orders', 'Reader', { MaximumRetryAttempts: 10, BatchSize: 2 }) },
      { Reader: fn(), Orders: table(), Mapping: streamMapping('Orders', 'Reader', { MaximumRetryAttempts: 10 }) },
      {
        Reader: fn(),
        Orders: table(),
        Mapping: streamMapping('Orders', 'Reader', { MaximumRecordAgeInSeconds: 3600, BisectBatchOnFunctionError: false }),
      },
    ],
    good: [
      { MaximumRetryAttempts: 10, BisectBatchOnFunctionError: true },
      { MaximumRetryAttempts: 10, BisectBatchOnFunctionError: { Ref: 'Bisect' } },
      { MaximumRetryAttempts: 10, FunctionResponseTypes: ['ReportBatchItemFailures'] },
      { MaximumRetryAttempts: 10, BatchSize: 1 },
      { MaximumRetryAttempts: 10, BatchSize: { Ref: 'Size' } },
      // Never discarded, which is worse and reported by another rule
      {},
    ].map((properties) => ({ Reader: fn(), Orders: table(), Mapping: streamMapping('Orders', 'Reader', properties) })),
  }),
};
