/** How many metrics of alarms, and keys, something makes. @internal */
export interface MadeByProfile {
  readonly alarmMetrics: number;
  readonly keys: number;
}

/** @internal */
export type ProfileName = 'standard' | 'strict' | 'development' | 'lean';

/** What each profile makes for a stack, a function, a queue and a stream that a function reads. @internal */
export const PROFILE_COSTS: Readonly<
  Record<
    ProfileName,
    { readonly stack: MadeByProfile; readonly fn: MadeByProfile; readonly queue: MadeByProfile; readonly stream: MadeByProfile }
  >
> = {
  standard: {
    stack: {
      alarmMetrics: 2,
      keys: 0,
    },
    fn: {
      alarmMetrics: 3,
      keys: 0,
    },
    queue: {
      alarmMetrics: 2,
      keys: 0,
    },
    stream: {
      alarmMetrics: 5,
      keys: 0,
    },
  },
  strict: {
    stack: {
      alarmMetrics: 0,
      keys: 1,
    },
    fn: {
      alarmMetrics: 5,
      keys: 0,
    },
    queue: {
      alarmMetrics: 2,
      keys: 0,
    },
    stream: {
      alarmMetrics: 5,
      keys: 0,
    },
  },
  development: {
    stack: {
      alarmMetrics: 0,
      keys: 0,
    },
    fn: {
      alarmMetrics: 0,
      keys: 0,
    },
    queue: {
      alarmMetrics: 0,
      keys: 0,
    },
    stream: {
      alarmMetrics: 0,
      keys: 0,
    },
  },
  lean: {
    stack: {
      alarmMetrics: 0,
      keys: 0,
    },
    fn: {
      alarmMetrics: 0,
      keys: 0,
    },
    queue: {
      alarmMetrics: 0,
      keys: 0,
    },
    stream: {
      alarmMetrics: 0,
      keys: 0,
    },
  },
};
