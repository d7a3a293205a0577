/** Which alarms also tell that they are over (the OK action). */
export enum OkActions {
  /** None. */
  NONE = 'none',
  /** Those that watch a level which was brought down again: how many failed events wait, and how old they are. */
  GAUGES = 'levels',
  /** Every alarm, also those that count single failures and are over by themselves five minutes later. */
  ALL = 'all',
}
