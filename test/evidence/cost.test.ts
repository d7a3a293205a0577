import type { Term } from '../../lib/evidence/cost/terms';
import { evidenceOf } from './made';

/* What resources cost that are paid by the hour. */

const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const HOURS_OF_A_MONTH = 730;

function idleOf(properties: object): Term[] {
  const { cost } = evidenceOf({
    Orders: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'orders' } },
    Queue: { Type: 'AWS::SQS::Queue' },
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { EventSourceArn: arn('Queue'), FunctionName: { Ref: 'Orders' }, ...properties },
    },
  });
  return cost.lines.filter(({ protection }) => protection === 'event sources').flatMap(({ idle }) => [...idle]);
}

test.each([1, 3])('%s event pollers that are provisioned cost each hour', (MinimumPollers) => {
  const pollers = idleOf({ ProvisionedPollerConfig: { MinimumPollers } }).filter(({ price }) => price === 'pollerHour');
  expect(pollers).toEqual([{ what: 'event pollers', price: 'pollerHour', count: MinimumPollers * HOURS_OF_A_MONTH, times: [] }]);
});

test.each([
  ['of a queue', 2, {}],
  ['of Kafka', 1, { EventSourceArn: 'arn:aws:kafka:eu-west-1:111122223333:cluster/orders/a1b2', Topics: ['orders'] }],
])('the fewest event pollers %s cost where only the most are given', (_, fewest, source) => {
  const pollers = idleOf({ ...source, ProvisionedPollerConfig: { MaximumPollers: 10 } }).filter(({ price }) => price === 'pollerHour');
  expect(pollers).toMatchObject([{ count: fewest * HOURS_OF_A_MONTH }]);
});

test('what is not provisioned has no cost for it', () => {
  expect(idleOf({}).map(({ what }) => what)).toEqual(['polls']);
});
