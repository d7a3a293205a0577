/** Why no `FleetAlarms` is in the app. Made by `FleetAlarms.elsewhere(reason)`. */
export class FleetAlarmsElsewhere {
  /** @internal */
  constructor(
    /** @internal */
    public readonly _reason: string,
  ) {}
}
