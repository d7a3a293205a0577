import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeTableCommand, GetItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { checkpointsApp } from '../../examples/checkpoints/app';
import { ordersApp } from '../../examples/orders/app';
import { Account, type Build } from './account';
import type { Deployed } from './deployed';
import { idempotencyApp, TIMEOUT } from './idempotency/stack';

const DEPLOY_LIMIT = 180_000;

// What Powertools answers.
const OTHER_PAYLOAD = { error: expect.stringContaining('Payload does not match stored record') };
const IN_PROGRESS = { error: expect.stringContaining('already an execution in progress') };

let account: Account;
beforeAll(async () => {
  account = await Account.open();
}, DEPLOY_LIMIT);
afterAll(() => account?.close());

const deployedApp = (build: Build): Promise<Deployed> => account.deploy(build);

/** The answer of a function, or the message of its error: the emulator has one type for all. */
async function invoke(deployed: Deployed, id: string, event: object): Promise<{ answer?: unknown; error?: string }> {
  const FunctionName = deployed.nameOf('Lambda::Function', id);
  const { Payload, FunctionError } = await account.clients.lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }));
  const answer = JSON.parse(Payload?.transformToString() || 'null');
  return FunctionError ? { error: answer?.errorMessage ?? FunctionError } : { answer };
}

async function itemOf(deployed: Deployed, table: string, orderId: string): Promise<Record<string, string | undefined>> {
  const TableName = deployed.nameOf('DynamoDB::Table', table);
  const { Item = {} } = await account.clients.dynamoDb.send(new GetItemCommand({ TableName, Key: { orderId: { S: orderId } } }));
  return Object.fromEntries(Object.entries(Item).map(([name, value]) => [name, value.N ?? value.S]));
}

describe('a booking', () => {
  let deployed: Deployed;
  beforeAll(async () => {
    deployed = await deployedApp(idempotencyApp);
  }, DEPLOY_LIMIT);

  test('of an event that is sent twice is made once, and has the same answer', async () => {
    const event = { orderId: 'A-1', seats: 2 };
    expect(await invoke(deployed, 'Once', event)).toEqual({ answer: 'booking 1 of A-1' });
    expect(await invoke(deployed, 'Once', event)).toEqual({ answer: 'booking 1 of A-1' });
    expect(await itemOf(deployed, 'Bookings', 'A-1')).toEqual({ orderId: 'A-1', begun: '1', booked: '1' });
  });

  test('is made twice by the same code where idempotency is turned off', async () => {
    const event = { orderId: 'B-1', seats: 2 };
    await invoke(deployed, 'Twice', event);
    expect(await invoke(deployed, 'Twice', event)).toEqual({ answer: 'booking 2 of B-1' });
  });

  test('with another payload and the same key is refused', async () => {
    const event = { orderId: 'A-2', seats: 2 };
    await invoke(deployed, 'Once', event);
    expect(await invoke(deployed, 'Once', { ...event, seats: 3 })).toEqual(OTHER_PAYLOAD);
    expect(await itemOf(deployed, 'Bookings', 'A-2')).toMatchObject({ booked: '1' });
  });

  test('whose first invocation crashes is made once: it waits for the end of that invocation, and is then taken up', async () => {
    const event = { orderId: 'A-3', seats: 2, crash: true };
    expect((await invoke(deployed, 'Once', event)).error).toBeDefined();
    expect(await itemOf(deployed, 'Bookings', 'A-3')).toEqual({ orderId: 'A-3', begun: '1' });
    expect(await invoke(deployed, 'Once', event)).toEqual(IN_PROGRESS);
    await sleep(TIMEOUT * 1000);
    expect(await invoke(deployed, 'Once', event)).toEqual({ answer: 'booking 1 of A-3' });
    expect(await invoke(deployed, 'Once', event)).toEqual({ answer: 'booking 1 of A-3' });
    expect(await itemOf(deployed, 'Bookings', 'A-3')).toEqual({ orderId: 'A-3', begun: '2', booked: '1' });
  }, 60_000);

  test('is known by the name of the function, for a day', async () => {
    const TableName = deployed.nameOf('DynamoDB::Table', 'HardenedFunctionIdempotencyTable');
    const { Items = [] } = await account.clients.dynamoDb.send(new ScanCommand({ TableName }));
    const name = deployed.nameOf('Lambda::Function', 'Once');
    expect(Items.length).toBeGreaterThan(0);
    for (const { id, expiration, status } of Items) {
      expect(id.S?.startsWith(name)).toBe(true);
      expect(status.S).toBe('COMPLETED');
      expect(Math.abs(Number(expiration.N) - (Date.now() / 1000 + 86_400))).toBeLessThan(120);
    }
  });

  // The emulator drops the time to live of a template, which a test of the template holds.
  test('its table has what was asked for', async () => {
    const TableName = deployed.nameOf('DynamoDB::Table', 'HardenedFunctionIdempotencyTable');
    const { Table } = await account.clients.dynamoDb.send(new DescribeTableCommand({ TableName }));
    expect(Table).toMatchObject({ KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }], DeletionProtectionEnabled: true });
  });
});

describe('examples/checkpoints', () => {
  let deployed: Deployed;
  beforeAll(async () => {
    deployed = await deployedApp(checkpointsApp);
  }, DEPLOY_LIMIT);

  test('an execution that fails between two steps continues there', async () => {
    const event = { orderId: 'fail-1', quantity: 2 };
    expect(await invoke(deployed, 'Fulfil', event)).toEqual({ error: 'the payment provider does not answer' });
    expect(await invoke(deployed, 'Fulfil', event)).toEqual({ answer: null });
    expect(await invoke(deployed, 'Fulfil', event)).toEqual({ answer: null });
    const once = { reserved: '1', charged: '1', shipped: '1' };
    expect(await itemOf(deployed, 'Shipments', 'fail-1')).toEqual({ orderId: 'fail-1', attempts: '2', ...once });
  });

  test('one that crashes in a step continues there once its invocation would have ended', async () => {
    const event = { orderId: 'crash-1', quantity: 2 };
    expect((await invoke(deployed, 'Fulfil', event)).error).toBeDefined();
    expect(await invoke(deployed, 'Fulfil', event)).toEqual(IN_PROGRESS);
    await sleep(61_000);
    expect(await invoke(deployed, 'Fulfil', event)).toEqual({ answer: null });
    const once = { reserved: '1', charged: '1', shipped: '1' };
    expect(await itemOf(deployed, 'Shipments', 'crash-1')).toEqual({ orderId: 'crash-1', attempts: '2', ...once });
  }, 120_000);
});

describe('examples/orders', () => {
  let deployed: Deployed;
  beforeAll(async () => {
    deployed = await deployedApp(ordersApp);
  }, DEPLOY_LIMIT);
  const event = (customerId = 'C-7') => ({ id: 'e-1', detail: { orderId: 'A-1', customerId, lines: [{ sku: 'tea', quantity: 2 }] } });

  test('an event that is sent twice keeps one order, and one with other content is refused', async () => {
    expect(await invoke(deployed, 'Orders', event())).toEqual({ answer: null });
    const { keptAt } = await itemOf(deployed, 'Table', 'A-1');
    expect(await invoke(deployed, 'Orders', event())).toEqual({ answer: null });
    expect(await invoke(deployed, 'Orders', event('C-8'))).toEqual(OTHER_PAYLOAD);
    expect(await itemOf(deployed, 'Table', 'A-1')).toMatchObject({ keptAt, customerId: 'C-7' });
  });
});
