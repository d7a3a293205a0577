import type { IConstruct } from 'constructs';
import { refuse } from '../errors';

/**
 * A value that is set on a scope and read by everything below it; the nearest scope wins.
 *
 * Every scope that was read is marked, so that setting the value too late fails instead of having no effect.
 *
 * @internal
 */
export class ScopedChoice<T> {
  private readonly chosen: symbol;
  private readonly read: symbol;

  constructor(private readonly name: string) {
    this.chosen = Symbol.for(`cdk-hardened-lambda.${name}`);
    this.read = Symbol.for(`cdk-hardened-lambda.${name}.read`);
  }

  public set(scope: IConstruct, value: T): void {
    const slots = scope as unknown as Record<symbol, unknown>;
    const reader = slots[this.read] as IConstruct | string | undefined;
    if (reader !== undefined) {
      const path = typeof reader === 'string' ? reader : reader.node.path;
      refuse(
        scope,
        `'${this.name}' must be called before the first function below this scope is created, got it after ${path}; move the call up`,
      );
    }
    slots[this.chosen] = value;
  }

  /** The value that is set on the scope itself. */
  public on(scope: IConstruct): T | undefined {
    return (scope as unknown as Record<symbol, T | undefined>)[this.chosen];
  }

  /**
   * The values that are set on the scope and above it, the nearest first.
   *
   * @param reader what they are for: a construct, or the path of one that is made afterwards
   */
  public from(scope: IConstruct, reader: IConstruct | string = scope): T[] {
    const values: T[] = [];
    for (let ancestor: IConstruct | undefined = scope; ancestor; ancestor = ancestor.node.scope) {
      (ancestor as unknown as Record<symbol, unknown>)[this.read] ??= reader;
      const value = this.on(ancestor);
      if (value !== undefined) values.push(value);
    }
    return values;
  }
}
