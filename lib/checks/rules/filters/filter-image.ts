import { imageMissing } from '../../../filters/engine/dynamo-images';
import { type Mapping, SourceKind } from '../../../template-model/events/mapping';
import { CheckSeverity } from '../../check-severity';
import type { Example, Examples, Rule, Violation } from '../../rule';
import { fn, streamMapping, table } from '../examples/parts';

const VIEW = 'StreamSpecification.StreamViewType';

const reads = (StreamViewType: unknown, pattern: unknown): Example => ({
  Reader: fn(),
  Orders: table({ StreamSpecification: { StreamViewType } }),
  Mapping: streamMapping('Orders', 'Reader', { FilterCriteria: { Filters: [{ Pattern: JSON.stringify(pattern) }] } }),
});
const image = (name: string) => ({ dynamodb: { [name]: { status: { S: ['paid'] } } } });

/** @internal */
export const FILTER_IMAGE: Rule = {
  id: 'FilterImage',
  severity: CheckSeverity.ERROR,
  problem: "A filter uses an image of the item that the table's stream does not contain.",
  impact: 'No record matches the filter, so the function is never invoked and no error is reported.',
  fix: "Set 'StreamSpecification.StreamViewType' of the table to NEW_AND_OLD_IMAGES.",
  docsUrl: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html',
  *find(model): Iterable<Violation> {
    for (const mapping of model.mappings) {
      const view = mapping.kind === SourceKind.DYNAMODB ? mapping.source?.text(VIEW) : undefined;
      const missing = view === undefined ? undefined : missingIn(mapping, view);
      if (!missing) continue;
      yield {
        resource: mapping.resource,
        property: 'FilterCriteria',
        message: `'FilterCriteria' must use fields that the stream of ${mapping.source?.label} contains (${view}), got 'dynamodb.${missing}'`,
        fn: mapping.invoked?.fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      reads('NEW_IMAGE', image('OldImage')),
      reads('KEYS_ONLY', image('NewImage')),
      reads('OLD_IMAGE', { $or: [{ eventName: ['REMOVE'] }, image('NewImage')] }),
    ],
    good: [
      reads('NEW_IMAGE', image('NewImage')),
      reads('NEW_AND_OLD_IMAGES', image('OldImage')),
      reads('KEYS_ONLY', { dynamodb: { Keys: { id: { S: ['a'] } } } }),
      reads({ Ref: 'View' }, image('OldImage')),
      {
        Reader: fn(),
        Mapping: streamMapping('Orders', 'Reader', {
          EventSourceArn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders/stream/2026-01-01T00:00:00.000',
          FilterCriteria: { Filters: [{ Pattern: JSON.stringify(image('OldImage')) }] },
        }),
      },
    ],
  }),
};

const missingIn = ({ readPatterns }: Mapping, view: string): string | undefined =>
  readPatterns.map((pattern) => pattern && imageMissing(view, pattern)).find((missing) => missing !== undefined);
