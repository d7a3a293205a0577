import type { Clients } from '../clients';
import { expectSame, type Say } from '../demo/story';
import { eventually } from '../eventually';
import type { OperationsCommand } from '../operations/command';
import { countOf, drain, send } from '../queues';
import type { Aisle } from './aisle';
import type { PartnerServer } from './partner-server';

export interface Scene {
  readonly aisle: Aisle;
  readonly clients: Clients;
  readonly north: PartnerServer;
  readonly south: PartnerServer;
  readonly command: OperationsCommand;
  /** Where the command line looks up construct paths: options of it. */
  readonly app: readonly string[];
}

const order = (orderId: string, sku: string) => ({ orderId, storeId: 'S-9', sku, quantity: 2 });

/** What happens in the aisle, in order: each step tells what it has observed, or throws. */
export const STEPS: Readonly<Record<string, (scene: Scene, fact: Say) => Promise<void>>> = {
  'A product is looked up in the table once in a minute': async ({ aisle }, fact) => {
    await aisle.addProduct({ sku: 'tea', price: 450, partner: 'NorthWarehouse' });
    await aisle.addProduct({ sku: 'oolong', price: 900, partner: 'SouthWarehouse' });
    expectSame('the price', (await aisle.call('Catalogue', { sku: 'tea' })).price, 450);
    await aisle.changePrice('tea', 500);
    expectSame('the price, a moment later', (await aisle.call('Catalogue', { sku: 'tea' })).price, 450);
    expectSame('the answer for an unknown product', await aisle.call('Catalogue', { sku: 'coffee' }), null);
    fact('the second answer came from the cache: the table has another price by now');
  },

  'Partners report their stock on a stream': async ({ aisle }, fact) => {
    const report = (stock: number, at: string, kind = 'stock') => ({ kind, sku: 'tea', stock, at: `2026-01-31T${at}:00.000Z` });
    await aisle.reportStock(report(7, '12:00'), report(3, '11:00'), report(99, '13:00', 'forecast'), report(6, '12:30'));
    await eventually(
      'that the stock is stored',
      () => aisle.stockOf('tea'),
      (stock) => stock === 6,
    );
    fact('the stock is that of the latest report; a late report and a forecast changed nothing');
  },

  'Each partner gets its orders, once': async ({ aisle, north, south, clients }, fact) => {
    const answer = await aisle.call('PlaceOrder', order('A-1', 'tea'));
    expectSame('the answer to the order', answer, { orderId: 'A-1', partner: 'NorthWarehouse', total: 1000 });
    expectSame('the answer to the order that is sent again', await aisle.call('PlaceOrder', order('A-1', 'tea')), answer);
    await aisle.call('PlaceOrder', order('A-2', 'oolong'));
    await eventually('that both partners have an order', async () => [north.taken, south.taken], isExactly([['A-1'], ['A-2']]));
    expectSame('the calls of partners', [[...north.calls], [...south.calls]], [[['A-1', 1]], [['A-2', 1]]]);
    expectSame('the status of the order', await aisle.statusOf('A-1'), 'PLACED');
    for (const partner of ['NorthWarehouse', 'SouthWarehouse']) {
      expectSame(`the messages in the queue of ${partner}`, await countOf(clients, aisle.queueOf(partner)), 0);
    }
    fact('A-1 is with NorthWarehouse, though the store sent it twice; A-2 is with SouthWarehouse');
  },

  'A partner that is down gets the order later': async ({ aisle, north, south }, fact) => {
    await aisle.hurry('NorthWarehouse');
    north.down = 2;
    await aisle.call('PlaceOrder', order('A-3', 'tea'));
    await aisle.call('PlaceOrder', order('A-4', 'oolong'));
    await eventually('that the other partner has its order', async () => south.taken, isExactly(['A-2', 'A-4']));
    await eventually('that the partner has the order', async () => north.taken, isExactly(['A-1', 'A-3']));
    expectSame('the number of calls', north.calls.get('A-3'), 3);
    fact('A-3 was sent three times with one key, and taken once; A-4 did not wait for it');
  },

  'Answers of partners are stored once, and the store is notified': async ({ aisle }, fact) => {
    const notices = await aisle.listen();
    const accepted = { answerId: 'N-1', orderId: 'A-1', status: 'ACCEPTED' };
    await aisle.answer('NorthWarehouse', accepted);
    await eventually('that the order is accepted', () => aisle.statusOf('A-1'), isExactly('ACCEPTED'));
    await aisle.answer('NorthWarehouse', accepted);
    await aisle.answer('NorthWarehouse', { answerId: 'N-2', orderId: 'A-1', status: 'SHIPPED' });
    await eventually('that the order is shipped', () => aisle.statusOf('A-1'), isExactly('SHIPPED'));
    await aisle.answer('NorthWarehouse', { answerId: 'N-3', orderId: 'A-1', status: 'ACCEPTED' });
    const both = ['ACCEPTED', 'SHIPPED'].map((status) => ({ orderId: 'A-1', status }));
    await eventually('that the store has two notices', notices, isExactly(both));
    expectSame('the status after a late answer', await aisle.statusOf('A-1'), 'SHIPPED');
    fact('A-1 was accepted and shipped: two notices, though one answer came twice and one came late');
  },

  'On call: an order that a partner refuses is found, and moved back after the fix': async (scene, fact) => {
    const { aisle, clients, north, command, app } = scene;
    await aisle.addProduct({ sku: 'chai', price: 300, partner: 'NorthWarehouse' });
    await aisle.call('PlaceOrder', order('A-5', 'chai'));
    const redriven = aisle.queueOf('NorthWarehouse', 'Redrive');
    await eventually(
      'that the order is in the redrive queue',
      () => countOf(clients, redriven),
      (count) => count === 1,
      60,
    );
    expectSame('the number of calls', north.calls.get('A-5'), 5);
    const target = ['EndlessAisle/NorthWarehouse/SendOrders', ...app];
    const { json: found } = await command.run('failures', ...target, '--json');
    // The failure queue of the stack, and the redrive queue.
    const counts = found.targets.map(({ count }: { count: number }) => count);
    expectSame('the failures that are found in both queues', counts.sort(), [0, 1]);
    fact(`'failures ${target[0]}' shows A-5, which the partner refused five times`);

    // On AWS 'replay' has SQS move it. The emulator cannot move messages, so the test does what SQS does.
    north.sold.add('chai');
    const [message] = await drain(clients, redriven);
    await send(clients, aisle.queueOf('NorthWarehouse'), JSON.parse(String(message.Body)));
    await eventually('that the partner has the order', async () => north.taken, isExactly(['A-1', 'A-3', 'A-5']));
    fact('the partner sells it now: A-5, moved back to its queue, is with the partner');
  },

  'On call: an order of an unknown product is found, and replayed after the fix': async (scene, fact) => {
    const { aisle, south } = scene;
    await aisle.invoke('PlaceOrder', order('A-6', 'mate'));
    await found(scene, 'EndlessAisle/PlaceOrder', 'sku must be a product of a partner', fact);
    await aisle.addProduct({ sku: 'mate', price: 350, partner: 'SouthWarehouse' });
    south.sold.add('mate');
    await replayed(scene, 'EndlessAisle/PlaceOrder');
    await eventually('that the partner has the order', async () => south.taken, isExactly(['A-2', 'A-4', 'A-6']));
    fact("the product is there now: 'replay ... --send' placed A-6, and the partner has it");
  },

  'On call: an answer to an unknown order is found, and replayed after the fix': async (scene, fact) => {
    const { aisle } = scene;
    const detail = { answerId: 'S-1', orderId: 'A-7', status: 'ACCEPTED' };
    await aisle.invoke('PartnerAnswer', { id: 'e-7', source: 'SouthWarehouse', 'detail-type': 'OrderAnswered', detail });
    await found(scene, 'EndlessAisle/PartnerAnswer', 'orderId must be an order of this partner', fact);
    await aisle.call('PlaceOrder', order('A-7', 'oolong'));
    await replayed(scene, 'EndlessAisle/PartnerAnswer');
    expectSame('the status of the order', await aisle.statusOf('A-7'), 'ACCEPTED');
    fact("the order is there now: 'replay ... --send' stored the answer, and deleted it from the failure queue");
  },
};

/** The one failed event of a function, found by the command line for operators. */
async function found({ aisle, clients, command, app }: Scene, path: string, fault: string, fact: Say): Promise<void> {
  const queued = () => countOf(clients, aisle.failureQueue);
  await eventually('that the event is in the failure queue', queued, (count) => count === 1, 30);
  const { json } = await command.run('failures', path, ...app, '--json', '--refresh');
  const [{ count, error }] = json.targets[0].groups;
  expectSame('the number of failed events', count, 1);
  if (!error.includes(fault)) throw new Error(`the error must be '${fault}', got '${error}'`);
  fact(`'failures ${path}' shows "${error}"`);
}

/** Sends the one failed event again. */
async function replayed({ aisle, clients, command, app }: Scene, path: string): Promise<void> {
  const { json } = await command.run('replay', path, ...app, '--send', '--yes', '--json');
  const { succeeded, deleted, failed } = json.targets[0];
  expectSame('what was replayed', { succeeded, deleted, failed }, { succeeded: 1, deleted: 1, failed: 0 });
  expectSame('the failed events that are left', await countOf(clients, aisle.failureQueue), 0);
}

const isExactly =
  (wanted: unknown) =>
  (got: unknown): boolean =>
    JSON.stringify(got) === JSON.stringify(wanted);
