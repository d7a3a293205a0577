/** Which alarms also notify when they are over (CloudWatch's OK action). */
export enum OkActions {
  /** No alarm. */
  NONE = 'none',
  /** Gauges: alarms on a level that somebody brings down, such as how many failed events are stored and how old they are. */
  GAUGES = 'gauges',
  /** Every alarm, including those on counts, which are over by themselves one period later. */
  ALL = 'all',
}
