import { TABLE_TYPES } from '../../../core/aws/table-types';
import { ATTRIBUTES } from '../../../core/idempotency-names';
import type { Resource } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, ref, resource, table } from '../examples/parts';

const TTL = 'TimeToLiveSpecification';
const by = (AttributeName: unknown, Enabled: unknown = true) => ({ [TTL]: { AttributeName, Enabled } });
const used = (properties: Readonly<Record<string, unknown>>, variable = 'IDEMPOTENCY_TABLE_NAME') => ({
  Orders: fn({ Environment: { Variables: { [variable]: ref('Events') } } }),
  Events: table({ StreamSpecification: undefined, ...properties }),
});

/** @internal */
export const IDEMPOTENCY_TABLE_EXPIRY: Rule = {
  id: 'IdempotencyTableExpiry',
  severity: CheckSeverity.WARNING,
  problem: "A table for the idempotency of Powertools does not delete items by the attribute 'expiration'.",
  impact: 'DynamoDB keeps every event forever, so the table grows and costs more each month.',
  fix: "Set 'TimeToLiveSpecification' to the attribute 'expiration', which has seconds; 'in_progress_expiration' has milliseconds.",
  docsUrl: 'https://docs.aws.amazon.com/powertools/typescript/latest/features/idempotency/#required-resources',
  *find(model): Iterable<Violation> {
    const meant = model.idempotencyTables;
    for (const found of model.resources.ofType(...TABLE_TYPES)) {
      const got = faultOf(found, meant.has(found));
      if (got === undefined) continue;
      yield {
        resource: found,
        property: TTL,
        message: `'${TTL}' must be on the attribute '${ATTRIBUTES.expiry}', got ${got}`,
        value: { AttributeName: ATTRIBUTES.expiry, Enabled: true },
        fn: meant.get(found),
      };
    }
  },
  examples: (): Examples => ({
    fixed: used(by('expiration')),
    bad: [
      used({}),
      used(by('ttl')),
      used(by('in_progress_expiration')),
      used(by('expiration', false)),
      used(by(undefined)),
      used(by('expires_at'), 'POWERTOOLS_IDEMPOTENCY_TABLE'),
      { Orders: fn({ Environment: { Variables: { IDEMPOTENCY_TABLE: 'events' } } }), Events: table({ TableName: 'events' }) },
      { OrderIdempotency: table() },
      { Events: table({ TableName: 'orders-idempotency' }) },
      { Events: table(by('in_progress_expiration')) },
      {
        Events: resource('AWS::DynamoDB::GlobalTable', {
          TableName: 'idempotency',
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
          Replicas: [{ Region: 'eu-west-1' }],
        }),
      },
    ],
    good: [
      used(by('expiration'), 'TABLE_NAME'),
      used({}, 'TABLE_NAME'),
      used(by('ttl'), 'TABLE_NAME'),
      used(by(ref('Attribute'))),
      used(by('expiration', ref('Enabled'))),
      used({ [TTL]: ref('Expiry') }),
      used({ KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }] }),
      used({
        KeySchema: [
          { AttributeName: 'id', KeyType: 'HASH' },
          { AttributeName: 'at', KeyType: 'RANGE' },
        ],
      }),
      used({ KeySchema: ref('Keys') }),
      { Orders: fn({ Environment: { Variables: { IDEMPOTENCY_TABLE_NAME: ref('Name') } } }), Events: table() },
      { Orders: fn({ Environment: { Variables: { IDEMPOTENCY_QUEUE: ref('Events') } } }), Events: resource('AWS::SQS::Queue') },
    ],
  }),
};

/** What the table has in the place of the attribute; absent where that is right, or not known. */
function faultOf(table: Resource, isMeant: boolean): string | undefined {
  const attribute = table.get(`${TTL}.AttributeName`);
  const isOn = table.flag(`${TTL}.Enabled`, false);
  if (attribute === ATTRIBUTES.inProgressExpiry && isOn !== false) return `'${attribute}'`;
  if (!isMeant) return undefined;
  if (table.has(TTL) === false || isOn === false) return 'none';
  if (isOn !== true) return undefined;
  if (attribute === undefined) return 'none';
  return typeof attribute === 'string' && attribute !== ATTRIBUTES.expiry ? `'${attribute}'` : undefined;
}
