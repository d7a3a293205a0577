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

test('what is not provisioned has no cost for it', () => {
  expect(idleOf({}).map(({ what }) => what)).toEqual(['polls']);
});
