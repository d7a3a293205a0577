import { type IncomingHttpHeaders, request } from 'node:http';
import type { Emulator } from './emulator';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Sends a GET request to what the emulator knows by the name of its host. */
export function ask({ port }: Emulator, host: string, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers: { host, ...headers } }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      resolve({ status: Number(response.statusCode), headers: response.headers, body: Buffer.concat(chunks) });
    })
      .once('error', reject)
      .end();
  });
}
