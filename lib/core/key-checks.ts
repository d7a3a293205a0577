import type * as kms from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';
import { refuse } from './errors';
import { checkSameRegion, homeOf } from './homes';
import { isKeyAlias } from './key-aliases';

/**
 * Refuses a key of another region, and an alias in the place of a key.
 *
 * @internal
 */
export function checkKey(scope: IConstruct, prop: string, key: kms.IKeyRef): void {
  const { keyArn } = key.keyRef;
  checkSameRegion(scope, prop, 'a key', homeOf(keyArn).region);
  if (!('aliasName' in key || isKeyAlias(keyArn))) return;
  refuse(
    scope,
    `'${prop}' must be a key, got an alias, whose ARN grants nothing in a policy of IAM; ` +
      `pass the key itself: its 'aliasTargetKey', kms.Key.fromLookup(this, 'Key', { aliasName }) or kms.Key.fromKeyArn(...)`,
  );
}
