import { causeOf } from '../failures/groups';
import type { Session } from '../session';

export interface LoggedError {
  readonly message: string;
  count: number;
  last: number;
}

/** Log events that are read at most: a look must not cost minutes. */
const MOST = 2000;

const PATTERNS = {
  // The runtime's own lines of a text log, and what a handler has thrown.
  Text: '?ERROR ?"Task timed out" ?"Runtime." ?Traceback ?errorType',
  JSON: '{ $.level = "ERROR" || $.level = "FATAL" || ($.type = "platform.report" && $.record.status != "success") }',
};

/** The errors in the log, grouped by their message. */
export async function loggedErrors(session: Session, logGroupName: string, format: 'Text' | 'JSON', since: number): Promise<LoggedError[]> {
  const { paginateFilterLogEvents } = await import('@aws-sdk/client-cloudwatch-logs');
  const groups = new Map<string, LoggedError>();
  const input = { logGroupName, startTime: since, filterPattern: PATTERNS[format] };
  let read = 0;
  for await (const { events = [] } of paginateFilterLogEvents({ client: await session.clients.logs() }, input)) {
    for (const { message = '', timestamp = 0 } of events) {
      const cause = causeOf(messageIn(message));
      const group = groups.get(cause) ?? { message: cause, count: 0, last: 0 };
      groups.set(cause, Object.assign(group, { count: group.count + 1, last: Math.max(group.last, timestamp) }));
    }
    read += events.length;
    if (read >= MOST || session.signal.aborted) break;
  }
  return [...groups.values()].sort((one, other) => other.count - one.count);
}

/** What went wrong, without when and in which request. */
export function messageIn(line: string): string {
  const json = /\{.*\}\s*$/s.exec(line)?.[0];
  try {
    const { errorType, errorMessage, message, type, record } = JSON.parse(json ?? '');
    if (errorMessage !== undefined) return [errorType, errorMessage].filter(Boolean).join(': ');
    if (type === 'platform.report') return `${record?.status} ${record?.errorType ?? ''}`.trim();
    if (typeof message === 'object' && message !== null) return String(message.errorMessage ?? message.message ?? JSON.stringify(message));
    if (message !== undefined) return String(message);
  } catch {
    // A line of text.
  }
  return line
    .trim()
    .replace(/^\d{4}-\d\d-\d\dT[\d:.]+Z\s+(?:[\da-f-]{36}|undefined)\s+/, '')
    .replace(/^ERROR\s+/, '')
    .split('\n')[0];
}
