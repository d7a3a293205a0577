import { type Mapping, SourceKind } from '../../../template-model/mapping';
import { CheckSeverity } from '../../check-level';
import type { Example, Examples, Rule, Violation } from '../../rule';
import { arn, fn, resource, streamMapping, table } from '../examples/parts';

const HOUR = 3600;
/** What a DynamoDB stream always keeps, and Kinesis where nothing is said. */
const KEPT_HOURS = 24;

const kinesis = (age: unknown, properties: Record<string, unknown> = {}): Example => ({
  Reader: fn(),
  Clicks: resource('AWS::Kinesis::Stream', properties),
  Mapping: streamMapping('Clicks', 'Reader', { EventSourceArn: arn('Clicks'), MaximumRecordAgeInSeconds: age }),
});

/** @internal */
export const STREAM_RECORD_AGE: Rule = {
  id: 'StreamRecordAge',
  severity: CheckSeverity.WARNING,
  problem: 'The greatest age of a record is above what its stream keeps.',
  impact: 'The limit has no effect: a record that always fails holds its shard up until the stream has forgotten it, and others with it.',
  fix: "set 'MaximumRecordAgeInSeconds' to half of what the stream keeps, so that a record that is given up can still be read",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html',
  *find(model): Iterable<Violation> {
    for (const mapping of model.mappings) {
      const { recordAge } = mapping;
      const kept = keptBy(mapping);
      if (recordAge === undefined || kept === undefined || recordAge <= kept) continue;
      yield {
        resource: mapping.resource,
        property: 'MaximumRecordAgeInSeconds',
        message: `'MaximumRecordAgeInSeconds' must be at most what the stream keeps (${kept} seconds), got ${recordAge}`,
        fn: mapping.invoked?.fn,
      };
    }
  },
  examples: (): Examples => ({
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
function keptBy({ kind, source }: Mapping): number | undefined {
  if (kind === SourceKind.DYNAMODB) return KEPT_HOURS * HOUR;
  const hours = source?.type === 'AWS::Kinesis::Stream' ? source.number('RetentionPeriodHours', KEPT_HOURS) : undefined;
  return hours === undefined ? undefined : hours * HOUR;
}
