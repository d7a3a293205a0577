import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { got, refuse } from '../core/errors';

/** What a web ACL of AWS WAF is for. */
const SCOPES = {
  CLOUDFRONT: { pattern: /^arn:[^:]+:wafv2:us-east-1:\d{12}:global\/webacl\//, example: 'us-east-1:111122223333:global' },
  REGIONAL: { pattern: /^arn:[^:]+:wafv2:([^:]+):\d{12}:regional\/webacl\//, example: 'eu-west-1:111122223333:regional' },
};

/**
 * @param region that of the front, in which a web ACL with the scope REGIONAL has to be
 * @internal
 */
export function checkWebAcl(scope: IConstruct, arn: string | undefined, of: keyof typeof SCOPES, region?: string): void {
  const { pattern, example } = SCOPES[of];
  if (arn === undefined || arn === null || Token.isUnresolved(arn)) return;
  const found = typeof arn === 'string' ? pattern.exec(arn) : null;
  if (found) {
    const [, isIn] = found;
    if (region === undefined || isIn === undefined || Token.isUnresolved(region) || isIn === region) return;
    refuse(scope, `'webAclArn' must be of a web ACL in the Region of the API, ${region}, got ${isIn}; create one there`);
  }
  refuse(
    scope,
    `'webAclArn' must be the ARN of a web ACL of AWS WAF with the scope ${of}, got ${got(arn)}; pass for example 'arn:aws:wafv2:${example}/webacl/NAME/ID'`,
  );
}
