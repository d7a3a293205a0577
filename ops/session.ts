import type { Clients } from './aws/clients';
import type { Output } from './terminal/output';
import type { Text } from './terminal/text';

/** What a command works with. */
export interface Session {
  readonly clients: Clients;
  readonly out: Output;
  /** Where copies of failures and journals of replays are kept. */
  readonly folder: string;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  /** Asks, on a terminal; elsewhere `--yes` has to be set. */
  readonly confirm: (question: Text) => Promise<boolean>;
}
