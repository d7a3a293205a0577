import { type IncomingHttpHeaders, request } from 'node:http';
import type { Emulator } from './emulator';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/**
 * By what the emulator takes a request for one over TLS, and for one that CloudFront has signed: its own CloudFront signs nothing, and
 * function URLs refuse what is not signed.
 */
const AS_CLOUDFRONT = { 'x-forwarded-proto': 'https', authorization: 'AWS4-HMAC-SHA256 of CloudFront' };

/** Asks a distribution of the emulator, which knows it by the name of the host. It caches nothing and has no web ACL. */
export function askCloudFront({ port }: Emulator, url: string, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers: { host: new URL(url).host, ...AS_CLOUDFRONT, ...headers } }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      resolve({ status: Number(response.statusCode), headers: response.headers, body: Buffer.concat(chunks) });
    })
      .once('error', reject)
      .end();
  });
}
