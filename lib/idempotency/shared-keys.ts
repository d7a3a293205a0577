import { Annotations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Informs that a new version, which gets a share of the traffic, and the one before it know each other's events.
 *
 * @internal
 */
export function informOfSharedKeys(shell: IConstruct): void {
  Annotations.of(shell).addInfo(
    'idempotency: all versions share the keys, so that the version before returns results of the new one and the other way round; keep the format of results compatible',
  );
}
