import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { contentSecurityPolicy } from '../../../examples/web-application/site';
import type { Clients } from '../clients';
import type { Emulator } from '../emulator';

/** What the page is served from. */
export interface Served {
  readonly bucket: string;
  readonly apiId: string;
}

/**
 * What CloudFront does for the page, on loopback, since the distribution of the emulator reads no bucket: files come from the bucket,
 * paths below `/api/` go to the API, and each answer has the policy of the page's contents.
 */
export class StandIn {
  /** Listens first: the address belongs to the stack that is deployed then. */
  public static async listen(port = 0): Promise<StandIn> {
    const standIn = new StandIn();
    await new Promise<void>((resolve, reject) => {
      standIn.server.once('error', reject).listen(port, 'localhost', resolve);
    });
    return standIn;
  }

  private handle: (asked: IncomingMessage, answer: ServerResponse) => void = (_, answer) => answer.writeHead(503).end();
  private readonly server: Server = createServer((asked, answer) => this.handle(asked, answer));

  public get url(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}/`;
  }

  public serve(served: Served, clients: Clients, emulator: Emulator): void {
    this.handle = (asked, answer) => {
      answer.setHeader('content-security-policy', contentSecurityPolicy(emulator.endpoint));
      answer.setHeader('x-content-type-options', 'nosniff');
      const path = new URL(String(asked.url), this.url).pathname;
      if (path.startsWith('/api/')) forward(asked, answer, emulator, served.apiId);
      else void sendFile(answer, clients, served.bucket, path === '/' ? 'index.html' : path.slice(1));
    };
  }

  public stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

function forward(asked: IncomingMessage, answer: ServerResponse, { port }: Emulator, apiId: string): void {
  const headers = { ...asked.headers, host: `${apiId}.execute-api.127.0.0.1` };
  const forwarded = request({ host: '127.0.0.1', port, path: asked.url, method: asked.method, headers }, (got) => {
    answer.writeHead(Number(got.statusCode), got.headers);
    got.pipe(answer);
  });
  forwarded.once('error', () => answer.writeHead(502).end());
  asked.pipe(forwarded);
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

async function sendFile(answer: ServerResponse, { s3 }: Clients, Bucket: string, Key: string): Promise<void> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    answer.writeHead(200, { 'content-type': TYPES[extname(Key)] ?? 'application/octet-stream' });
    answer.end(await Body?.transformToByteArray());
  } catch {
    answer.writeHead(404).end();
  }
}
