import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { checkOptionsOf } from '../core/input/option-names';
import type { IdempotencyOptions, IdempotencyTableOptions } from './idempotency-options';

/** @internal */
export type IdempotencyChoice =
  | ({ readonly kind: 'table' } & IdempotencyOptions)
  | ({ readonly kind: 'withTable'; readonly table: dynamodb.ITable } & IdempotencyTableOptions)
  | { readonly kind: 'none'; readonly reason: string };

/**
 * Where the code of a function keeps which events it has worked on, so that an event that is delivered twice has its effect
 * once. Powertools for AWS Lambda does it in the handler, by `makeIdempotent` or `@idempotent`.
 *
 * The function gets the name of the table as `IDEMPOTENCY_TABLE_NAME`, the time as `IDEMPOTENCY_EXPIRES_AFTER_SECONDS`, and the
 * four actions that Powertools needs: `GetItem`, `PutItem`, `UpdateItem` and `DeleteItem`.
 *
 * A key begins with the name of the function: all versions and aliases share it, and a function whose name changes knows no
 * earlier event.
 *
 * @see https://docs.aws.amazon.com/powertools/typescript/latest/features/idempotency/
 *
 * @example
 * declare const table: dynamodb.Table;
 * Idempotency.withTable(table, { expiresAfter: cdk.Duration.days(7) });
 */
export class Idempotency {
  /**
   * A table of the stack, which its functions and nested stacks share: on demand, encrypted as the profile says, items expire.
   *
   * Unless the profile destroys what belongs to a function, it is protected from deletion, kept when the stack is deleted, and
   * can be restored to any time of the last day.
   */
  public static table(options: IdempotencyOptions = {}): Idempotency {
    checkOptionsOf('Idempotency.table', options, 'expiresAfter');
    return new Idempotency({ ...options, kind: 'table' });
  }

  /**
   * A table of yours. One of this app is checked for its keys; of its time to live you are warned. The function gets access to a
   * customer-managed key that the table knows.
   */
  public static withTable(table: dynamodb.ITable, options: IdempotencyTableOptions = {}): Idempotency {
    checkOptionsOf('Idempotency.withTable', options, 'expiresAfter');
    return new Idempotency({ ...options, kind: 'withTable', table });
  }

  /**
   * No table. For a function below a scope that sets one, and for one whose work can be repeated.
   *
   * @param reason why, kept in the template's metadata
   */
  public static none(reason: string): Idempotency {
    return new Idempotency({ kind: 'none', reason });
  }

  /** @internal */
  private constructor(public readonly _choice: IdempotencyChoice) {}
}
