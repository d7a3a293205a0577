import { readText } from '../../../filters/engine/written-pattern';
import { CheckSeverity } from '../../check-severity';
import type { Example, Examples, Rule, Violation } from '../../rule';
import { fn, mapping, queue, ref, streamMapping, table } from '../examples/parts';

const filters = (...patterns: unknown[]) => ({ FilterCriteria: { Filters: patterns.map((Pattern) => ({ Pattern })) } });
const ofQueue = (...patterns: unknown[]): Example => ({
  Orders: fn(),
  Queue: queue(),
  Mapping: mapping('Queue', 'Orders', filters(...patterns)),
});
const ofTable = (pattern: unknown): Example => ({
  Reader: fn(),
  Orders: table(),
  Mapping: streamMapping('Orders', 'Reader', filters(JSON.stringify(pattern))),
});

/** @internal */
export const FILTER_PATTERN: Rule = {
  id: 'FilterPattern',
  severity: CheckSeverity.ERROR,
  problem: 'A filter pattern is not valid, or uses a field that the event source never sends.',
  impact:
    'Lambda refuses the filter, or no record matches: messages of a queue are deleted and records of a stream are skipped without an error.',
  fix: "Set 'Pattern' to a JSON object with a list of values for each field that the event source sends.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html',
  equivalents: ['cdk-preflight pf-lambda-esm-filter-pattern-eventbridge-syntax', 'cdk-preflight pf-lambda-esm-filter-pattern-leaf-array'],
  *find(model): Iterable<Violation> {
    for (const mapping of model.mappings) {
      const source = mapping.filterSource;
      if (!source) continue;
      for (const [index, pattern] of mapping.patterns.entries()) {
        if (typeof pattern !== 'string' || pattern === '') continue;
        for (const { message } of readText(source, pattern).findings) {
          yield { resource: mapping.resource, property: `FilterCriteria.Filters.${index}.Pattern`, message, fn: mapping.invoked?.fn };
        }
      }
    }
  },
  examples: (): Examples => ({
    fixed: ofQueue('{"body":{"type":["order"]}}'),
    bad: [
      ofQueue('{ body: { type: ["order"] } }'),
      ofQueue('{"body":{"type":"order"}}'),
      ofQueue('{"body":{"total":[{"numeric":["=>",100]}]}}'),
      ofQueue('{"Body":{"type":["order"]}}'),
      ofQueue('{"body":{"type":["order"]}}', '{"detail":{"type":["refund"]}}'),
      ofTable({ dynamodb: { NewImage: { total: { N: [{ numeric: ['>', 100] }] } } } }),
      ofTable({ dynamodb: { NewImage: { status: ['paid'] } } }),
      ofTable({ eventName: ['CREATE'] }),
    ],
    good: [
      ofQueue('{"body":{"type":["order"]}}', '{"body":["ping"]}'),
      ofQueue(ref('Pattern')),
      ofQueue(''),
      // Not documented for Lambda, which is no proof
      ofQueue('{"body":{"type":[{"wildcard":"order-*"}]}}'),
      ofQueue('{"body":{"type":[{"anything-but":{"prefix":"test-"}}]}}'),
      // A field that is called so
      ofQueue('{"body":{"prefix":["EUR"]}}'),
      ofTable({ eventName: ['INSERT'], dynamodb: { NewImage: { status: { S: ['paid'] } } } }),
      { Orders: fn(), Mapping: mapping('', 'Orders', { EventSourceArn: ref('Source'), ...filters('{"detail":["a"]}') }) },
    ],
  }),
};
