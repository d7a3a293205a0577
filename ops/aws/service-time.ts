interface Answered {
  readonly response?: { readonly headers?: Readonly<Record<string, string>> };
}

type Next = (args: never) => Promise<unknown>;

/** The part of a command of the SDK that takes what is to be done with its answer. */
interface Stacked {
  readonly middlewareStack: {
    add(middleware: (next: Next) => Next, options: { step: 'deserialize'; name: string; priority: 'low' }): void;
  };
}

/**
 * Keeps the time at which the service answers the command: a function that gives it. To the second, since more is not told, and so
 * before anything that the service stores later.
 */
export function serviceTimeOf(command: object): () => number {
  let date: string | undefined;
  (command as Stacked).middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      date = (result as Answered).response?.headers?.date;
      return result;
    },
    { step: 'deserialize', name: 'keepServiceTime', priority: 'low' },
  );
  return () => {
    const time = date === undefined ? Number.NaN : Date.parse(date);
    return Math.floor((Number.isNaN(time) ? Date.now() : time) / 1000) * 1000;
  };
}
