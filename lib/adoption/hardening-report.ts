/** A protection that a function did not get. */
export interface LeftProtection {
  /**
   * What was left: `logs`, `role`, `tracing`, `capture`, `alarms`, `idempotency`, `memorySize`, `timeout`, or `all`. Under
   * `operators`: what `grantReplay` or `grantInvestigate` reaches of other functions, since their failures are in the same queue.
   */
  readonly protection: string;

  /** Why, and what to do about it where there is something to do. */
  readonly reason: string;
}

/** What hardening did to one function. */
export interface FunctionHardening {
  /** The path of the function's resource in the construct tree. */
  readonly path: string;

  /** What was applied, a line each. */
  readonly applied: string[];

  /** What was left as it is, each with the reason. */
  readonly left: LeftProtection[];
}

/**
 * What `Hardening.of(scope).apply()` did, function by function. The template's metadata says the same. Nothing is printed
 * unless you print it.
 *
 * @example
 * declare const app: cdk.App;
 * const text = Hardening.of(app).apply().text;
 */
export class HardeningReport {
  /** @internal */
  public static _of(functions: FunctionHardening[]): HardeningReport {
    return new HardeningReport([...functions]);
  }

  private constructor(
    /** Every function below the scope, in the order of the construct tree. */
    public readonly functions: FunctionHardening[],
  ) {}

  /** The report as text: each function, then a line for each thing that was applied or left. */
  public get text(): string {
    const changed = this.functions.filter(({ applied }) => applied.length > 0).length;
    return [`${changed} of ${this.functions.length} functions changed`, ...this.functions.flatMap(linesOf)].join('\n');
  }
}

const linesOf = ({ path, applied, left }: FunctionHardening): string[] => [
  path,
  ...applied.map((line) => `  + ${line}`),
  ...left.map(({ protection, reason }) => `  - ${protection}: ${reason}`),
];
