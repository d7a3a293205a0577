import { inspect } from 'node:util';
import { handler as add } from '../../handler/add-todo';
import { handler as finish } from '../../handler/finish-todo';
import { handler as list } from '../../handler/list-todos';
import { CONTEXT, inputsOf, requestOf, type TableWithoutAws, tableWithoutAws } from './table';

let table: TableWithoutAws;
beforeEach(() => {
  table = tableWithoutAws();
});
afterEach(() => jest.restoreAllMocks());

describe('list', () => {
  test('answers with what the caller has to do, and with nothing of others', async () => {
    table.send.mockResolvedValueOnce({ Items: [{ todoId: 't-1', text: 'buy tea' }] } as never);
    const { statusCode, body, headers } = await list(requestOf('u-1'), CONTEXT);
    expect([statusCode, body]).toEqual([200, '{"todos":[{"todoId":"t-1","text":"buy tea"}]}']);
    expect(headers).toEqual({ 'content-type': 'application/json', 'cache-control': 'no-store' });
    expect(inputsOf(table)).toEqual([
      expect.objectContaining({ KeyConditionExpression: '#owner = :owner', ExpressionAttributeValues: { ':owner': 'u-1' }, Limit: 100 }),
    ]);
  });

  test('a failure of the table is an error of the function', async () => {
    table.send.mockRejectedValueOnce(new Error('throttled') as never);
    await expect(list(requestOf('u-1'), CONTEXT)).rejects.toThrow('throttled');
    expect(table.publish).toHaveBeenCalledTimes(1);
  });
});

describe('add', () => {
  test('stores it for the caller, whoever the body names', async () => {
    const body = JSON.stringify({ text: '  buy tea ', owner: 'u-2', todoId: 'mine' });
    const { statusCode, body: answer } = await add(requestOf('u-1', { body }), CONTEXT);
    expect(statusCode).toBe(201);
    const todo = JSON.parse(String(answer));
    expect(todo).toEqual({ todoId: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z-[0-9a-f-]{36}$/), text: 'buy tea' });
    expect(inputsOf(table)).toEqual([{ TableName: 'todos', Item: { owner: 'u-1', ...todo } }]);
    expect(table.count).toHaveBeenCalledWith('TodosAdded', 'Count', 1);
  });

  test.each([
    ['no body', undefined],
    ['no JSON', 'tell no one'],
    ['null', 'null'],
    ['no text', '{}'],
    ['a number', '{"text":7}'],
    ['blanks', '{"text":"  "}'],
    ['201 characters', JSON.stringify({ text: 'x'.repeat(201) })],
  ])('%s is answered with 400, and nothing is written', async (_, body) => {
    const { statusCode, headers, body: answer } = await add(requestOf('u-1', { body }), CONTEXT);
    expect([statusCode, headers?.['content-type']]).toEqual([400, 'application/problem+json']);
    expect(JSON.parse(String(answer)).title).toMatch(/must be/);
    expect(table.send).not.toHaveBeenCalled();
    expect(inspect([answer, table.info.mock.calls], { depth: null })).not.toContain('tell no one');
  });
});

test('finish removes what the caller owns', async () => {
  const pathParameters = { todoId: '2026-01-31T12%3A00%3A00.000Z-1' };
  expect(await finish(requestOf('u-1', { pathParameters }), CONTEXT)).toEqual({ statusCode: 204 });
  expect(inputsOf(table)).toEqual([{ TableName: 'todos', Key: { owner: 'u-1', todoId: '2026-01-31T12:00:00.000Z-1' } }]);
});
