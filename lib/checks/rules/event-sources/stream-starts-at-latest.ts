import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, mapping, streamMapping, table } from '../examples/parts';

/** @internal */
export const STREAM_STARTS_AT_LATEST: Rule = {
  id: 'StreamStartsAtLatest',
  severity: CheckSeverity.INFO,
  problem: 'A stream and its event source mapping are deployed together, and the mapping starts at LATEST.',
  impact: 'Records that are written while the mapping is created or replaced never reach the function.',
  fix: "Set 'StartingPosition' of the mapping to TRIM_HORIZON.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html',
  *find(model): Iterable<Violation> {
    for (const { isStream, mayRead, resource, source, invoked } of model.mappings) {
      // Of a stream that is already there, the past may be left out on purpose.
      if (!isStream || !mayRead || !source || resource.get('StartingPosition') !== 'LATEST') continue;
      yield {
        resource,
        property: 'StartingPosition',
        value: 'TRIM_HORIZON',
        message: "'StartingPosition' must be TRIM_HORIZON to read all records, got LATEST",
        fn: invoked?.fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [{ Reader: fn(), Orders: table(), Mapping: streamMapping('Orders', 'Reader', { StartingPosition: 'LATEST' }) }],
    good: [
      { Reader: fn(), Orders: table(), Mapping: streamMapping('Orders', 'Reader', { StartingPosition: 'LATEST', Enabled: false }) },
      // Of Kafka, the past may be long
      {
        Reader: fn(),
        Mapping: mapping('', 'Reader', {
          EventSourceArn: 'arn:aws:kafka:eu-west-1:111122223333:cluster/orders/a1b2',
          StartingPosition: 'LATEST',
        }),
      },
      { Reader: fn(), Orders: table(), Mapping: streamMapping('Orders', 'Reader') },
      { Reader: fn(), Orders: table(), Mapping: streamMapping('Orders', 'Reader', { StartingPosition: { Ref: 'Position' } }) },
      {
        Reader: fn(),
        Mapping: streamMapping('Orders', 'Reader', {
          EventSourceArn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders/stream/2026-01-01T00:00:00.000',
          StartingPosition: 'LATEST',
        }),
      },
    ],
  }),
};
