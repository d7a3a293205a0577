import { type Answer, ask } from './ask';
import type { Emulator } from './emulator';

/**
 * By what the emulator takes a request for one over TLS, and for one that CloudFront has signed: its own CloudFront signs nothing, and
 * function URLs refuse what is not signed.
 */
const AS_CLOUDFRONT = { 'x-forwarded-proto': 'https', authorization: 'AWS4-HMAC-SHA256 of CloudFront' };

/** Asks a distribution of the emulator, which knows it by the name of the host. It caches nothing and has no web ACL. */
export const askCloudFront = (emulator: Emulator, url: string, path: string, headers: Record<string, string> = {}): Promise<Answer> =>
  ask(emulator, new URL(url).host, path, { ...AS_CLOUDFRONT, ...headers });
