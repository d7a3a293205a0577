import { MAPPING, Machine } from './running';
import { AwsStub } from './stub/aws-stub';
import type { StubQueue } from './stub/queues';

/*
 * The emulator has no message move tasks: the stub answers in the shapes of SQS's model, and refuses what it refuses.
 */

let stub: AwsStub;
let machine: Machine;
let redrive: StubQueue;
let jobs: StubQueue;

beforeEach(async () => {
  stub = await AwsStub.start();
  machine = new Machine(stub);
  redrive = stub.queue('redrive');
  jobs = stub.queue('jobs', { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: redrive.arn, maxReceiveCount: 5 }) });
  stub.addFunction('orders', { mappings: [{ UUID: MAPPING, EventSourceArn: jobs.arn }] });
  for (let job = 0; job < 4; job += 1) redrive.put({ job });
});
afterEach(async () => {
  machine.remove();
  await stub.stop();
});

const send = (...args: string[]) => machine.run('replay', 'orders', '--send', '--yes', '--json', ...args);
const moved = async (...args: string[]) => (await send(...args)).json.targets[0].moved;

test('a look names them messages of the source queue, and a pattern looks into them', async () => {
  const { json } = await machine.run('failures', 'orders', '--json', '--where', '{"requestPayload":{"job":[{"numeric":[">",1]}]}}');
  expect(json.targets[0]).toMatchObject({ count: 2, others: 2, groups: [{ kind: 'message', condition: 'maxReceiveCount' }] });
});

test('SQS is followed until it has moved all, however long it takes', async () => {
  redrive.movesAtOnce = 3;
  expect(await moved()).toEqual({ moved: 4, total: 4, status: 'COMPLETED' });
  expect([redrive.messages.length, jobs.messages.length]).toEqual([0, 4]);
});

test('the task before it is not taken for its own', async () => {
  await moved();
  redrive.put({ job: 5 });
  expect(await moved()).toMatchObject({ moved: 1, total: 1 });
});

test('--rate is what SQS takes at most', async () => {
  await moved('--rate', '1000');
  expect(stub.requests.find(({ call }) => call === 'sqs.StartMessageMoveTask')?.input.MaxNumberOfMessagesPerSecond).toBe(500);
});

test('a task that fails is reported with its reason', async () => {
  Object.assign(redrive, { movesAtOnce: 1, moveFailure: 'AWS.SimpleQueueService.NonExistentQueue' });
  const { exit, json } = await send();
  expect(exit).toBe(1);
  expect(json.targets[0].moved).toEqual({ moved: 1, total: 4, status: 'FAILED', error: 'AWS.SimpleQueueService.NonExistentQueue' });
});

test('one task at a time: a second is refused by SQS', async () => {
  redrive.startMoving(jobs, undefined);
  redrive.movesAtOnce = 0;
  expect(await moved()).toMatchObject({ moved: 0, status: 'REFUSED', error: expect.stringContaining('already a task running') });
});

test('ctrl-C cancels the task, and reports what was moved until then', async () => {
  redrive.movesAtOnce = 1;
  stub.fault = (call, index) => {
    if (call === 'sqs.ListMessageMoveTasks' && index === 2) machine.controller.abort();
    return undefined;
  };
  expect(await moved()).toMatchObject({ moved: 2, status: 'CANCELLED' });
  expect([redrive.messages.length, jobs.messages.length]).toEqual([2, 2]);
});

test('where the task cannot be followed, it is not reported as refused', async () => {
  stub.fault = (call, index) =>
    call === 'sqs.ListMessageMoveTasks' && index > 0 ? { status: 403, type: 'AccessDeniedException' } : undefined;
  const { exit, json } = await send();
  expect(exit).toBe(1);
  expect(json.targets[0].moved).toMatchObject({ status: 'UNKNOWN', error: expect.stringContaining('SQS goes on moving') });
});
