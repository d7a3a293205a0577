import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failureRecord, MAPPING, Machine } from './running';
import { AwsStub, type StubFunction } from './stub/aws-stub';
import type { StubQueue } from './stub/queues';

let stub: AwsStub;
let machine: Machine;
let queue: StubQueue;

beforeEach(async () => {
  stub = await AwsStub.start();
  machine = new Machine(stub);
  queue = stub.queue('orders-failures');
});

afterEach(async () => {
  machine.remove();
  await stub.stop();
});

const addOrders = (handler?: StubFunction['handler'], more: StubFunction = {}) =>
  stub.addFunction('orders', { onFailure: { $LATEST: queue.arn }, handler, ...more });
const failing = { error: { errorType: 'InvalidOrder', errorMessage: 'still no lines' } };
const sent = () => stub.invocations.map(({ payload }) => payload);
const send = async (...args: string[]) => (await machine.run('replay', 'orders', '--send', '--yes', '--json', ...args)).json.targets[0];

test('nothing is sent or deleted without --send', async () => {
  addOrders();
  queue.put(failureRecord({ id: 1 }));
  const { exit, out } = await machine.run('replay', 'orders');
  expect(exit).toBe(1);
  expect(out).toContain('Nothing was sent');
  expect(sent()).toEqual([]);
  expect(queue.visible).toBe(1);
});

test('nothing is sent if the user says no', async () => {
  addOrders();
  queue.put(failureRecord({ id: 1 }));
  machine.answer = false;
  await machine.run('replay', 'orders', '--send');
  expect(sent()).toEqual([]);
  expect(queue.visible).toBe(1);
});

test('a message that only this machine has received is not reported as received by others', async () => {
  addOrders((payload) => (payload.includes('bad') ? failing : {}));
  for (const id of ['good', 'bad-1', 'bad-2']) queue.put(failureRecord({ id }));
  await machine.run('failures', 'orders');
  expect(await send('--limit', '1')).toMatchObject({ receivedElsewhere: 0 });
  expect(await send()).toMatchObject({ failed: 2, receivedElsewhere: 0 });
  expect(await send()).toMatchObject({ failed: 2, receivedElsewhere: 0, causes: { 'InvalidOrder: still no lines': 2 } });
  queue.receive(1, 0);
  expect(await send()).toMatchObject({ failed: 2, receivedElsewhere: 1 });
});

test('what cannot be done is refused before anything is sent or received', async () => {
  addOrders();
  queue.put(failureRecord({ id: 1 }));
  const refused = async (...args: string[]) => {
    const { exit, err } = await machine.run('replay', 'orders', '--send', ...args);
    expect([exit, err.trim().split('\n').length]).toEqual([2, 1]);
    return err;
  };
  expect(await refused('--yes', '--keep', '/nowhere/x')).toContain("'--keep' must be a file that can be written");
  expect(await refused('--yes', '--qualifier', 'nope')).toContain("'--qualifier' must be an alias or a version of 'orders', got 'nope'");
  expect(await refused('--yes', '--rate', '0')).toContain("'--rate' must be a whole number from 1 to 1000");
  expect(await refused('--yes', '--concurrency', '2.5')).toContain("'--concurrency' must be a whole number");
  machine.canConfirm = false;
  expect(await refused()).toContain('this must be confirmed on a terminal');
  expect([sent(), queue.messages[0].receives]).toEqual([[], 0]);
});

test('what succeeds is deleted, what fails again is kept and given back', async () => {
  addOrders((payload) => (payload.includes('bad') ? failing : {}));
  for (const id of ['good-1', 'bad-1', 'good-2']) queue.put(failureRecord({ id }));
  const keep = join(machine.folder, 'kept.jsonl');
  const { exit, out } = await machine.run('replay', 'orders', '--send', '--yes', '--keep', keep);
  expect(exit).toBe(1);
  expect(out).toContain('2 succeeded');
  expect(out).toContain('1 failed again');
  expect(queue.messages.map(({ body }) => JSON.parse(body).requestPayload.id)).toEqual(['bad-1']);
  expect(queue.visible).toBe(1);
  expect(
    readFileSync(keep, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).error),
  ).toEqual(['InvalidOrder: still no lines']);
  expect((await send()).failed).toBe(1);
});

test('the event is sent as it came, to the last digit', async () => {
  addOrders();
  const payload = '{"id":12345678901234567890,"at":1.10,"text":"a\\u0041 } , \\" \\\\","list":[{"requestPayload":1}]}';
  queue.put(JSON.stringify(failureRecord('PAYLOAD')).replace('"PAYLOAD"', payload));
  expect((await send()).succeeded).toBe(1);
  expect(sent()).toEqual([payload]);
});

test('each invocation has its own connection: none that was kept open can break when it is used again', async () => {
  addOrders();
  for (const id of [1, 2]) queue.put(failureRecord({ id }));
  await send();
  expect(stub.invocations.map(({ connection }) => connection)).toEqual(['close', 'close']);
});

test('it is sent to the alias of the record, or to the one that is asked for', async () => {
  addOrders(undefined, { aliases: ['live', 'next'] });
  queue.put(failureRecord({ id: 1 }, { qualifier: 'live' }));
  await send();
  queue.put(failureRecord({ id: 2 }, { qualifier: 'live' }));
  await send('--qualifier', 'next');
  expect(stub.invocations.map(({ qualifier }) => qualifier)).toEqual(['live', 'next']);
});

test('the events of an alias that is gone are left, and that is reported', async () => {
  addOrders();
  queue.put(failureRecord({ id: 1 }, { qualifier: 'old' }));
  expect((await machine.run('replay', 'orders')).err).toContain('orders:old does not exist any more');
  expect(await send()).toMatchObject({ gone: 1, succeeded: 0 });
  expect(queue.visible).toBe(1);
});

test('events that fail again while it runs are not sent again', async () => {
  addOrders((payload) => {
    queue.put(failureRecord(JSON.parse(payload)), Date.now() + 1000);
    return {};
  });
  queue.put(failureRecord({ id: 1 }));
  const { newer, succeeded } = await send();
  expect([succeeded, newer]).toEqual([1, 1]);
  expect(sent()).toHaveLength(1);
  expect(queue.visible).toBe(1);
});

test('--async deletes once Lambda has accepted the event', async () => {
  addOrders(() => failing);
  queue.put(failureRecord({ id: 1 }));
  expect(await send('--async')).toMatchObject({ succeeded: 1, deleted: 1 });
  expect(stub.invocations.map(({ type }) => type)).toEqual(['Event']);
});

test('it stops when functions are throttled, and has lost nothing', async () => {
  addOrders();
  for (let id = 0; id < 5; id += 1) queue.put(failureRecord({ id }));
  stub.fault = (call, index) => (call === 'lambda.Invoke' && index === 2 ? { status: 429, type: 'TooManyRequestsException' } : undefined);
  const result = await send();
  expect(result).toMatchObject({ succeeded: 2, deleted: 2, notSent: 1 });
  expect(result.stopped).toContain('TooManyRequestsException');
  expect(queue.messages).toHaveLength(3);
  expect(queue.visible).toBe(3);
});

test('it stops after so many failures, and after so many events', async () => {
  addOrders(() => failing);
  for (let id = 0; id < 5; id += 1) queue.put(failureRecord({ id }));
  expect(await send('--max-failures', '2')).toMatchObject({ failed: 2 });
  expect(await send('--limit', '1')).toMatchObject({ failed: 1 });
  expect(sent()).toHaveLength(3);
});

test('it stops where invoking or deleting is not allowed', async () => {
  addOrders();
  for (let id = 0; id < 3; id += 1) queue.put(failureRecord({ id }));
  stub.fault = (call) => (call === 'lambda.Invoke' ? { status: 403, type: 'AccessDeniedException' } : undefined);
  expect(await send()).toMatchObject({ notSent: 1, succeeded: 0, stopped: expect.stringContaining('AccessDenied') });
  stub.fault = (call) => (call === 'sqs.DeleteMessage' ? { status: 403, type: 'AccessDeniedException' } : undefined);
  expect(await send('--limit', '1')).toMatchObject({ succeeded: 1, notDeleted: 1, deleted: 0 });
  stub.fault = () => undefined;
  expect(await send()).toMatchObject({ sentEarlier: 1, succeeded: 2, deleted: 3 });
  expect(sent()).toHaveLength(3);
});

test('dead letters are sent to the function that was asked for', async () => {
  const letters = stub.queue('letters');
  stub.addFunction('orders', { configuration: { DeadLetterConfig: { TargetArn: letters.arn } } });
  letters.put('{"id": 7}', undefined, { RequestID: { DataType: 'String', StringValue: 'r-7' } });
  letters.put('what is this');
  expect(await send()).toMatchObject({ succeeded: 1, deleted: 1, unreadable: 1 });
  expect(sent()).toEqual(['{"id": 7}']);
  expect(letters.visible).toBe(1);
});

test('SQS moves the messages of a redrive queue back, as a whole', async () => {
  const redrive = stub.queue('redrive');
  const jobs = stub.queue('jobs', { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: redrive.arn }) });
  stub.addFunction('orders', { mappings: [{ UUID: MAPPING, EventSourceArn: jobs.arn }] });
  redrive.put({ job: 1 });
  expect((await machine.run('replay', 'orders', '--send', '--yes', '--error', 'x')).err).toContain('must be moved as a whole');
  expect(redrive.messages).toHaveLength(1);
  expect((await send()).moved).toMatchObject({ moved: 1, status: 'COMPLETED' });
  expect([redrive.messages.length, jobs.messages.length]).toEqual([0, 1]);
});

test('a batch whose records are reported as failed is kept', async () => {
  addOrders(() => ({ value: { batchItemFailures: [{ itemIdentifier: '1' }] } }));
  const { requestPayload: _, ...record } = failureRecord({});
  const KinesisBatchInfo = {
    shardId: 's',
    startSequenceNumber: '1',
    endSequenceNumber: '1',
    batchSize: 1,
    streamArn: 'arn:aws:kinesis:eu-west-1:111122223333:stream/s',
  };
  queue.put({ ...record, KinesisBatchInfo, payload: '{"Records":[{"kinesis":{"sequenceNumber":"1"}}]}' });
  expect(await send()).toMatchObject({ failed: 1, deleted: 0 });
  expect(sent()).toEqual(['{"Records":[{"kinesis":{"sequenceNumber":"1"}}]}']);
});

test('a durable function gets the request id as the name of its execution', async () => {
  const letters = stub.queue('letters');
  const configuration = { DeadLetterConfig: { TargetArn: letters.arn }, DurableConfig: { ExecutionTimeout: 60 } };
  stub.addFunction('orders', { configuration, aliases: ['live'] });
  letters.put({ id: 1 }, undefined, { RequestID: { DataType: 'String', StringValue: 'r-1' } });
  expect((await machine.run('replay', 'orders', '--send', '--yes')).err).toContain("set '--qualifier'");
  expect(await send('--qualifier', 'live', '--execution-name')).toMatchObject({ succeeded: 1 });
});
