/** What happens to a request. */
export type Fault =
  /** The connection breaks before the service has done anything. */
  | 'lost request'
  /** The service does it, and the connection breaks before it answers. */
  | 'lost answer'
  | { readonly status: number; readonly type: string };

export interface Reply {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly document?: unknown;
  /** A body that is not JSON of the model: what a function answers. */
  readonly raw?: string | Uint8Array;
}

export interface Request {
  readonly operation: string;
  /** As the model names its members. */
  readonly input: any;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface StubService {
  answer(request: Request): Promise<Reply> | Reply;
}

export interface StubError extends Error {
  readonly status?: number;
}

export function fail(status: number, name: string, message: string): never {
  throw Object.assign(new Error(message), { status, name });
}
