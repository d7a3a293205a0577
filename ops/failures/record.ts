import { functionOfArn } from '../names/functions';
import { jsonIn } from './json-text';
import { rawValueOf } from './raw-value';

/** Records of a stream that failed: what is known is where they are. */
export interface StreamBatch {
  readonly source: 'kinesis' | 'dynamodb' | 'kafka';
  readonly streamArn: string;
  readonly shardId: string;
  readonly start: string;
  readonly end: string;
  readonly size: number;
}

/** A failed event as it is stored, whatever stores it. */
export interface FailureRecord {
  readonly kind: 'invocation' | 'dead letter' | 'stream batch' | 'message' | 'unreadable';
  /** With the qualifier. A dead letter does not have it. */
  readonly functionArn?: string;
  readonly condition: string;
  readonly error: string;
  readonly requestId?: string;
  /** The event as text, exactly as it came; none where the records are in the stream. */
  readonly payload?: string;
  readonly batch?: StreamBatch;
  /** What `--where` looks at. */
  readonly view: Readonly<Record<string, unknown>>;
}

export type Attributes = Readonly<Record<string, { readonly StringValue?: string } | undefined>>;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a message of a failure queue, or an object of a failure bucket. */
export function readRecord(body: string, attributes: Attributes = {}): FailureRecord {
  const parsed = jsonIn(body);
  const context = isObject(parsed) ? parsed.requestContext : undefined;
  if (isObject(parsed) && isObject(context) && functionOfArn(String(context.functionArn)) && typeof context.condition === 'string')
    return invocation(body, parsed, context);
  if (attributes.RequestID?.StringValue !== undefined || attributes.ErrorMessage?.StringValue !== undefined)
    return deadLetter(body, parsed, attributes);
  if (parsed === undefined) return { kind: 'unreadable', condition: 'unreadable', error: 'no JSON', view: {} };
  return {
    kind: 'unreadable',
    condition: 'unreadable',
    error: 'neither an invocation record nor a dead letter of Lambda',
    view: { requestPayload: parsed },
  };
}

/** A message of a redrive queue: what its source queue has delivered as often as its policy allows. */
export function readRedriven(body: string): FailureRecord {
  const parsed = jsonIn(body);
  return { kind: 'message', condition: 'maxReceiveCount', error: '', payload: body, view: { requestPayload: parsed ?? body } };
}

function invocation(body: string, parsed: Record<string, unknown>, context: Record<string, unknown>): FailureRecord {
  const batch = batchOf(parsed);
  const known = {
    functionArn: String(context.functionArn),
    condition: String(context.condition),
    error: errorOf(parsed),
    requestId: typeof context.requestId === 'string' ? context.requestId : undefined,
  };
  if (batch === undefined) return { kind: 'invocation', ...known, payload: rawValueOf(body, 'requestPayload'), view: parsed };
  // A bucket keeps the records too, as text.
  const payload = typeof parsed.payload === 'string' ? parsed.payload : undefined;
  return {
    kind: 'stream batch',
    ...known,
    batch,
    payload,
    view: payload === undefined ? parsed : { ...parsed, requestPayload: jsonIn(payload) },
  };
}

function deadLetter(body: string, parsed: unknown, attributes: Attributes): FailureRecord {
  const requestId = attributes.RequestID?.StringValue;
  return {
    kind: 'dead letter',
    condition: attributes.ErrorCode?.StringValue ? `ErrorCode ${attributes.ErrorCode.StringValue}` : 'dead letter',
    error: attributes.ErrorMessage?.StringValue ?? '',
    requestId,
    payload: parsed === undefined ? undefined : body,
    view: { requestContext: { requestId }, requestPayload: parsed },
  };
}

/** What the function answered, or what Lambda notes where it gave no answer. */
function errorOf({ responsePayload, responseContext }: Record<string, unknown>): string {
  if (isObject(responsePayload)) {
    const { errorType, errorMessage } = responsePayload;
    if (typeof errorMessage === 'string' || typeof errorType === 'string')
      return [errorType, errorMessage].filter((part) => typeof part === 'string' && part !== '').join(': ');
  }
  return isObject(responseContext) && typeof responseContext.functionError === 'string' ? responseContext.functionError : '';
}

const BATCHES = { KinesisBatchInfo: 'kinesis', DDBStreamBatchInfo: 'dynamodb', KafkaBatchInfo: 'kafka' } as const;

function batchOf(parsed: Record<string, unknown>): StreamBatch | undefined {
  for (const [field, source] of Object.entries(BATCHES)) {
    const info = parsed[field];
    if (!isObject(info)) continue;
    const of = (key: string) => (info[key] === undefined ? '' : String(info[key]));
    return {
      source,
      streamArn: of('streamArn'),
      shardId: of('shardId'),
      start: of('startSequenceNumber'),
      end: of('endSequenceNumber'),
      size: Number(info.batchSize ?? 0),
    };
  }
  return undefined;
}
