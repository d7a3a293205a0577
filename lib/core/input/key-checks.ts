import type * as kms from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';
import { checkSameRegion, homeOf } from '../cdk/homes';
import { isKeyAlias } from '../cdk/key-aliases';
import { refuse } from '../errors';

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
