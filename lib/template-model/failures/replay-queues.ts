import type { ApplicationModel } from '../application-model';
import type { Resource } from '../resource';

/** Queues that only store copies until somebody replays them: nothing in the templates sends to them or reads them, and nothing is moved on. @internal */
export function replayQueuesIn({ queues, senders }: ApplicationModel): ReadonlySet<Resource> {
  const sent = new Set(senders.map(({ target }) => target));
  return new Set(
    [...queues.values()]
      .filter(
        ({ resource, hasRedrive, readers }) =>
          hasRedrive === false && !sent.has(resource) && readers.every(({ isEnabled }) => isEnabled === false),
      )
      .map(({ resource }) => resource),
  );
}
