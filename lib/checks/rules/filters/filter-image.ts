import { imageMissing } from '../../../filters/engine/dynamo-images';
import { type Mapping, SourceKind } from '../../../template-model/mapping';
import { CheckSeverity } from '../../check-level';
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
  problem: 'A filter asks for an image of the item that the stream of the table does not carry.',
  impact: 'No record matches, so the function never sees one, and nothing fails.',
  fix: "set the table's 'StreamViewType' to NEW_AND_OLD_IMAGES",
  docsUrl: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html',
  *find(model): Iterable<Violation> {
    for (const mapping of model.mappings) {
      const view = mapping.kind === SourceKind.DYNAMODB ? mapping.source?.text(VIEW) : undefined;
      const missing = view === undefined ? undefined : missingIn(mapping, view);
      if (!missing) continue;
      yield {
        resource: mapping.resource,
        property: 'FilterCriteria',
        message: `'FilterCriteria' must ask for what the stream of ${mapping.source?.id} carries (${view}), got 'dynamodb.${missing}'`,
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
