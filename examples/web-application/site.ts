import { Duration, Fn, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import type * as apigateway from 'aws-cdk-lib/aws-apigatewayv2';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { LogsBucket } from './logs-bucket';

/** The page runs its own files only, and talks to its own API and to the pages of the sign-in only. */
export const contentSecurityPolicy = (signIn: string): string =>
  `default-src 'self'; connect-src 'self' ${signIn}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;

/** A private bucket with the files of the page, and CloudFront, which alone reads it. Paths below `/api/` are those of the API. */
export class Site extends Construct {
  public readonly bucket: s3.Bucket;
  public readonly distribution: cloudfront.Distribution;

  constructor(scope: Construct, id: string, api: apigateway.HttpApi) {
    super(scope, id);
    const logs = new LogsBucket(this, 'Logs');
    this.bucket = new s3.Bucket(this, 'Files', {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      encryption: s3.BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned: true,
      serverAccessLogsBucket: logs,
      serverAccessLogsPrefix: 'files/',
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1), noncurrentVersionExpiration: Duration.days(30) }],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const { region } = Stack.of(this);
    const apiOrigin = new origins.HttpOrigin(`${api.apiId}.execute-api.${region}.${Stack.of(this).urlSuffix}`);
    const common = {
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      responseHeadersPolicy: this.headers(contentSecurityPolicy(`https://*.auth.${region}.amazoncognito.com`)),
    };
    this.distribution = new cloudfront.Distribution(this, 'Distribution', {
      defaultRootObject: 'index.html',
      defaultBehavior: { ...common, origin: origins.S3BucketOrigin.withOriginAccessControl(this.bucket) },
      additionalBehaviors: {
        '/api/*': {
          ...common,
          origin: apiOrigin,
          allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
          cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
          originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        },
      },
      logBucket: logs,
      logFilePrefix: 'distribution/',
    });
    Validations.of(this.distribution).acknowledge(
      { id: 'AwsSolutions-CFR1', reason: 'The example is for users of every country.' },
      { id: 'AwsSolutions-CFR2', reason: 'The files are public; the API has an authorizer and throttles. See README.' },
      { id: 'AwsSolutions-CFR4', reason: 'The example has no domain name. Set domainNames and certificate.' },
    );
  }

  public get url(): string {
    return Fn.join('', ['https://', this.distribution.distributionDomainName]);
  }

  private headers(policy: string): cloudfront.ResponseHeadersPolicy {
    return new cloudfront.ResponseHeadersPolicy(this, 'Headers', {
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy: policy, override: true },
        contentTypeOptions: { override: true },
        referrerPolicy: { referrerPolicy: cloudfront.HeadersReferrerPolicy.NO_REFERRER, override: true },
        strictTransportSecurity: { accessControlMaxAge: Duration.days(365), includeSubdomains: true, override: true },
      },
    });
  }
}
