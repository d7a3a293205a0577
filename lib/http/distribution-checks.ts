import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { checkConstruct, got, refuse } from '../core/errors';
import { checkNames } from '../core/option-names';
import { checkSeconds } from '../core/ranges';
import { checkFrontWaivers, checkProtected, type FrontReasons } from './front-waiver';
import { DISTRIBUTION_PROPS, type FunctionUrlDistributionProps } from './function-url-distribution-props';
import { checkWebAcl } from './web-acl-check';

/**
 * What CloudFront refuses, or what would leave the URL open, is refused before the distribution is made.
 *
 * @internal
 */
export function checkDistribution(scope: IConstruct, props: FunctionUrlDistributionProps): FrontReasons {
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
