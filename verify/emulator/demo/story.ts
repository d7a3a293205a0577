import type { Message } from '@aws-sdk/client-sqs';
import { alarmOf, evaluateAlarms, sumOf } from '../alarms';
import type { Clients } from '../clients';
import { eventually } from '../eventually';
import { countOf, drain, hurry, listenTo, type Received, received } from '../queues';
import type { Shop } from './shop';

const GOOD = { customerId: 'C-7', lines: [{ sku: 'tea', quantity: 2 }] };
const POISONED = { customerId: 'C-7', lines: [] };

/** Prints one observed fact in one line. */
export type Say = (line: string) => void;

/** What happens to valid and invalid orders: each step prints what it observed, or throws. */
export async function tell(shop: Shop, clients: Clients, say: { title: Say; fact: Say }): Promise<void> {
  const listener = await listenTo(clients, shop.alarmTopic);
  await hurry(clients, shop.partnerQueue);

  say.title('Valid orders are stored');
  await shop.announce({ orderId: 'A-1', ...GOOD });
  await shop.receive({ kind: 'order', orderId: 'P-1', ...GOOD });
  await eventually('that both orders are kept', () => shop.keptIn('Table'), isExactly('A-1', 'P-1'));
  say.fact('A-1 from the event bus and P-1 from the partner queue are in the table');
  await eventually('that the customer has both orders', () => shop.keptIn('CustomerOrders'), isExactly('A-1', 'P-1'));
  say.fact("the reader of the table's stream has added both to the customer index");

  say.title('Invalid orders are retried, then stored with the error');
  await shop.receive({ kind: 'order', orderId: 'P-2', ...POISONED });
  await shop.receive({ kind: 'refund', orderId: 'P-3', ...POISONED });
  await poisonedEvent(shop, clients, say.fact);
  await poisonedMessage(shop, clients, say.fact);

  say.title('The subscriber is notified');
  await alarm(shop, clients, listener, say.fact);
}

async function poisonedEvent(shop: Shop, clients: Clients, say: Say): Promise<void> {
  const event = { id: 'e-2', detail: { orderId: 'A-2', ...POISONED } };
  await shop.invoke(event);
  const [{ Body = '' }] = await found('event A-2', clients, shop.failureQueue);
  const { requestPayload, responsePayload } = JSON.parse(Body);
  expectSame('the event in the failure queue', requestPayload, event);
  expectSame('the number of attempts', await shop.refusals(), 2);
  say(`A-2 was attempted twice, and is unchanged in the failure queue: "${responsePayload.errorMessage}"`);
}

async function poisonedMessage(shop: Shop, clients: Clients, say: Say): Promise<void> {
  const [{ Body = '' }] = await found('message P-2', clients, shop.redriveQueue);
  expectSame('the message in the redrive queue', JSON.parse(Body), { kind: 'order', orderId: 'P-2', ...POISONED });
  say('P-2 was received five times, and is unchanged in the redrive queue');
  expectSame('the number of messages left in the queue', await countOf(clients, shop.partnerQueue), 0);
  expectSame('the orders in the table', await shop.keptIn('Table'), ['A-1', 'P-1']);
  say('P-3, a refund, was removed by the filter; the queue is empty, and no order is stored twice');
}

/** The emulator counts errors of synchronous invocations only, and those of a function, not of its alias. */
async function alarm(shop: Shop, clients: Clients, listener: string, say: Say): Promise<void> {
  expectSame('the answer to an event without messages', await shop.invokePartnerOrders({}), 'Unhandled');
  const { Namespace, MetricName, ...watched } = await alarmOf(clients, shop.errorsAlarm);
  expectSame('the errors that were counted', await sumOf(clients, { Namespace, MetricName, ...watched }), 1);
  say(`an invocation failed: ${Namespace} ${MetricName} of this function is 1`);

  await evaluateAlarms(clients);
  const all: Received[] = [];
  const receive = async () => {
    all.push(...(await received(clients, listener)));
    return all.filter(({ AlarmName }) => AlarmName === shop.errorsAlarm);
  };
  const [{ NewStateValue, AlarmDescription }] = await eventually('that the alarm notifies', receive, ({ length }) => length > 0);
  expectSame('the state of the alarm', NewStateValue, 'ALARM');
  const [runbook] = /Runbook: \S+/.exec(String(AlarmDescription)) ?? ['no runbook'];
  say(`the alarm Errors went into ALARM; a subscriber of the topic received it (${runbook})`);
}

/** The one message that must be in the queue. */
const found = (what: string, clients: Clients, queue: string): Promise<Message[]> =>
  eventually(
    `that ${what} is found again`,
    () => drain(clients, queue),
    ({ length }) => length === 1,
    30,
  );

const isExactly =
  (...wanted: string[]) =>
  (got: string[]): boolean =>
    String(got) === String(wanted);

export function expectSame(what: string, got: unknown, wanted: unknown): void {
  if (JSON.stringify(got) !== JSON.stringify(wanted))
    throw new Error(`${what} must be ${JSON.stringify(wanted)}, got ${JSON.stringify(got)}`);
}
