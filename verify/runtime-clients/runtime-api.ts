import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KnownEvents } from './known-events';

/** What the runtime has told of one event, or of its init. */
export interface Answer {
  readonly kind: 'response' | 'error' | 'init error';
  readonly body: any;
}

/** What a durable execution stores of one operation. */
export interface Checkpoint {
  readonly Id: string;
  readonly ParentId?: string;
  readonly Name?: string;
  readonly Type: string;
  readonly SubType?: string;
  readonly Action: keyof typeof STATUS;
  readonly Payload?: string;
  readonly WaitOptions?: { readonly WaitSeconds: number };
}

/** How an operation stands after an action, by Lambda's service model. */
const STATUS = { START: 'STARTED', SUCCEED: 'SUCCEEDED', FAIL: 'FAILED', RETRY: 'PENDING', CANCEL: 'CANCELLED' } as const;

const PREFIX = '/2018-06-01/runtime';
const DURABLE = '/2025-12-01/durable-executions/';

/**
 * The Runtime API as Lambda offers it to a runtime, on loopback, with a table of DynamoDB's beside it that takes every item.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export class RuntimeApi {
  /** In the order of the events. */
  public readonly answers: Answer[] = [];
  /** What was put into the table. */
  public readonly items: any[] = [];
  /** What Powertools' idempotency has put into its table. */
  public readonly knownEvents = new KnownEvents();
  /** What durable executions have stored, in their order. */
  public readonly checkpoints: Checkpoint[] = [];
  /** How often the runtime was told that it is restored from a snapshot. */
  public restores = 0;
  /** Whether the runtime has asked for its first event: its init is over. */
  public isReady = false;

  private readonly waiting: unknown[];
  private readonly server: Server;
  private readonly ended: Promise<void>;
  private end: () => void = () => {};

  constructor(events: unknown[]) {
    this.waiting = [...events];
    this.ended = new Promise((resolve) => {
      this.end = resolve;
    });
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  /** Starts to listen, and tells where. */
  public async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Until every event is answered, or the init has failed. */
  public untilAnswered(): Promise<void> {
    return this.ended;
  }

  public close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    const path = request.url ?? '';
    if (path === `${PREFIX}/invocation/next`) this.next(response);
    else if (path === `${PREFIX}/restore/next`) this.restore(response);
    else if (path.startsWith(PREFIX)) this.answered(path, body, response);
    else if (path.startsWith(DURABLE)) this.store(body, response);
    else this.call(request.headers['x-amz-target'], body, response);
  }

  private call(target: string | string[] | undefined, body: string, response: ServerResponse): void {
    const call = JSON.parse(body);
    const answer = this.knownEvents.answer(String(target), call);
    if (!answer) this.items.push(call.Item);
    response.writeHead(answer?.status ?? 200, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(answer?.body ?? {}));
  }

  /** Stores checkpoints of a durable execution, as Lambda does between two steps. */
  private store(body: string, response: ServerResponse): void {
    const updates: Checkpoint[] = JSON.parse(body).Updates ?? [];
    this.checkpoints.push(...updates);
    const now = Date.now() / 1000;
    const Operations = updates.map(({ Id, ParentId, Name, Type, SubType, Action, Payload, WaitOptions }) => ({
      Id,
      ParentId,
      Name,
      Type,
      SubType,
      StartTimestamp: now,
      Status: STATUS[Action],
      StepDetails: Type === 'STEP' ? { Attempt: 1, Result: Payload } : undefined,
      ContextDetails: Type === 'CONTEXT' ? { Result: Payload } : undefined,
      WaitDetails: WaitOptions && { ScheduledEndTimestamp: now + WaitOptions.WaitSeconds },
    }));
    const answer = { CheckpointToken: `token-${this.checkpoints.length}`, NewExecutionState: { Operations } };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  }

  private next(response: ServerResponse): void {
    this.isReady = true;
    // As in Lambda, a runtime that asks when there is nothing waits.
    if (this.waiting.length === 0) {
      this.end();
      return;
    }
    response
      // As Lambda says it: the clients of other languages read it unasked.
      .setHeader('content-type', 'application/json')
      .setHeader('lambda-runtime-aws-request-id', `request-${this.answers.length + 1}`)
      .setHeader('lambda-runtime-deadline-ms', String(Date.now() + 30_000))
      .setHeader('lambda-runtime-invoked-function-arn', 'arn:aws:lambda:eu-west-1:111122223333:function:orders')
      .setHeader('lambda-runtime-trace-id', 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1')
      .end(JSON.stringify(this.waiting.shift()));
  }

  /** The snapshot is taken, and the environment starts from it at once. */
  private restore(response: ServerResponse): void {
    this.restores++;
    response.end();
  }

  private answered(path: string, body: string, response: ServerResponse): void {
    const isInit = path.endsWith('/init/error') || path.endsWith('/restore/error');
    const kind = isInit ? 'init error' : path.endsWith('/error') ? 'error' : 'response';
    this.answers.push({ kind, body: JSON.parse(body) });
    response.writeHead(202).end();
    if (kind === 'init error') this.end();
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
