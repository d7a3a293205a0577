/** What the user can fix: one sentence, no stack trace. */
export class Refusal extends Error {}

/** A file that is no template at all. */
export class NoTemplate extends Refusal {}

export const refuse = (message: string): never => {
  throw new Refusal(message);
};

/** A value in a sentence. */
export function shownBriefly(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}
