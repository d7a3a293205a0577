/**
 * A record as filters see it, and what its data turned out to be.
 *
 * @internal
 */
export interface RecordView {
  readonly event: Record<string, unknown>;
  readonly format: DataFormat;
}

/** @internal */
export type DataFormat = 'json' | 'text' | 'bytes' | 'none';

interface ReadData {
  readonly value?: unknown;
  readonly format: DataFormat;
}

/** JSON where it is an object or a list; a lone number or word is text. */
function readText(text: string): ReadData {
  try {
    const value = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return { value, format: 'json' };
  } catch {
    // Not JSON, so plain text
  }
  return { value: text, format: 'text' };
}

/**
 * Data that arrives as text. An object counts as what the text says.
 *
 * @internal
 */
export function readPlain(data: unknown): ReadData {
  if (data === undefined || data === null) return { format: 'none' };
  return typeof data === 'string' ? readText(data) : { value: data, format: 'json' };
}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * Data that arrives in Base64. An object counts as what it says once decoded.
 *
 * @internal
 */
export function readBase64(key: string, data: unknown): ReadData {
  if (typeof data !== 'string') return readPlain(data);
  if (!BASE64.test(data) || data.length % 4 === 1) {
    const shortened = data.length > 40 ? `${data.slice(0, 40)}...` : data;
    throw new Error(
      `'${key}' must be Base64, as Lambda delivers it, got ${JSON.stringify(shortened)}; encode it, or pass the object that it says`,
    );
  }
  try {
    return readText(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(data, 'base64')));
  } catch {
    return { format: 'bytes' };
  }
}

/**
 * A record with its data in place of what carried it.
 *
 * @internal
 */
export function withData(record: Record<string, unknown>, key: string, { value, format }: ReadData): RecordView {
  const { [key]: _, ...others } = record;
  return { event: format === 'none' || format === 'bytes' ? others : { ...others, [key]: value }, format };
}
