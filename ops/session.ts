import type { Clients } from './aws/clients';
import { refuse } from './refusal';
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
  /** Whether there is a terminal to ask on. */
  readonly canConfirm: boolean;
  /** Asks, on a terminal; elsewhere `--yes` has to be set. */
  readonly confirm: (question: Text) => Promise<boolean>;
}

export const refuseUnconfirmed = (): never => refuse(`this must be confirmed on a terminal, got none; set '--yes'`);
