import * as waf from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';

/** A web ACL for CloudFront, in us-east-1: it blocks an address that asks too often, until it asks less. */
export class RateLimit extends Construct {
  public readonly webAclArn: string;

  /** @param limit requests of one address in five minutes: at least 10 */
  constructor(scope: Construct, id: string, limit: number) {
    super(scope, id);
    const visibilityConfig = { cloudWatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName: 'RateLimit' };
    const acl = new waf.CfnWebACL(this, 'Acl', {
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig,
      rules: [
        {
          name: 'PerAddress',
          priority: 0,
          statement: { rateBasedStatement: { limit, aggregateKeyType: 'IP', evaluationWindowSec: 300 } },
          action: { block: { customResponse: { responseCode: 429 } } },
          visibilityConfig: { ...visibilityConfig, metricName: 'RateLimitPerAddress' },
        },
      ],
    });
    this.webAclArn = acl.attrArn;
  }
}
