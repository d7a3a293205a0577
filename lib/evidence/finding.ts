/** What a rule found, as whoever ran the rules knows it. @internal */
export interface EvidenceFinding {
  /** The id that acknowledges it, as in `HardenedLambda::RoleShared`. */
  readonly id: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly impact: string;
  readonly fix: string;
  readonly ruleUrl: string;
  readonly docsUrl: string;
  readonly template: string;
  readonly logicalId: string;
  readonly property?: string;
  readonly constructPath?: string;
  /** The key of the function that is affected. */
  readonly functionKey?: string;
  /** The same in each run, wherever in its file the resource is. */
  readonly fingerprint: string;
  /** Why it is accepted; absent where it is open. */
  readonly reason?: string;
}

/** An acknowledgement of an id on a construct, which holds for everything below. @internal */
export interface Acknowledged {
  readonly path: string;
  readonly id: string;
  readonly reason: string;
}
