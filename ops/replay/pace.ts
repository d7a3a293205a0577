import { setTimeout as sleep } from 'node:timers/promises';

/** Lets a number of events through in a second, evenly. */
export class Pace {
  private next = 0;

  constructor(private readonly perSecond: number | undefined) {}

  public async wait(signal: AbortSignal): Promise<void> {
    if (this.perSecond === undefined) return;
    const now = Date.now();
    const at = Math.max(now, this.next);
    this.next = at + 1000 / this.perSecond;
    await sleep(at - now, undefined, { signal }).catch(() => undefined);
  }
}
