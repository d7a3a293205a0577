import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { MODELS, violations } from '../ops/stub/service-model';

const { operations } = MODELS.lambda;

interface Execution {
  readonly name: string;
  readonly payload: string;
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Lambda as far as it starts durable executions. Each request has to hold to Lambda's service model, and to be the one that AWS's
 * SDK makes of the same parameters.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/durable-execution-idempotency.html
 */
export class LambdaStub {
  public readonly started: Execution[] = [];
  public readonly requests: Request[] = [];
  /** Answers the next requests with this error instead. */
  public failing?: { readonly status: number; readonly type: string; readonly times: number };
  private readonly server: Server;

  constructor(private readonly functionArn: string) {
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  public async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await read(incoming);
    this.requests.push(request);
    const answer = (status: number, type?: string) =>
      response
        .writeHead(status, { 'content-type': 'application/json', ...(type && { 'x-amzn-errortype': type }) })
        .end(type ? JSON.stringify({ message: type }) : '');
    if (this.failing && this.failing.times > 0) {
      const { status, type, times } = this.failing;
      this.failing = { status, type, times: times - 1 };
      return void answer(status, type);
    }
    const name = request.headers['x-amz-durable-execution-name'] ?? '';
    if (violations(MODELS.lambda, operations.Invoke.input, inputOf(request), 'Invoke').length > 0) {
      return void answer(400, 'InvalidParameterValueException');
    }
    const expected = await requestOfSdk(this.functionArn, name, request.body);
    if (JSON.stringify(request) !== JSON.stringify(expected)) return void answer(400, 'InvalidRequestContentException');
    const known = this.started.find((execution) => execution.name === name);
    if (known && known.payload !== request.body) return void answer(409, 'DurableExecutionAlreadyStartedException');
    if (!known) this.started.push({ name, payload: request.body });
    return void answer(202);
  }
}

/** The input of the operation, from where the model has it in a request. */
function inputOf({ path, headers, body }: Request): object {
  const [before, behind] = operations.Invoke.uri.split('{FunctionName}');
  return {
    FunctionName: decodeURIComponent(path.slice(before.length, path.length - behind.length)),
    InvocationType: headers['x-amz-invocation-type'],
    DurableExecutionName: headers['x-amz-durable-execution-name'],
    Payload: body,
  };
}

/** What of a request the service model is about. */
async function read(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return {
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    headers: modelled(incoming.headers as Record<string, string>),
    body: Buffer.concat(chunks).toString(),
  };
}

const modelled = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .filter(([name]) => /^x-amz-(invocation-type|durable-execution-name|log-type|client-context)$/.test(name))
      .sort(),
  );

/** The request of the SDK with the parameters of the model. */
async function requestOfSdk(FunctionName: string, DurableExecutionName: string, payload: string): Promise<Request> {
  const client = new LambdaClient({ region: 'eu-west-1', credentials: { accessKeyId: 'none', secretAccessKey: 'none' } });
  let made: Request | undefined;
  client.middlewareStack.add(
    () => async (args) => {
      const { method, path, headers } = args.request as { method: string; path: string; headers: Record<string, string> };
      made = { method, path, headers: modelled(headers), body: payload };
      return { output: { $metadata: {} }, response: {} };
    },
    { step: 'finalizeRequest', priority: 'low' },
  );
  await client.send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: Buffer.from(payload), DurableExecutionName }));
  if (!made) throw new Error('the SDK made no request');
  return made;
}
