import type { Context } from 'aws-lambda';
import { eventsWithoutAws } from '../../orders/test/handler/events';
import { handler } from '../handler/fulfil';
import * as services from '../handler/services';

const CONTEXT = { functionName: 'fulfil', awsRequestId: 'r-1', memoryLimitInMB: '256', getRemainingTimeInMillis: () => 60_000 } as Context;
const ORDER = { orderId: 'A-1', quantity: 2 };

let checkpoints: ReturnType<typeof eventsWithoutAws>;
let [reserve, charge, ship]: jest.SpyInstance[] = [];
beforeEach(() => {
  checkpoints = eventsWithoutAws();
  reserve = jest.spyOn(services, 'reserve').mockResolvedValue('reserved');
  charge = jest.spyOn(services, 'charge').mockResolvedValue('charged');
  ship = jest.spyOn(services, 'ship').mockResolvedValue('shipped');
});
afterEach(() => jest.restoreAllMocks());

const callsOf = () => [reserve, charge, ship].map(({ mock }) => mock.calls.length);

test('each step runs once, with the results of those before', async () => {
  await handler(ORDER, CONTEXT);
  expect(reserve).toHaveBeenCalledWith('A-1', 2);
  expect(charge).toHaveBeenCalledWith('A-1', 'reserved');
  expect(ship).toHaveBeenCalledWith('A-1', 'charged');
  expect([...checkpoints.values()].map(({ status }) => status.S)).toEqual(['COMPLETED', 'COMPLETED', 'COMPLETED']);
});

test('an attempt after a failure continues at the step that failed, with the results that are stored', async () => {
  charge.mockRejectedValueOnce(new Error('no answer'));
  await expect(handler(ORDER, CONTEXT)).rejects.toThrow('no answer');
  expect(checkpoints.size).toBe(1);

  reserve.mockResolvedValue('another');
  await handler(ORDER, CONTEXT);
  expect(callsOf()).toEqual([1, 2, 1]);
  expect(charge).toHaveBeenLastCalledWith('A-1', 'reserved');
});

test('an execution that is done does nothing when its event is delivered again', async () => {
  await handler(ORDER, CONTEXT);
  await handler(ORDER, CONTEXT);
  expect(callsOf()).toEqual([1, 1, 1]);
});

test('another execution has its own checkpoints', async () => {
  await handler(ORDER, CONTEXT);
  await handler({ ...ORDER, orderId: 'A-2' }, CONTEXT);
  expect(callsOf()).toEqual([2, 2, 2]);
});

test('a step that crashed is free again when its invocation would have ended', async () => {
  await handler(ORDER, CONTEXT);
  const [, [id, record]] = [...checkpoints];
  const crashed = (until: number) =>
    checkpoints.set(id, { ...record, status: { S: 'INPROGRESS' }, in_progress_expiration: { N: String(until) } });

  crashed(Date.now() + 30_000);
  await expect(handler(ORDER, CONTEXT)).rejects.toMatchObject({ name: 'IdempotencyAlreadyInProgressError' });
  crashed(Date.now() - 1);
  await handler(ORDER, CONTEXT);
  expect(callsOf()).toEqual([1, 2, 1]);
});
