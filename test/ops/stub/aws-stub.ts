import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { StubCloudWatch, StubLogs } from './cloudwatch';
import { type Invocation, type StubFunction, StubLambda } from './lambda';
import { MODELS, type Model, violations } from './service-model';
import { StubSqs } from './sqs';
import { StubStreams } from './streams';
import { type Fault, fail, type Reply, type StubError, type StubService } from './stub-service';

export type { Answer, Invocation, StubFunction } from './lambda';
export { ACCOUNT, functionArn, REGION } from './names';
export type { Fault } from './stub-service';

interface Routed {
  readonly service: string;
  readonly operation: string;
  readonly input: any;
}

/**
 * The parts of AWS that the commands use, on a port of loopback, with faults where a test wants them. Each request and each
 * answer is compared with the model of its service: what AWS would refuse fails the test.
 */
export class AwsStub {
  /** The calls in their order, as `sqs.ReceiveMessage`. */
  public readonly calls: string[] = [];
  public readonly requests: { readonly call: string; readonly input: any }[] = [];
  public fault: (call: string, index: number) => Fault | undefined = () => undefined;
  public readonly sqs = new StubSqs(() => this.endpoint);
  public readonly lambda = new StubLambda(() => this.endpoint);
  public readonly streams = new StubStreams();
  public readonly cloudWatch = new StubCloudWatch();
  public readonly logs = new StubLogs();
  /** What is not as the models ask for. */
  private readonly wrong: string[] = [];
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

  /** Throws where a request or an answer was not as the models ask for. */
  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    if (this.wrong.length > 0) throw new Error([...new Set(this.wrong)].join('\n'));
  }

  public get queues() {
    return this.sqs.queues;
  }

  public queue(name: string, attributes: Record<string, string> = {}) {
    return this.sqs.add(name, attributes);
  }

  public get functions(): Map<string, StubFunction> {
    return this.lambda.functions;
  }

  public get invocations(): Invocation[] {
    return this.lambda.invocations;
  }

  public addFunction(name: string, fn: StubFunction): string {
    return this.lambda.add(name, fn);
  }

  private serviceOf(name: string): StubService {
    const services: Record<string, StubService> = {
      sqs: this.sqs,
      lambda: this.lambda,
      kinesis: this.streams,
      'dynamodb-streams': this.streams,
      cloudwatch: this.cloudWatch,
      logs: this.logs,
    };
    return services[name];
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const url = new URL(String(request.url), this.endpoint);
    if (url.pathname.startsWith('/code/')) return void response.end(this.lambda.code);
    try {
      const routed = route(request, url, body);
      const call = `${routed.service}.${routed.operation}`;
      const index = this.counts.get(call) ?? 0;
      this.counts.set(call, index + 1);
      this.calls.push(call);
      this.requests.push({ call, input: routed.input });
      const fault = this.fault(call, index);
      if (fault === 'lost request') return void request.socket.destroy();
      if (typeof fault === 'object') fail(fault.status, fault.type, fault.type);
      const reply = await this.answer(routed, request);
      if (fault === 'lost answer') return void request.socket.destroy();
      const { status = 200, headers = {}, document, raw } = reply;
      response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-requestid': 'stub', ...headers });
      response.end(raw ?? (document === undefined ? '' : JSON.stringify(document)));
    } catch (error) {
      const { status = 500, name, message } = error as StubError;
      response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-requestid': 'stub', 'x-amzn-errortype': name });
      response.end(JSON.stringify({ __type: name, message }));
    }
  }

  private async answer({ service, operation, input }: Routed, { headers }: IncomingMessage): Promise<Reply> {
    const model = MODELS[service];
    const call = `${service}.${operation}`;
    const refused = violations(model, model.operations[operation].input, input, call);
    if (refused.length > 0) {
      this.wrong.push(...refused);
      fail(400, 'ValidationException', refused.join('; '));
    }
    const reply = await this.serviceOf(service).answer({ operation, input, headers });
    this.wrong.push(...violations(model, model.operations[operation].output, reply.document, `the answer of ${call}`));
    return reply;
  }
}

/** By its header, or else by its path. */
function route(request: IncomingMessage, url: URL, body: string): Routed {
  const target = request.headers['x-amz-target'];
  if (target === undefined) return routeByPath(request, url, body);
  const [prefix, operation] = String(target).split('.');
  const [service, model] = Object.entries(MODELS).find(([, each]) => each.target === prefix) ?? fail(400, 'UnknownService', prefix);
  if (!Object.hasOwn(model.operations, operation)) fail(400, 'UnknownOperation', `${service}.${operation} is not in the model`);
  return { service, operation, input: JSON.parse(body || '{}') };
}

function routeByPath(request: IncomingMessage, url: URL, body: string): Routed {
  const model = MODELS.lambda;
  for (const [operation, { method, uri, input }] of Object.entries(model.operations)) {
    const names = [...uri.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const found = new RegExp(`^${uri.replace(/\{\w+\}/g, '([^/]+)')}/?$`).exec(url.pathname);
    if (method !== request.method || !found) continue;
    const labels = Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1])]));
    return { service: 'lambda', operation, input: inputOf(model, input, { labels, url, headers: request.headers, body }) };
  }
  return fail(404, 'UnknownOperation', `${request.method} ${url.pathname} is not in the model`);
}

interface Parts {
  readonly labels: Readonly<Record<string, string>>;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What a request by a path holds, as the model names its members. */
function inputOf(model: Model, name: string | undefined, { labels, url, headers, body }: Parts): Record<string, unknown> {
  if (name === undefined) return {};
  const { members = {}, payload } = model.shapes[name];
  const located = Object.entries(members).map(([field, { shape = '', location, locationName = field }]): [string, unknown] => {
    const text =
      location === 'uri'
        ? labels[locationName]
        : location === 'querystring'
          ? (url.searchParams.get(locationName) ?? undefined)
          : location === 'header'
            ? headers[locationName.toLowerCase()]
            : undefined;
    return [field, text !== undefined && model.shapes[shape]?.type === 'integer' ? Number(text) : text];
  });
  const inBody = payload === undefined ? JSON.parse(body || '{}') : { [payload]: body };
  return { ...Object.fromEntries(located.filter(([, value]) => value !== undefined)), ...inBody };
}
