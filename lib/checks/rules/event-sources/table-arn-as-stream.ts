import { TABLE_TYPES } from '../../../core/aws/table-types';
import { arnOf, isRegion, namedIn } from '../../../template-model/arns';
import { type Part, partsOf, Reference, type Resource, type Value } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { arn, fn, join, mapping, ref, resource, streamMapping, table } from '../examples/parts';

const reads = (EventSourceArn: unknown, properties: Record<string, unknown> = {}) => ({
  Reader: fn(),
  Orders: table(properties),
  Mapping: streamMapping('Orders', 'Reader', { EventSourceArn }),
});
const STREAM = { 'Fn::GetAtt': ['Orders', 'StreamArn'] };

/** @internal */
export const TABLE_ARN_AS_STREAM: Rule = {
  id: 'TableArnAsStream',
  severity: CheckSeverity.ERROR,
  problem:
    'An event source mapping names a DynamoDB table, a table without a stream, a wildcard, or the stream of another region, instead of one stream.',
  impact: 'Lambda refuses the mapping, and the deployment fails.',
  fix: "Set 'EventSourceArn' to the attribute 'StreamArn' of a table that has 'StreamSpecification', or for a replica to the ARN of its stream in the region of the function.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-eventsourcemapping.html',
  *find(model): Iterable<Violation> {
    for (const { resource, invoked } of model.mappings) {
      const got = noStreamIn(resource.get('EventSourceArn')) ?? streamElsewhere(resource);
      if (got === undefined) continue;
      const message = `'EventSourceArn' must be the ARN of one stream in the region of the function, got ${got}`;
      yield { resource, property: 'EventSourceArn', message, fn: invoked?.fn };
    }
  },
  examples: (): Examples => ({
    bad: [
      reads(arn('Orders')),
      reads(STREAM, { StreamSpecification: undefined }),
      reads('arn:aws:dynamodb:eu-west-1:111122223333:table/orders'),
      reads(join(arn('Orders'), '/stream/*')),
      reads('arn:aws:dynamodb:us-east-1:111122223333:table/orders/stream/2026-01-01T00:00:00.000'),
      // As the CDK gives for a replica.
      reads(join('arn:', ref('AWS::Partition'), ':dynamodb:eu-central-1:', ref('AWS::AccountId'), ':table/', ref('Orders'), '/stream/*')),
    ],
    good: [
      reads(STREAM),
      reads(STREAM, { StreamSpecification: ref('Stream') }),
      reads(ref('StreamArn')),
      reads('arn:aws:dynamodb:eu-west-1:111122223333:table/orders/stream/2026-01-01T00:00:00.000'),
      reads(join('arn:aws:dynamodb:eu-west-1:111122223333:table/', ref('Name'))),
      reads(join('arn:aws:dynamodb:', ref('Region'), ':111122223333:table/orders/stream/', ref('Label'))),
      { Reader: fn(), Mapping: mapping('', 'Reader', { EventSourceArn: 'arn:aws:kafka:eu-west-1:111122223333:cluster/orders/a1' }) },
      {
        Reader: fn(),
        Orders: resource('AWS::DynamoDB::GlobalTable', {
          ...table().Properties,
          StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
          Replicas: [{ Region: 'eu-west-1' }, { Region: 'eu-central-1' }],
        }),
        Mapping: streamMapping('Orders', 'Reader'),
      },
    ],
  }),
};

/** Lambda reads streams of its region only, and a replica has a stream in each. */
function streamElsewhere(mapping: Resource): string | undefined {
  const value = mapping.get('EventSourceArn');
  const { region: here } = mapping.template;
  const arn = arnOf(value);
  const there = value instanceof Reference && TABLE_TYPES.includes(value.resource.type) ? value.resource.template.region : arn?.region;
  const isStream = value instanceof Reference || arn?.service === 'dynamodb';
  return !isStream || !isRegion(here) || !isRegion(there) || here === there ? undefined : `one in ${there} for a function in ${here}`;
}

function noStreamIn(value: Value): string | undefined {
  const parts = partsOf(value) ?? [];
  const [first, ...behind] = parts;
  if (parts.some((part) => typeof part === 'string' && part.includes('*'))) return 'an ARN with a wildcard';
  if (first instanceof Reference && TABLE_TYPES.includes(first.resource.type)) return ofTable(first, behind);
  const named = arnOf(value) && namedIn(arnOf(value) as NonNullable<ReturnType<typeof arnOf>>);
  if (named?.type !== 'AWS::DynamoDB::Table' || named.behind.length > 0) return undefined;
  return `the table ${named.name instanceof Reference ? named.name.resource.label : named.name}`;
}

function ofTable({ resource, attribute }: Reference, behind: readonly Part[]): string | undefined {
  if (behind.length > 0) return undefined;
  if (attribute !== 'StreamArn') return `the attribute ${attribute} of the table ${resource.label}`;
  return resource.has('StreamSpecification') === false ? `the stream of ${resource.label}, which has none` : undefined;
}
