import type { IConstruct } from 'constructs';
import { acknowledge, acknowledgeInPacks } from '../core/acknowledgements';
import type { FunctionUrlDistributionProps } from './distribution/function-url-distribution-props';
import type { FrontPlan } from './front-plan';
import type { FrontReasons } from './front-waiver';
import type { HardenedRestApiProps } from './rest-api/hardened-rest-api-props';

/**
 * What cdk-nag finds and the user has decided, or cannot change.
 *
 * @internal
 */
export function acknowledgeDistribution(
  distribution: IConstruct,
  { geoRestriction }: FunctionUrlDistributionProps,
  reasons: FrontReasons,
): void {
  if (!geoRestriction) acknowledge(distribution, { 'AwsSolutions-CFR1': 'The application is for callers of every country.' });
  if (reasons.webAclArn) acknowledge(distribution, { 'AwsSolutions-CFR2': reasons.webAclArn });
  if (reasons.certificate) acknowledge(distribution, { 'AwsSolutions-CFR4': reasons.certificate });
}

const ACCESS_LOGS_TELL =
  'The access logs have the status and the error of each request; execution logs would be in a group outside of the stack, kept forever.';

/** @internal */
export function acknowledgeRestApi(
  api: IConstruct,
  stage: IConstruct,
  { deployOptions, publicAccess, cloudWatchRole }: HardenedRestApiProps,
  reasons: FrontReasons,
  plan: FrontPlan,
): void {
  acknowledge(api, {
    'AwsSolutions-APIG2': 'The functions validate requests; a route that sets requestValidatorOptions has API Gateway validate them too.',
    'AwsSolutions-COG4': 'An authorizer or IAM decides who may call, or a reason is given; it need not be a user pool of Amazon Cognito.',
  });
  if (publicAccess) acknowledgePublic(api, publicAccess._reason);
  if (reasons.webAclArn) acknowledge(stage, { 'AwsSolutions-APIG3': reasons.webAclArn });
  if (!deployOptions?.loggingLevel) acknowledge(stage, { 'AwsSolutions-APIG6': ACCESS_LOGS_TELL });
  if (cloudWatchRole) {
    acknowledge(api.node.findChild('CloudWatchRole'), {
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]':
        'API Gateway asks for this policy.',
    });
  }
  if (!plan.acknowledgeAuditPacks) return;
  if (!deployOptions?.loggingLevel) acknowledgeInPacks(stage, 'APIGWExecutionLoggingEnabled', ACCESS_LOGS_TELL);
  if (reasons.webAclArn) acknowledgeInPacks(stage, 'APIGWAssociatedWithWAF', reasons.webAclArn);
  acknowledgeInPacks(stage, 'APIGWCacheEnabledAndEncrypted', 'Nothing is cached, unless deployOptions asks for it.');
  acknowledgeInPacks(stage, 'APIGWSSLEnabled', 'A client certificate is for HTTP backends; functions are invoked with a permission.');
}

/** @internal */
export const acknowledgePublic = (method: IConstruct, reason: string): void => acknowledge(method, { 'AwsSolutions-APIG4': reason });
