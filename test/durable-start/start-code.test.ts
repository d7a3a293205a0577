import { START_CODE } from '../../lib/durable-start/start-code';
import { LambdaStub } from './lambda-stub';

const ALIAS = 'arn:aws:lambda:eu-west-1:111122223333:function:orders:live';
const PREFIX = 'ab12cd34-';

type Handler = (event: unknown) => Promise<any>;

let stub: LambdaStub;
let handler: Handler;
let environment: NodeJS.ProcessEnv;
const errors: string[] = [];

/** The inline code, as Node.js runs it: with its own environment. */
function boot(endpoint: string, nameField: string): Handler {
  Object.assign(process.env, {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'none',
    AWS_SECRET_ACCESS_KEY: 'none',
    AWS_ENDPOINT_URL_LAMBDA: endpoint,
    AWS_MAX_ATTEMPTS: '1',
    DURABLE_FUNCTION: ALIAS,
    NAME_FIELD: nameField,
    NAME_PREFIX: PREFIX,
  });
  const exported: { handler?: Handler } = {};
  new Function('exports', 'require', START_CODE)(exported, require);
  return exported.handler as Handler;
}

async function start(nameField: string): Promise<void> {
  stub = new LambdaStub(ALIAS);
  handler = boot(await stub.listen(), nameField);
}

beforeEach(() => {
  environment = { ...process.env };
  errors.splice(0);
  jest.spyOn(console, 'error').mockImplementation((line) => void errors.push(String(line)));
});
afterEach(() => {
  stub.close();
  process.env = environment;
  jest.restoreAllMocks();
});

const ORDER = { orderId: 'A-1', lines: [{ sku: 'tea', quantity: 2 }] };
const OTHER = { ...ORDER, lines: [] };

test('fits into the template', () => {
  stub = new LambdaStub(ALIAS);
  expect(START_CODE.length).toBeLessThanOrEqual(4096);
});

describe('an event of EventBridge', () => {
  const event = (detail: object) => ({ version: '0', id: 'e-1', 'detail-type': 'OrderPlaced', source: 'shop', detail });
  beforeEach(() => start('detail.orderId'));

  test('starts an execution that has the event, under the name of its field', async () => {
    expect(await handler(event(ORDER))).toEqual({ executionName: `${PREFIX}A-1` });
    expect(stub.started).toEqual([{ name: `${PREFIX}A-1`, payload: JSON.stringify(event(ORDER)) }]);
    expect(stub.requests[0]).toEqual({
      method: 'POST',
      path: `/2015-03-31/functions/${encodeURIComponent(ALIAS)}/invocations`,
      headers: { 'x-amz-durable-execution-name': `${PREFIX}A-1`, 'x-amz-invocation-type': 'Event' },
      body: JSON.stringify(event(ORDER)),
    });
  });

  test('that is delivered twice starts one, and is answered as started', async () => {
    const [first, second] = [await handler(event(ORDER)), await handler(event(ORDER))];
    expect(second).toEqual(first);
    expect(stub.started).toHaveLength(1);
    expect(stub.requests).toHaveLength(2);
  });

  test('with another payload under the same name fails, so that Lambda captures it', async () => {
    await handler(event(ORDER));
    await expect(handler(event(OTHER))).rejects.toMatchObject({ name: 'DurableExecutionAlreadyStartedException' });
    expect(stub.started).toHaveLength(1);
  });

  test.each<[string, object]>([
    ['no field', {}],
    ['an empty field', { orderId: '' }],
    ['null', { orderId: null }],
    ['an object', { orderId: {} }],
    ['true', { orderId: true }],
    ['NaN', { orderId: Number.NaN }],
    ['a fraction', { orderId: 1.5 }],
    ['a space', { orderId: 'A 1' }],
    ['a slash', { orderId: 'A/1' }],
    ['more than 64 with the prefix', { orderId: 'A'.repeat(56) }],
  ])('with %s fails, and its content is in no message', async (_, detail) => {
    await expect(handler(event(detail))).rejects.toMatchObject({
      name: 'InvalidPayload',
      message: "'detail.orderId' must be 1 to 55 letters, digits, hyphens and underscores",
    });
    expect(stub.requests).toEqual([]);
  });

  test.each([
    ['a number', 17, '17'],
    ['zero', 0, '0'],
    ['a negative number', -1, '-1'],
    ['55 characters', 'A'.repeat(55), 'A'.repeat(55)],
  ])('with %s starts', async (_, orderId, name) => {
    expect(await handler(event({ orderId }))).toEqual({ executionName: PREFIX + name });
  });

  test('that Lambda throttles fails, to be retried', async () => {
    stub.failing = { status: 429, type: 'TooManyRequestsException', times: 1 };
    await expect(handler(event(ORDER))).rejects.toMatchObject({ name: 'TooManyRequestsException' });
    expect(await handler(event(ORDER))).toEqual({ executionName: `${PREFIX}A-1` });
  });

  test('with a request in it is no request', async () => {
    const odd = { ...event(ORDER), requestContext: {} };
    expect(await handler(odd)).toEqual({ executionName: `${PREFIX}A-1` });
  });
});

describe('messages of SQS', () => {
  const record = (messageId: string, body: unknown, queue = 'orders') => ({
    messageId,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:eu-west-1:111122223333:${queue}`,
  });
  const batch = (...Records: object[]) => ({ Records });
  beforeEach(() => start('orderId'));

  test('start one execution each, with the body as it is', async () => {
    const body = '{ "orderId": "A-1" }';
    expect(await handler(batch(record('m-1', body), record('m-2', { orderId: 'A-2' })))).toEqual({ batchItemFailures: [] });
    expect([...stub.started].sort((one, other) => one.name.localeCompare(other.name))).toEqual([
      { name: `${PREFIX}A-1`, payload: body },
      { name: `${PREFIX}A-2`, payload: '{"orderId":"A-2"}' },
    ]);
  });

  test('that are delivered twice start one', async () => {
    for (const messageId of ['m-1', 'm-1']) expect(await handler(batch(record(messageId, ORDER)))).toEqual({ batchItemFailures: [] });
    expect(stub.started).toHaveLength(1);
  });

  test('that fail stay in the queue, and the others do not', async () => {
    const answer = await handler(batch(record('m-1', ORDER), record('m-2', '{'), record('m-3', { orderId: 'A-3' })));
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-2' }] });
    expect(stub.started).toHaveLength(2);
    expect(errors.map((line) => JSON.parse(line))).toEqual([
      { level: 'ERROR', errorType: 'InvalidPayload', errorMessage: 'the payload must be JSON', messageId: 'm-2' },
    ]);
  });

  test('with another payload under the same name stay in the queue', async () => {
    await handler(batch(record('m-1', ORDER)));
    expect(await handler(batch(record('m-2', OTHER)))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-2' }] });
    expect(errors[0]).toContain('DurableExecutionAlreadyStartedException');
    expect(errors[0]).not.toContain('lines');
  });

  test('of a FIFO queue start in their order, and none behind one that failed', async () => {
    const fifo = (messageId: string, body: unknown) => record(messageId, body, 'orders.fifo');
    const answer = await handler(
      batch(fifo('m-1', ORDER), fifo('m-2', '{'), fifo('m-3', { orderId: 'A-3' }), fifo('m-4', { orderId: 'A-4' })),
    );
    expect(answer).toEqual({ batchItemFailures: ['m-2', 'm-3', 'm-4'].map((itemIdentifier) => ({ itemIdentifier })) });
    expect(stub.started.map(({ name }) => name)).toEqual([`${PREFIX}A-1`]);
    expect(errors).toHaveLength(1);
  });
});

describe('a request to API Gateway', () => {
  const rest = (body: unknown, more: object = {}) => ({ httpMethod: 'POST', requestContext: { requestId: 'r-1' }, body, ...more });
  const http = (body: unknown, more: object = {}) => ({ version: '2.0', requestContext: { http: { method: 'POST' } }, body, ...more });
  beforeEach(() => start('orderId'));

  test.each([
    ['REST', rest],
    ['HTTP', http],
  ])('of a %s API is accepted at once, and again', async (_, request) => {
    for (let time = 1; time <= 2; time++) {
      expect(await handler(request(JSON.stringify(ORDER)))).toEqual({
        statusCode: 202,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ executionName: `${PREFIX}A-1` }),
      });
    }
    expect(stub.started).toEqual([{ name: `${PREFIX}A-1`, payload: JSON.stringify(ORDER) }]);
  });

  test('may be encoded', async () => {
    await handler(http(Buffer.from(JSON.stringify(ORDER)).toString('base64'), { isBase64Encoded: true }));
    expect(stub.started[0].payload).toBe(JSON.stringify(ORDER));
  });

  test('with another payload under the same name is a conflict, and logged as an error', async () => {
    await handler(rest(JSON.stringify(ORDER)));
    expect(await handler(rest(JSON.stringify(OTHER)))).toMatchObject({ statusCode: 409, body: expect.stringContaining('another payload') });
    expect(errors).toEqual([expect.stringContaining('"errorType":"DurableExecutionAlreadyStartedException"')]);
    expect(stub.started).toHaveLength(1);
  });

  test.each([
    ['no body', null],
    ['no JSON', 'orderId=A-1'],
    ['no field', '{}'],
    ['null', 'null'],
  ])('with %s is a bad request', async (_, body) => {
    expect(await handler(rest(body))).toMatchObject({ statusCode: 400 });
    expect(stub.requests).toEqual([]);
  });

  test('that Lambda cannot take now fails', async () => {
    stub.failing = { status: 500, type: 'ServiceException', times: 1 };
    await expect(handler(rest(JSON.stringify(ORDER)))).rejects.toMatchObject({ name: 'ServiceException' });
    expect(errors).toHaveLength(1);
  });
});

describe('the stub', () => {
  beforeEach(() => start('orderId'));

  test('refuses a name that is not of the service model', async () => {
    const answer = await fetch(`${process.env.AWS_ENDPOINT_URL_LAMBDA}/2015-03-31/functions/${encodeURIComponent(ALIAS)}/invocations`, {
      method: 'POST',
      headers: { 'x-amz-invocation-type': 'Event', 'x-amz-durable-execution-name': 'A 1' },
      body: '{}',
    });
    expect(answer.status).toBe(400);
  });

  test.each<[string, string, Record<string, string>]>([
    ['another path', '/2015-03-31/functions/orders/invocations', { 'x-amz-invocation-type': 'Event' }],
    ['no invocation type', `/2015-03-31/functions/${encodeURIComponent(ALIAS)}/invocations`, {}],
    ['a synchronous one', `/2015-03-31/functions/${encodeURIComponent(ALIAS)}/invocations`, { 'x-amz-invocation-type': 'RequestResponse' }],
  ])('refuses %s', async (_, path, headers) => {
    const answer = await fetch(`${process.env.AWS_ENDPOINT_URL_LAMBDA}${path}`, {
      method: 'POST',
      headers: { ...headers, 'x-amz-durable-execution-name': 'A-1' },
      body: '{}',
    });
    expect(answer.status).toBe(400);
    expect(stub.started).toEqual([]);
  });
});
