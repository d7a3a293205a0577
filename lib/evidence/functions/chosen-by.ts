import { PROFILE_VALUES } from './profile-values';

/** What the template notes of a function's hardening. @internal */
export interface Noted {
  /** The profile by which this library made the function. */
  readonly profile?: string;
  /** Who chose what the profile did not, by option. */
  readonly chosenBy: Readonly<Record<string, unknown>>;
  /** What was applied to a function that others made. */
  readonly applied: readonly string[];
}

/** A setting whose origin is asked for. */
interface Asked {
  readonly name: string;
  /** As it is spelled. */
  readonly value: string;
  /** Whether the template sets it. */
  readonly isSet: boolean;
  /** The options of this library that choose it. */
  readonly options: readonly string[];
}

const WORDS: Readonly<Record<string, string>> = { function: 'the function', scope: 'a scope' };

/** How the notes of what was applied begin, for options of another name. */
const APPLIED: Readonly<Record<string, string>> = { loggingFormat: 'logs: format ', logRetention: 'logs: a ' };

/** Who has chosen a setting. @internal */
export function chosenBy({ profile, chosenBy, applied }: Noted, { name, value, isSet, options }: Asked): string {
  if (!isSet) return "Lambda's default";
  if (options.some((option) => applied.some((note) => note.startsWith(APPLIED[option] ?? `${option}: `)))) return 'its hardening';
  if (profile === undefined) return 'the template';
  const choosers = options.map((option) => WORDS[String(chosenBy[option])]).filter((words) => words !== undefined);
  if (choosers.length > 0) return [...new Set(choosers)].join(' and ');
  const values = Object.hasOwn(PROFILE_VALUES, profile) ? PROFILE_VALUES[profile] : undefined;
  if (values === undefined) return options.length > 0 ? `the profile ${profile}` : 'the function';
  if (!(name in values)) return 'the function';
  return values[name] === value ? `the profile ${profile}` : 'a change after the function was made';
}
