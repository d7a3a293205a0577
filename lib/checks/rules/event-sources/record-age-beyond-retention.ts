import { type Mapping, SourceKind } from '../../../template-model/events/mapping';
import { CheckSeverity } from '../../check-severity';
import type { Example, Examples, Rule, Violation } from '../../rule';
import { arn, fn, resource, streamMapping, table } from '../examples/parts';

const HOUR = 3600;
/** The retention of a DynamoDB stream, and the default of Kinesis. */
const RETENTION_HOURS = 24;

const kinesis = (age: unknown, properties: Record<string, unknown> = {}): Example => ({
  Reader: fn(),
  Clicks: resource('AWS::Kinesis::Stream', properties),
  Mapping: streamMapping('Clicks', 'Reader', { EventSourceArn: arn('Clicks'), MaximumRecordAgeInSeconds: age }),
});

/** @internal */
export const RECORD_AGE_BEYOND_RETENTION: Rule = {
  id: 'RecordAgeBeyondRetention',
  severity: CheckSeverity.WARNING,
  problem: 'The maximum record age of an event source mapping is above the retention period of the stream.',
  impact: 'The limit has no effect: a record that always fails blocks its shard until the stream deletes it and the records behind it.',
  fix: "Set 'MaximumRecordAgeInSeconds' to half of the retention period of the stream.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html',
  *find(model): Iterable<Violation> {
    for (const mapping of model.mappings) {
      const { recordAge } = mapping;
      const retention = retentionOf(mapping);
      if (recordAge === undefined || retention === undefined || recordAge <= retention) continue;
      yield {
        resource: mapping.resource,
        property: 'MaximumRecordAgeInSeconds',
        message: `'MaximumRecordAgeInSeconds' must be at most the retention period of the stream (${retention} seconds), got ${recordAge}`,
        fn: mapping.invoked?.fn,
      };
    }
  },
  examples: (): Examples => ({
    fixed: { Reader: fn(), Orders: table(), Mapping: streamMapping('Orders', 'Reader', { MaximumRecordAgeInSeconds: 43_200 }) },
    bad: [
      { Reader: fn(), Orders: table(), Mapping: streamMapping('Orders', 'Reader', { MaximumRecordAgeInSeconds: 86_401 }) },
      kinesis(86_401),
      kinesis(604_800, { RetentionPeriodHours: 48 }),
    ],
    good: [
      { Reader: fn(), Orders: table(), Mapping: streamMapping('Orders', 'Reader', { MaximumRecordAgeInSeconds: 86_400 }) },
      { Reader: fn(), Orders: table(), Mapping: streamMapping('Orders', 'Reader') },
      kinesis(86_400),
      kinesis(-1),
      kinesis({ Ref: 'Age' }),
      kinesis(604_800, { RetentionPeriodHours: 168 }),
      kinesis(604_800, { RetentionPeriodHours: { Ref: 'Hours' } }),
      {
        Reader: fn(),
        Mapping: streamMapping('Clicks', 'Reader', {
          EventSourceArn: 'arn:aws:kinesis:eu-west-1:111122223333:stream/clicks',
          MaximumRecordAgeInSeconds: 604_800,
        }),
      },
    ],
  }),
};

/** In seconds. */
function retentionOf({ kind, source }: Mapping): number | undefined {
  if (kind === SourceKind.DYNAMODB) return RETENTION_HOURS * HOUR;
  const hours = source?.type === 'AWS::Kinesis::Stream' ? source.number('RetentionPeriodHours', RETENTION_HOURS) : undefined;
  return hours === undefined ? undefined : hours * HOUR;
}
