import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { StubQueue } from './queues';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';

/** What happens to a request. */
export type Fault =
  /** The connection breaks before the service has done anything. */
  | 'lost request'
  /** The service does it, and the connection breaks before it answers. */
  | 'lost answer'
  | { readonly status: number; readonly type: string };

export interface Answer {
  readonly error?: { readonly errorType: string; readonly errorMessage: string };
  readonly value?: unknown;
  /** The tail of the log. */
  readonly log?: string;
}

export interface StubFunction {
  readonly configuration?: Record<string, unknown>;
  readonly aliases?: string[];
  readonly onFailure?: Record<string, string>;
  readonly mappings?: Record<string, unknown>[];
  readonly handler?: (payload: string, qualifier: string | undefined, configuration: Record<string, unknown>) => Answer | Promise<Answer>;
}

export interface Invocation {
  readonly name: string;
  readonly qualifier?: string;
  readonly type: string;
  readonly payload: string;
  readonly connection?: string;
}

/** The parts of SQS and Lambda that are used, on a port of loopback, with faults where a test wants them. */
export class AwsStub {
  public readonly queues = new Map<string, StubQueue>();
  public readonly functions = new Map<string, StubFunction>();
  public readonly invocations: Invocation[] = [];
  /** The calls in their order, as `sqs.ReceiveMessage`. */
  public readonly calls: string[] = [];
  public fault: (call: string, index: number) => Fault | undefined = () => undefined;
  /** What CreateFunction was asked for. */
  public readonly created: any[] = [];
  /** The package of each function. */
  public code: Uint8Array = new Uint8Array();
  private readonly counts = new Map<string, number>();
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => void this.handle(request, response));
  }

  public static async start(): Promise<AwsStub> {
    const stub = new AwsStub();
    await new Promise<void>((resolve) => stub.server.listen(0, '127.0.0.1', resolve));
    return stub;
  }

  public get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as { port: number }).port}`;
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  public queue(name: string, attributes: Record<string, string> = {}): StubQueue {
    const queue = new StubQueue(`arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`, `${this.endpoint}/${ACCOUNT}/${name}`, attributes);
    this.queues.set(name, queue);
    return queue;
  }

  public addFunction(name: string, fn: StubFunction): string {
    this.functions.set(name, fn);
    return functionArn(name);
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const url = new URL(String(request.url), this.endpoint);
    const target = request.headers['x-amz-target'];
    const call = target === undefined ? lambdaCall(String(request.method), url.pathname) : String(target).replace('AmazonSQS.', 'sqs.');
    const index = this.counts.get(call) ?? 0;
    this.counts.set(call, index + 1);
    this.calls.push(call);
    const fault = this.fault(call, index);
    if (fault === 'lost request') return void request.socket.destroy();
    if (typeof fault === 'object')
      return respond(response, fault.status, { __type: fault.type, message: fault.type }, { 'x-amzn-errortype': fault.type });
    try {
      const {
        status = 200,
        headers = {},
        document,
        raw,
      }: Reply = call.startsWith('sqs.')
        ? { document: await this.sqs(call.slice(4), JSON.parse(body || '{}')) }
        : await this.lambda(call, url, request, body);
      if (fault === 'lost answer') return void request.socket.destroy();
      if (raw) return void response.end(raw);
      respond(response, status, document, headers);
    } catch (error) {
      const { status = 400, name, message } = error as StubError;
      respond(response, status, { __type: name, message }, { 'x-amzn-errortype': name });
    }
  }

  /** A copy runs as the function does that has the same handler. */
  private create(input: any): unknown {
    const original = [...this.functions.values()].find(({ configuration }) => configuration?.Handler === input.Handler);
    this.functions.set(input.FunctionName, { handler: original?.handler, configuration: input });
    this.created.push(input);
    return {};
  }

  private queueAt(url: string): StubQueue {
    return this.queues.get(url.split('/').pop() ?? '') ?? fail(400, 'QueueDoesNotExist', 'The specified queue does not exist.');
  }

  private async sqs(action: string, input: any): Promise<unknown> {
    if (action === 'GetQueueUrl') return { QueueUrl: (this.queues.get(input.QueueName) ?? fail(400, 'QueueDoesNotExist', 'none')).url };
    if (action === 'StartMessageMoveTask' || action === 'ListMessageMoveTasks') return this.moveTasks(action, input);
    const queue = this.queueAt(input.QueueUrl);
    switch (action) {
      case 'GetQueueAttributes': {
        const visible = queue.visible;
        const known: Record<string, string> = {
          ApproximateNumberOfMessages: String(visible),
          ApproximateNumberOfMessagesNotVisible: String(queue.messages.length - visible),
          MessageRetentionPeriod: '1209600',
          ...queue.attributes,
        };
        return { Attributes: Object.fromEntries(Object.entries(known).filter(([key]) => input.AttributeNames.includes(key))) };
      }
      case 'ReceiveMessage': {
        const Messages = queue.receive(input.MaxNumberOfMessages ?? 1, input.VisibilityTimeout ?? 30);
        if (Messages.length === 0) await sleep(10);
        return Messages.length === 0 ? {} : { Messages };
      }
      case 'DeleteMessage':
        queue.delete(input.ReceiptHandle);
        return {};
      case 'ChangeMessageVisibilityBatch':
        for (const { ReceiptHandle, VisibilityTimeout } of input.Entries) queue.hide(ReceiptHandle, VisibilityTimeout);
        return { Successful: input.Entries.map(({ Id }: { Id: string }) => ({ Id })), Failed: [] };
      default:
        return fail(400, 'InvalidAction', action);
    }
  }

  private moveTasks(action: string, { SourceArn }: { SourceArn: string }): unknown {
    const source = [...this.queues.values()].find(({ arn }) => arn === SourceArn) ?? fail(404, 'ResourceNotFoundException', SourceArn);
    if (action === 'ListMessageMoveTasks') {
      const { Status = 'NONE', moved = 0 } = source.moveTask ?? {};
      return { Results: [{ Status, ApproximateNumberOfMessagesMoved: moved, ApproximateNumberOfMessagesToMove: moved, SourceArn }] };
    }
    const isRedriven = [...this.queues.values()].find(({ attributes }) => attributes.RedrivePolicy?.includes(SourceArn));
    if (isRedriven === undefined)
      return fail(400, 'InvalidParameterValueException', 'Source queue must be configured as a Dead Letter Queue.');
    isRedriven.messages.push(...source.messages.map((message) => ({ ...message, receives: 0, hiddenUntil: 0 })));
    source.moveTask = { Status: 'COMPLETED', moved: source.messages.length };
    source.messages = [];
    return { TaskHandle: 'task' };
  }

  private async lambda(call: string, url: URL, request: IncomingMessage, body: string): Promise<Reply> {
    if (call === 'lambda.ListEventSourceMappings') {
      const mappings = this.functions.get(url.searchParams.get('FunctionName') ?? '')?.mappings ?? [];
      return { document: { EventSourceMappings: mappings } };
    }
    const input = call.startsWith('lambda.Invoke') ? {} : JSON.parse(body || '{}');
    if (call === 'lambda.CreateFunction') return { status: 201, document: this.create(input) };
    if (url.pathname.startsWith('/code/')) return { document: undefined, raw: this.code };
    const name = decodeURIComponent(url.pathname.split('/')[3]);
    const qualifier = url.searchParams.get('Qualifier') ?? undefined;
    const fn = this.functions.get(name) ?? fail(404, 'ResourceNotFoundException', `Function not found: ${name}`);
    if (qualifier !== undefined && qualifier !== '$LATEST' && !(fn.aliases ?? []).includes(qualifier))
      fail(404, 'ResourceNotFoundException', `Function not found: ${name}:${qualifier}`);
    switch (call) {
      case 'lambda.GetFunctionConfiguration':
        return { document: { FunctionName: name, FunctionArn: functionArn(name), Timeout: 3, ...fn.configuration } };
      case 'lambda.ListFunctionEventInvokeConfigs':
        return {
          document: {
            FunctionEventInvokeConfigs: Object.entries(fn.onFailure ?? {}).map(([of, Destination]) => ({
              FunctionArn: `${functionArn(name)}:${of}`,
              DestinationConfig: { OnFailure: { Destination } },
            })),
          },
        };
      case 'lambda.GetFunction':
        return {
          document: {
            Configuration: {
              FunctionName: name,
              State: 'Active',
              LastUpdateStatus: 'Successful',
              Timeout: 3,
              MemorySize: 128,
              ...fn.configuration,
            },
            Code: { RepositoryType: 'S3', Location: `${this.endpoint}/code/${name}` },
            Tags: fn.configuration?.Tags,
          },
        };
      case 'lambda.UpdateFunctionConfiguration':
      case 'lambda.UpdateFunctionCode':
        this.functions.set(name, { ...fn, configuration: { ...fn.configuration, ...input } });
        return { document: {} };
      case 'lambda.DeleteFunction':
        this.functions.delete(name);
        return { status: 204, document: undefined };
      case 'lambda.ListAliases':
        return { document: { Aliases: (fn.aliases ?? []).map((Name) => ({ Name })) } };
      case 'lambda.Invoke': {
        const type = String(request.headers['x-amz-invocation-type']);
        this.invocations.push({ name, qualifier, type, payload: body, connection: request.headers.connection });
        if (type === 'DryRun') return { status: 204, document: undefined };
        if (type === 'Event') return { status: 202, document: undefined };
        const { error, value = null, log } = (await fn.handler?.(body, qualifier, fn.configuration ?? {})) ?? {};
        const headers: Record<string, string> = {
          'x-amz-executed-version': '$LATEST',
          ...(error && { 'x-amz-function-error': 'Unhandled' }),
          ...(log !== undefined && { 'x-amz-log-result': Buffer.from(log).toString('base64') }),
        };
        return { headers, document: error ?? value };
      }
      default:
        return fail(400, 'InvalidAction', call);
    }
  }
}

interface Reply {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly document: unknown;
  readonly raw?: Uint8Array;
}

export const functionArn = (name: string): string => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;

interface StubError extends Error {
  readonly status?: number;
}

function fail(status: number, name: string, message: string): never {
  throw Object.assign(new Error(message), { status, name });
}

function lambdaCall(method: string, path: string): string {
  if (path.endsWith('/invocations')) return 'lambda.Invoke';
  if (path.endsWith('/configuration')) return method === 'PUT' ? 'lambda.UpdateFunctionConfiguration' : 'lambda.GetFunctionConfiguration';
  if (path.endsWith('/code')) return 'lambda.UpdateFunctionCode';
  if (/\/functions$/.test(path)) return 'lambda.CreateFunction';
  if (/\/functions\/[^/]+$/.test(path)) return method === 'DELETE' ? 'lambda.DeleteFunction' : 'lambda.GetFunction';
  if (path.endsWith('/event-invoke-config/list')) return 'lambda.ListFunctionEventInvokeConfigs';
  if (path.endsWith('/aliases')) return 'lambda.ListAliases';
  if (path.includes('/event-source-mappings')) return 'lambda.ListEventSourceMappings';
  return `lambda.${method} ${path}`;
}

function respond(response: ServerResponse, status: number, document: unknown, headers: Record<string, string>): void {
  response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-requestid': 'stub', ...headers });
  response.end(document === undefined ? '' : JSON.stringify(document));
}
