import type { PriceList } from './prices';
import type { ProfileName } from './profile-costs';
import type { Assumption, Term } from './terms';

/** What a resource is paid for. @internal */
export interface CostLine {
  readonly key: string;
  readonly label: string;
  readonly type: string;
  /** What is bought with it: the function itself, or a protection. */
  readonly protection: string;
  /** The function that it is for, where it is for one. */
  readonly functionKey?: string;
  /** In a month without traffic. */
  readonly idle: readonly Term[];
  /** For a million events of the function. */
  readonly perMillion: readonly Term[];
}

/** What the application would cost, and what would differ, under a profile. @internal */
export interface ProfileChange {
  readonly profile: ProfileName;
  /** How many functions have it. */
  readonly functions: number;
  /** USD a month without traffic that alarms and keys of all functions would cost under it. */
  readonly idle: number;
  /** The difference to what alarms and keys cost now. */
  readonly difference: number;
  /** What else it changes. */
  readonly differs: string;
}

/** @internal */
export interface CostEvidence {
  readonly prices: PriceList;
  readonly assumptions: readonly Assumption[];
  readonly lines: readonly CostLine[];
  /** Types of resources in the templates whose price is not known here. */
  readonly unpriced: readonly string[];
  readonly otherProfiles: readonly ProfileChange[];
}
