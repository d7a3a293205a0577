import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { Account } from './account';
import { type Answer, ask } from './ask';
import type { Deployed } from './deployed';
import { frontsApp } from './fronts/stack';

/*
 * What callers of an API get, and that they get through when they retry as docs/fronts.md says. The emulator takes the limit of a whole
 * REST API, and neither that of one route nor that of an HTTP API; its CloudFormation drops request validators. It publishes no metrics of
 * either, has no web ACL, and measures no wait of an integration.
 */

let account: Account;
let deployed: Deployed;
beforeAll(async () => {
  account = await Account.open();
  deployed = await account.deploy(frontsApp);
}, 180_000);
afterAll(() => account?.close());

type Kind = 'rest' | 'http';
const KINDS: Kind[] = ['rest', 'http'];

function get(kind: Kind | 'limited', path: string): Promise<Answer> {
  const isHttp = kind === 'http';
  const id = isHttp
    ? deployed.nameOf('ApiGatewayV2::Api', 'Http')
    : deployed.nameOf('ApiGateway::RestApi', kind === 'rest' ? 'Rest' : 'Limited');
  return ask(account.emulator, `${id}.execute-api.127.0.0.1`, isHttp ? path : `/prod${path}`);
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** As docs/fronts.md says: with exponential backoff and full jitter. As many times as a limit of one request in two seconds takes. */
async function retried(call: () => Promise<Answer>, times: number): Promise<number[]> {
  const seen: number[] = [];
  for (let each = 0; each <= times; each++) {
    seen.push((await call()).status);
    if (seen.at(-1) === 200) return seen;
    await pause(Math.random() * 200 * 2 ** (each + 1));
  }
  return seen;
}

test.each(KINDS)(
  'a function behind the %s API answers',
  async (kind) => {
    const { status, body } = await get(kind, '/good');
    expect([status, String(body)]).toEqual([200, 'placed']);
  },
  60_000,
);

test('an API with a limit answers 429 to what is above it, while another one goes on', async () => {
  const statuses = (await Promise.all(Array.from({ length: 5 }, () => get('limited', '/good')))).map(({ status }) => status);
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(1);
  expect(statuses).toContain(429);
  expect(statuses.filter((status) => ![200, 429].includes(status))).toEqual([]);
  expect((await get('rest', '/good')).status).toBe(200);
}, 60_000);

test('a caller that retries with growing pauses gets through the limit', async () => {
  await get('limited', '/good');
  const seen = await retried(() => get('limited', '/good'), 8);
  expect(seen[0]).toBe(429);
  expect(seen.at(-1)).toBe(200);
  expect(seen.slice(0, -1).every((status) => status === 429)).toBe(true);
}, 120_000);

test.each(KINDS)(
  'a function that fails is a server error of the %s API, which tells the caller nothing of the code',
  async (kind) => {
    const { status, body } = await get(kind, '/failing');
    expect(status).toBeGreaterThanOrEqual(500);
    expect(String(body)).not.toContain('index.js');
  },
  60_000,
);

test.each(KINDS)(
  'a function that times out is a server error of the %s API, and its work had begun',
  async (kind) => {
    const before = await begun();
    expect((await get(kind, '/endless')).status).toBeGreaterThanOrEqual(500);
    expect(await begun()).toBeGreaterThan(before);
  },
  60_000,
);

/** How many times the endless function has begun. */
async function begun(): Promise<number> {
  const logGroupName = deployed.nameOf('Logs::LogGroup', 'EndlessLogGroup');
  const { events = [] } = await account.clients.logs.send(new FilterLogEventsCommand({ logGroupName }));
  return events.filter(({ message }) => message?.includes('began')).length;
}
