import { Reference } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { arn, fn, ref, streamMapping, table } from '../examples/parts';

const TABLES = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'];

/** @internal */
export const TABLE_ARN_AS_STREAM: Rule = {
  id: 'TableArnAsStream',
  severity: CheckSeverity.ERROR,
  problem: "An event source mapping names a DynamoDB table instead of the table's stream.",
  impact: 'Lambda refuses the mapping, and the deployment fails.',
  fix: "Set 'EventSourceArn' to the attribute 'StreamArn' of the table.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-eventsourcemapping.html',
  *find(model): Iterable<Violation> {
    for (const { resource, invoked } of model.mappings) {
      const value = resource.get('EventSourceArn');
      if (!(value instanceof Reference) || !TABLES.includes(value.resource.type) || value.attribute === 'StreamArn') continue;
      const message = `'EventSourceArn' must be the stream of ${value.resource.id}, got its attribute ${value.attribute}`;
      yield { resource, property: 'EventSourceArn', message, fn: invoked?.fn };
    }
  },
  examples: (): Examples => ({
    bad: [{ Reader: fn(), Orders: table(), Mapping: streamMapping('Orders', 'Reader', { EventSourceArn: arn('Orders') }) }],
    good: [
      { Reader: fn(), Orders: table(), Mapping: streamMapping('Orders', 'Reader') },
      { Reader: fn(), Mapping: streamMapping('Orders', 'Reader', { EventSourceArn: ref('StreamArn') }) },
    ],
  }),
};
