export interface Todo {
  readonly todoId: string;
  readonly text: string;
}

/** Names the rule that a request breaks, without its content. */
export class InvalidRequest extends Error {
  public override readonly name = 'InvalidRequest';
}

const LONGEST = 200;

/** The text of a request's body. */
export function textFrom(body: string | undefined): string {
  const text = parsed(body ?? '')?.text;
  if (typeof text !== 'string' || text.trim() === '' || text.length > LONGEST) {
    throw new InvalidRequest(`text must be 1 to ${LONGEST} characters`);
  }
  return text.trim();
}

/** The message of the parser would quote the body. */
function parsed(body: string): { text?: unknown } | null {
  try {
    return JSON.parse(body);
  } catch {
    throw new InvalidRequest('the body must be JSON');
  }
}
