/** What the user can mend: one sentence, no stack trace. */
export class Refusal extends Error {}

export const refuse = (message: string): never => {
  throw new Refusal(message);
};

/** As it stands in a sentence. */
export function shownBriefly(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}
