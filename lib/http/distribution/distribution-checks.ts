import { Stack, Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { checkConstruct, got, refuse } from '../../core/errors';
import { checkKindsOf, checkList, type Kind } from '../../core/input/kind-checks';
import { checkNames } from '../../core/input/option-names';
import { checkSeconds } from '../../core/input/ranges';
import { checkFrontWaivers, checkProtected, type FrontReasons } from '../front-waiver';
import { checkWebAcl } from '../web-acl-check';
import { DISTRIBUTION_PROPS, type FunctionUrlDistributionProps } from './function-url-distribution-props';

const KINDS: { readonly [prop in keyof FunctionUrlDistributionProps]?: Kind } = {
  certificate: { member: 'certificateArn', name: 'a certificate', example: 'new acm.Certificate(...)' },
  allowedMethods: { member: 'methods', name: 'AllowedMethods', example: 'AllowedMethods.ALLOW_ALL' },
  cachePolicy: { member: 'cachePolicyId', name: 'a cache policy', example: 'CachePolicy.CACHING_DISABLED' },
  responseHeadersPolicy: {
    member: 'responseHeadersPolicyId',
    name: 'a response headers policy',
    example: 'ResponseHeadersPolicy.SECURITY_HEADERS',
  },
  geoRestriction: { member: 'restrictionType', name: 'a GeoRestriction', example: "GeoRestriction.allowlist('FR')" },
  logBucket: { member: 'bucketArn', name: 'a bucket', example: 'new s3.Bucket(...)' },
};

/** The permissions of CloudFront are in the stack of the distribution, and Lambda takes them in the Region of the function alone. */
function checkRegion(scope: IConstruct, region: string, functionUrl: lambda.FunctionUrl): void {
  const ofFunction = Stack.of(functionUrl).region;
  if (Token.isUnresolved(region) || Token.isUnresolved(ofFunction) || region === ofFunction) return;
  refuse(
    scope,
    `'functionUrl' must be in the Region of the distribution's stack, ${region}, where it gives CloudFront its permissions, got ${ofFunction}; ` +
      `create the distribution in a stack of ${ofFunction}: CloudFront is in no Region`,
  );
}

/**
 * What CloudFront refuses, or what would leave the URL open, is refused before the distribution is made.
 *
 * @internal
 */
export function checkDistribution(scope: IConstruct, region: string, props: FunctionUrlDistributionProps): FrontReasons {
  checkNames(scope, 'FunctionUrlDistribution', props, DISTRIBUTION_PROPS);
  checkConstruct(scope, 'functionUrl', props.functionUrl, 'orders.addFunctionUrl()');
  const { authType } = props.functionUrl;
  if (authType !== lambda.FunctionUrlAuthType.AWS_IAM) {
    refuse(
      scope,
      `'functionUrl' must be a function URL with FunctionUrlAuthType.AWS_IAM, got ${got(authType)}, which anyone could call without the distribution; ` +
        `omit 'authType' of the URL`,
    );
  }
  checkRegion(scope, region, props.functionUrl);
  checkList(scope, 'domainNames', props.domainNames, 'names');
  const { domainNames, certificate, webAclArn, logBucket, logRetention } = props;
  if (domainNames !== undefined && certificate === undefined) {
    refuse(scope, `'domainNames' must have a certificate, got none; pass 'certificate', or remove the names`);
  }
  if (certificate !== undefined && (domainNames === undefined || domainNames.length === 0)) {
    refuse(scope, `'certificate' must be for domain names, got none; pass 'domainNames', or remove the certificate`);
  }
  checkSeconds(scope, 'readTimeout', props.readTimeout, { min: 1, max: 180 });
  if (logBucket && logRetention !== undefined) {
    refuse(scope, `'logRetention' can't be combined with 'logBucket'; set it as a lifecycle rule of the bucket`);
  }
  checkKindsOf(scope, props, KINDS);
  const reasons = checkFrontWaivers(scope, props.waivers);
  checkProtected(scope, 'webAclArn', webAclArn, reasons.webAclArn, `pass the ARN of a web ACL, or 'waivers: [FrontWaiver.webAcl(reason)]'`);
  checkWebAcl(scope, webAclArn, 'CLOUDFRONT');
  checkProtected(
    scope,
    'certificate',
    certificate,
    reasons.certificate,
    `pass it with 'domainNames', since CloudFront takes TLS 1.0 on its own domain, or 'waivers: [FrontWaiver.minimumTls(reason)]'`,
  );
  return reasons;
}
