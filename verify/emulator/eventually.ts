import { setTimeout as sleep } from 'node:timers/promises';

/** Asks until the answer will do; fails with the last answer. */
export async function eventually<T>(what: string, ask: () => Promise<T>, isEnough: (answer: T) => boolean, seconds = 20): Promise<T> {
  const limit = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (isEnough(answer)) return answer;
    if (Date.now() > limit) throw new Error(`${what} has not come true in ${seconds} s, got ${JSON.stringify(answer)}`);
    await sleep(200);
  }
}
