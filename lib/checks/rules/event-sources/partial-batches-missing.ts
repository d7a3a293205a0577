import { type Mapping, SourceKind } from '../../../template-model/events/mapping';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, mapping, queue, streamMapping, table } from '../examples/parts';

/** @internal */
export const PARTIAL_BATCHES_MISSING: Rule = {
  id: 'PartialBatchesMissing',
  severity: CheckSeverity.INFO,
  problem: 'A function receives batches of a queue or stream, and cannot report which records failed.',
  impact: 'One failed record causes the whole batch to be delivered again, so successful records are processed twice.',
  fix: "Add 'ReportBatchItemFailures' to 'FunctionResponseTypes', and return the ids of the failed records from the handler.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html',
  *find(model): Iterable<Violation> {
    for (const mapping of model.mappings) {
      if (!mapping.mayRead || !isForOneOrAll(mapping) || mapping.batchSize === undefined || mapping.batchSize < 2) continue;
      yield {
        resource: mapping.resource,
        property: 'FunctionResponseTypes',
        value: ['ReportBatchItemFailures'],
        message: `'FunctionResponseTypes' must have ReportBatchItemFailures for batches of up to ${mapping.batchSize}, got none`,
        fn: mapping.invoked?.fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn(), Queue: queue(), Mapping: mapping('Queue', 'Orders') },
      { Orders: fn(), Queue: queue(), Mapping: mapping('Queue', 'Orders', { BatchSize: 2, FunctionResponseTypes: [] }) },
      { Reader: fn(), Orders: table(), Mapping: streamMapping('Orders', 'Reader') },
      { Reader: fn(), Orders: table(), Mapping: streamMapping('Orders', 'Reader', { TumblingWindowInSeconds: 0 }) },
    ],
    good: [
      { Orders: fn(), Queue: queue(), Mapping: mapping('Queue', 'Orders', { FunctionResponseTypes: ['ReportBatchItemFailures'] }) },
      { Orders: fn(), Queue: queue(), Mapping: mapping('Queue', 'Orders', { BatchSize: 1 }) },
      { Orders: fn(), Queue: queue(), Mapping: mapping('Queue', 'Orders', { Enabled: false }) },
      { Orders: fn(), Queue: queue(), Mapping: mapping('Queue', 'Orders', { BatchSize: { Ref: 'Size' } }) },
      { Orders: fn(), Queue: queue(), Mapping: mapping('Queue', 'Orders', { FunctionResponseTypes: { Ref: 'Types' } }) },
      // A response that names failed records without the state loses the window
      { Reader: fn(), Orders: table(), Mapping: streamMapping('Orders', 'Reader', { TumblingWindowInSeconds: 60 }) },
      { Orders: fn(), Mapping: mapping('Queue', 'Orders', { EventSourceArn: { Ref: 'SourceArn' } }) },
    ],
  }),
};

const isForOneOrAll = ({ kind, isStream, reportsPartialBatches, resource }: Mapping): boolean =>
  (kind === SourceKind.SQS || (isStream && resource.number('TumblingWindowInSeconds', 0) === 0)) && reportsPartialBatches === false;
