import { readFileSync } from 'node:fs';
import { refuse } from '../refusal';
import { EXAMPLE_EVENTS } from './example-events';

export interface PayloadOptions {
  readonly payload?: string;
  readonly event?: string;
}

/** JSON text, `@file`, or `-` for standard input; or an example event. Nothing of it is changed. */
export function payloadOf({ payload, event }: PayloadOptions): string {
  if (event !== undefined)
    return payload === undefined ? JSON.stringify(exampleEvent(event)) : refuse("'--event' can't be combined with '--payload'; remove one");
  const text = payload === undefined ? '{}' : textOf(payload);
  try {
    JSON.parse(text);
  } catch (error) {
    refuse(`'--payload' must be JSON, got '${(error as Error).message}'; write JSON, '@file' or '-' for standard input`);
  }
  return text;
}

function textOf(payload: string): string {
  if (payload !== '-' && !payload.startsWith('@')) return payload;
  try {
    return readFileSync(payload === '-' ? 0 : payload.slice(1), 'utf8');
  } catch (error) {
    return refuse(`'--payload' must be a file that can be read, got '${(error as Error).message}'; check the path`);
  }
}

const exampleEvent = (name: string): unknown =>
  EXAMPLE_EVENTS[name] ?? refuse(`'--event' must be one of ${Object.keys(EXAMPLE_EVENTS).join(', ')}, got '${name}'; use one of them`);
