import type { Clients } from '../clients';
import type { OperationsCommand } from '../operations/command';
import { countOf, sendTogether } from '../queues';
import type { Shop } from './shop';
import { expectSame, type Say } from './story';

const GOOD = { orderId: 'A-4', customerId: 'C-7', lines: [{ sku: 'tea', quantity: 2 }] };
const INVALID = { orderId: 'A-5', customerId: 'C-7', lines: [] };

/** What someone on call does with failed events. */
export async function operate(
  shop: Shop,
  clients: Clients,
  command: OperationsCommand,
  assembly: string,
  say: { title: Say; fact: Say },
): Promise<void> {
  say.title('On call: failed events are found, and sent again');
  const record = (id: string, order: object, errorMessage: string) => ({
    version: '1.0',
    requestContext: {
      requestId: id,
      functionArn: `arn:aws:lambda:us-east-1:111122223333:function:${shop.orders}:$LATEST`,
      condition: 'RetriesExhausted',
    },
    requestPayload: { id, detail: order },
    responsePayload: { errorType: 'Error', errorMessage },
  });
  await sendTogether(clients, shop.failureQueue, [
    record('e-4', GOOD, 'the table was throttled'),
    record('e-5', INVALID, 'an order must have lines'),
  ]);
  const app = ['Shop/Orders', '--app', assembly];
  const { json: found } = await command.run('failures', ...app, '--json');
  expectSame('the failures', found.targets[0].count, 2);
  say.fact(`'failures Shop/Orders' shows ${found.targets[0].groups.map(({ error }: { error: string }) => `"${error}"`).join(' and ')}`);
  const { json: sent } = await command.run('replay', ...app, '--send', '--yes', '--json');
  const { succeeded, deleted, failed } = sent.targets[0];
  expectSame('what was replayed', { succeeded, deleted, failed }, { succeeded: 1, deleted: 1, failed: 1 });
  expectSame('the orders in the table', await shop.keptIn('Table'), ['A-1', 'A-4', 'P-1']);
  expectSame('the number of messages left', await countOf(clients, shop.failureQueue), 1);
  say.fact("'replay Shop/Orders --send' sent both: A-4 is in the table and deleted from the queue; A-5, still invalid, is kept");
}
