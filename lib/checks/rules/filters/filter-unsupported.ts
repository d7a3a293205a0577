import { SourceKind } from '../../../template-model/events/mapping';
import { CheckSeverity } from '../../check-severity';
import type { Example, Examples, Rule, Violation } from '../../rule';
import { fn, mapping, queue, resource } from '../examples/parts';

const FILTERED = { FilterCriteria: { Filters: [{ Pattern: '{"operationType":["insert"]}' }] } };
const reads = (properties: Record<string, unknown>): Example => ({
  Orders: fn(),
  Mapping: mapping('', 'Orders', {
    EventSourceArn: 'arn:aws:rds:eu-west-1:111122223333:cluster:orders',
    DocumentDBEventSourceConfig: { DatabaseName: 'shop', CollectionName: 'orders' },
    SourceAccessConfigurations: [{ Type: 'BASIC_AUTH', URI: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-a1b2c3' }],
    StartingPosition: 'TRIM_HORIZON',
    ...properties,
  }),
});

/** @internal */
export const FILTER_UNSUPPORTED: Rule = {
  id: 'FilterUnsupported',
  severity: CheckSeverity.ERROR,
  problem: 'An event source mapping has filters, and its event source does not support them.',
  impact: 'Lambda refuses the mapping, or invokes the function for all events.',
  fix: "Remove 'FilterCriteria' from the mapping, and ignore unwanted events in the handler.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html',
  equivalents: ['cdk-preflight pf-lambda-esm-filter-criteria-docdb-unsupported'],
  *find(model): Iterable<Violation> {
    for (const { kind, resource, patterns, invoked } of model.mappings) {
      if (kind !== SourceKind.DOCUMENTDB || patterns.length === 0) continue;
      yield {
        resource,
        property: 'FilterCriteria',
        message: `'FilterCriteria' must not be set for ${kind}, got filters`,
        fn: invoked?.fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [reads(FILTERED)],
    good: [
      reads({}),
      reads({ FilterCriteria: { Filters: [] } }),
      {
        Orders: fn(),
        Database: resource('AWS::DocDB::DBCluster'),
        Queue: queue(),
        Mapping: mapping('Queue', 'Orders', { FilterCriteria: { Filters: [{ Pattern: '{"body":["a"]}' }] } }),
      },
    ],
  }),
};
