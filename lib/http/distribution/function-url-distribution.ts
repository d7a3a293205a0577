import { CfnResource, Duration, Stack } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { FunctionUrlOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { AlarmSet } from '../../alarms/alarm-set';
import { alarmsOfFront } from '../../alarms/alarms-of-front';
import type { AlarmTopics, CustomAlarmOptions } from '../../alarms/custom-alarm';
import type { FrontAlarms } from '../../alarms/front-alarms';
import { refuse } from '../../core/errors';
import { recordWaiver } from '../../core/input/reasons';
import { withoutUndefined } from '../../core/without-undefined';
import { CLOUDFRONT_WAITS } from '../../service-limits/front-waits';
import { acknowledgeDistribution } from '../acknowledged-fronts';
import { outlastingFunctions } from '../called-functions';
import { planFront } from '../front-plan';
import { observedDistribution } from '../observed-fronts';
import { placeOf } from '../place-of';
import { checkDistribution } from './distribution-checks';
import { distributionLogs, withoutAcl } from './distribution-logs';
import { DistributionPermission } from './distribution-permission';
import type { FunctionUrlDistributionProps } from './function-url-distribution-props';

/** Where CloudFront publishes its metrics. */
const METRICS_REGION = 'us-east-1';

/**
 * CloudFront in front of a function URL that it alone may call: with origin access control, HTTPS, TLS 1.2, access logs and security
 * headers.
 *
 * Anyone can call the distribution: it signs each request for the function. Who may do what is for a web ACL, for the code of the
 * function, or for a function of CloudFront to decide. The header `Authorization` of the caller is replaced by the signature: pass
 * tokens in another header or in a cookie.
 *
 * A caller that sends a body sends its SHA-256 in `x-amz-content-sha256` too. Responses are streamed where the URL streams them.
 *
 * CloudFront publishes its metrics in us-east-1: the distribution has alarms in a stack of that Region. The alarms of the function URL
 * are in every Region.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html
 *
 * @example
 * declare const orders: HardenedFunction;
 * declare const certificate: acm.ICertificate;
 * new FunctionUrlDistribution(this, 'Site', {
 *   functionUrl: orders.addFunctionUrl(),
 *   domainNames: ['orders.example.com'],
 *   certificate,
 *   webAclArn: 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/site/a1b2',
 * });
 */
export class FunctionUrlDistribution extends cloudfront.Distribution {
  /** The bucket of the access logs. */
  public readonly logBucket: s3.IBucket;

  private readonly watched?: AlarmSet;

  constructor(scope: Construct, id: string, props: FunctionUrlDistributionProps) {
    const given = withoutUndefined(props ?? {}) as FunctionUrlDistributionProps;
    const place = placeOf(scope, id);
    const reasons = checkDistribution(place, Stack.of(scope).region, given);
    const { functionUrl, readTimeout = Duration.seconds(CLOUDFRONT_WAITS) } = given;
    const plan = planFront(scope, given, place);
    const logBucket = distributionLogs(scope, id, given, plan);
    super(scope, id, {
      defaultBehavior: {
        origin: FunctionUrlOrigin.withOriginAccessControl(functionUrl, { readTimeout }),
        viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        allowedMethods: given.allowedMethods ?? cloudfront.AllowedMethods.ALLOW_ALL,
        cachePolicy: given.cachePolicy ?? cloudfront.CachePolicy.CACHING_DISABLED,
        originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        responseHeadersPolicy: given.responseHeadersPolicy ?? cloudfront.ResponseHeadersPolicy.SECURITY_HEADERS,
      },
      domainNames: given.domainNames,
      certificate: given.certificate,
      minimumProtocolVersion: given.certificate ? cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021 : undefined,
      webAclId: given.webAclArn,
      geoRestriction: given.geoRestriction,
      logBucket,
    });
    this.logBucket = logBucket;
    DistributionPermission.watch(functionUrl);
    const resource = this.node.defaultChild as cloudfront.CfnDistribution;
    for (const [protection, reason] of Object.entries(reasons)) recordWaiver(resource, protection, reason);
    acknowledgeDistribution(this, given, reasons);
    if (Stack.of(this).region === METRICS_REGION) {
      this.watched = alarmsOfFront(
        this,
        { plan: plan.alarms, tuned: plan.tuned, resource, subject: `${this.node.path} (${this.distributionId})` },
        observedDistribution(this),
      );
    } else if (Object.keys(plan.tuned).length > 0) {
      refuse(
        this,
        `'alarms' must be for a distribution in a stack of ${METRICS_REGION}, where CloudFront publishes its metrics, got another Region; remove it`,
      );
    }
    this.node.addValidation({ validate: () => [...this.outlasting(functionUrl, readTimeout), ...withoutAcl(logBucket)] });
  }

  /** The alarms by their cause; none outside of us-east-1. */
  public get alarms(): FrontAlarms {
    return this.watched?.ofFront ?? {};
  }

  /** The topics that the alarms notify, by severity: the stack's topics for e-mails, or yours. */
  public get alarmTopics(): AlarmTopics {
    return this.watched?.topics ?? {};
  }

  /** Adds your own alarm. It notifies the same topics as the other alarms of the distribution. Only in us-east-1. */
  public addAlarm(id: string, options: CustomAlarmOptions): cloudwatch.Alarm {
    return (
      this.watched?.add(id, options) ??
      refuse(
        this,
        `'addAlarm' must be called in a stack of ${METRICS_REGION}, where CloudFront publishes its metrics, got another Region; remove it`,
      )
    );
  }

  private outlasting({ node }: lambda.FunctionUrl, readTimeout: Duration): string[] {
    const url = node.defaultChild as lambda.CfnUrl | undefined;
    if (!url || !CfnResource.isCfnResource(url) || url.invokeMode === lambda.InvokeMode.RESPONSE_STREAM || readTimeout.isUnresolved())
      return [];
    const seconds = readTimeout.toSeconds();
    return outlastingFunctions(url, url.targetFunctionArn, { name: 'CloudFront', seconds, isShorterThan: (timeout) => timeout > seconds });
  }
}
