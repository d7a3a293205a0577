import { failureRecord, MAPPING, Machine } from './running';
import { AwsStub } from './stub/aws-stub';

let stub: AwsStub;
let machine: Machine;

beforeEach(async () => {
  stub = await AwsStub.start();
  machine = new Machine(stub);
});

afterEach(async () => {
  machine.remove();
  await stub.stop();
});

const shop = () => {
  const queue = stub.queue('orders-failures');
  stub.addFunction('orders', { onFailure: { $LATEST: queue.arn } });
  return queue;
};

test('failures are grouped by cause, without their ids', async () => {
  const queue = shop();
  for (const id of ['A-1', 'A-2', 'A-3']) queue.put(failureRecord({ id }, { message: `order ${id} has no lines` }));
  queue.put(failureRecord({ id: 'B-1' }, { message: 'timeout' }));
  const { exit, json } = await machine.run('failures', 'orders', '--json');
  expect(exit).toBe(1);
  expect(json.targets[0].groups.map(({ count, error }: any) => [count, error])).toEqual([
    [3, 'InvalidOrder: order * has no lines'],
    [1, 'InvalidOrder: timeout'],
  ]);
});

test('a look receives each message once, gives it back, and a second look reads the copy', async () => {
  const queue = shop();
  for (let index = 0; index < 25; index += 1) queue.put(failureRecord({ index }));
  const first = await machine.run('failures', 'orders');
  expect(first.out).toContain('received each of 25 messages once and gave it back');
  expect(queue.messages.map(({ receives }) => receives)).toEqual(Array(25).fill(1));
  expect(queue.visible).toBe(25);
  const second = await machine.run('failures', 'orders');
  expect(second.out).toContain("the queue holds about 25 messages now; '--refresh' reads them");
  expect(queue.messages.map(({ receives }) => receives)).toEqual(Array(25).fill(1));
  await machine.run('failures', 'orders', '--refresh');
  expect(queue.messages.map(({ receives }) => receives)).toEqual(Array(25).fill(2));
});

test('nothing of the payload is shown unless asked', async () => {
  shop().put(failureRecord({ card: '4111' }));
  expect((await machine.run('failures', 'orders')).out).not.toContain('4111');
  expect((await machine.run('failures', 'orders', '--json')).out).not.toContain('4111');
  expect((await machine.run('failures', 'orders', '--show-payload')).out).toContain('4111');
});

test('hostile text reaches the terminal escaped', async () => {
  shop().put(failureRecord({ title: '\u001b]0;owned\u0007' }, { message: '\u001b[2Jgone \u202e reversed' }));
  for (const args of [['--show-payload'], ['--show-payload', '--json']]) {
    const { out } = await machine.run('failures', 'orders', ...args);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(out).toContain('\\u001b');
  }
});

test('selections narrow, and count what they leave out', async () => {
  const queue = shop();
  queue.put(failureRecord({ type: 'order', total: 7 }, { message: 'one' }));
  queue.put(failureRecord({ type: 'refund' }, { message: 'two' }), Date.now() - 7_200_000);
  queue.put(failureRecord({ type: 'order' }, { name: 'invoices' }));
  const counts = async (...args: string[]) => {
    const { groups, others } = (await machine.run('failures', 'orders', '--json', ...args)).json.targets[0];
    return [groups.map(({ error }: any) => error).sort(), others];
  };
  expect(await counts()).toEqual([['InvalidOrder: one', 'InvalidOrder: two'], 1]);
  expect(await counts('--where', '{"requestPayload":{"type":["order"],"total":[{"numeric":[">",5]}]}}')).toEqual([
    ['InvalidOrder: one'],
    2,
  ]);
  expect(await counts('--since', '1h')).toEqual([['InvalidOrder: one'], 2]);
  expect(await counts('--error', 'TWO')).toEqual([['InvalidOrder: two'], 2]);
});

test('every kind of target is named, and what keeps nothing says so', async () => {
  const [failures, letters, redrive] = [stub.queue('f'), stub.queue('d'), stub.queue('r')];
  const jobs = stub.queue('jobs', { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: redrive.arn }) });
  stub.addFunction('orders', {
    configuration: { DeadLetterConfig: { TargetArn: letters.arn } },
    onFailure: { $LATEST: failures.arn, live: 'arn:aws:sns:eu-west-1:111122223333:topic' },
    aliases: ['live'],
    mappings: [{ UUID: MAPPING, EventSourceArn: jobs.arn }],
  });
  letters.put({ id: 7 }, undefined, {
    RequestID: { DataType: 'String', StringValue: 'r-7' },
    ErrorMessage: { DataType: 'String', StringValue: 'boom' },
  });
  redrive.put({ job: 1 });
  const { out } = await machine.run('failures', 'orders');
  expect(out).toContain('redrive of jobs');
  expect(out).toContain('boom');
  expect(out).toContain('a topic keeps nothing');
});

test('what cannot be read is one sentence', async () => {
  shop();
  const refused = async (...args: string[]) => {
    const { exit, err } = await machine.run('failures', ...args);
    expect(exit).toBe(2);
    expect(err.trim().split('\n')).toHaveLength(1);
    return err;
  };
  expect(await refused('nobody')).toContain('the function must exist');
  expect(await refused('a b')).toContain('must be a name, an ARN or a construct path');
  expect(await refused('orders', '--since', 'soon')).toContain("'--since' must be an age");
  expect(await refused('orders', '--where', '{')).toContain("'--where' must be a filter pattern");
  expect(await refused('orders', '--where', '{"a":"b"}')).toContain("'--where'");
  expect(await refused('orders', '--target', 'x')).toContain('orders-failures');
});
