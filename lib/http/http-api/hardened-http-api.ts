import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import * as apigateway from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { AlarmSet } from '../../alarms/alarm-set';
import { alarmsOfFront } from '../../alarms/alarms-of-front';
import type { AlarmTopics, CustomAlarmOptions } from '../../alarms/custom-alarm';
import type { FrontAlarms } from '../../alarms/front-alarms';
import { refuse } from '../../core/errors';
import { recordWaiver } from '../../core/input/reasons';
import { withoutUndefined } from '../../core/without-undefined';
import { accessLogGroup, HTTP_FIELDS } from '../access-logs';
import { acknowledgePublic } from '../acknowledged-fronts';
import { planFront } from '../front-plan';
import { observedStage } from '../observed-fronts';
import { placeOf } from '../place-of';
import { ResourcesOfApis } from '../resources-of-api';
import { checkOnce } from '../route-checks';
import { routeKey } from '../route-key';
import { completeThrottle } from '../throttle';
import type { HardenedHttpApiProps, HttpFunctionRouteOptions } from './hardened-http-api-props';
import { checkHttpApi, checkHttpRoute } from './http-api-checks';
import { findingsOfHttpApi, hasNoScopes } from './http-api-findings';
import { RoutePermissions } from './route-permissions';

/**
 * An HTTP API that is safe to call: access logs, a throttle for each route, an authorizer or a reason, alarms, and permissions for its
 * stage and routes alone.
 *
 * An HTTP API has TLS 1.2 at least, waits 30 seconds at most, and takes requests of up to 10 MB, of which a function gets up to 6 MB. It
 * has neither AWS WAF nor tracing by X-Ray: use `HardenedRestApi`, or a CloudFront distribution in front.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html
 *
 * @example
 * declare const orders: HardenedFunction;
 * const api = new HardenedHttpApi(this, 'Api', { defaultAuthorizer: new HttpIamAuthorizer() });
 * api.addFunctionRoute('POST /orders', orders, { throttle: { rateLimit: 50, burstLimit: 20 } });
 */
export class HardenedHttpApi extends apigateway.HttpApi {
  /** The stage, with access logs and throttling. */
  public readonly defaultStage: apigateway.IHttpStage | undefined;

  /** The log group of the access logs. */
  public readonly accessLogGroup: logs.ILogGroup;

  private readonly stage: apigateway.CfnStage;
  private readonly watched: AlarmSet;
  private readonly throttle: { readonly rateLimit: number; readonly burstLimit: number };
  private readonly publicRoutes = new Map<string, string>();

  constructor(scope: Construct, id: string, props: HardenedHttpApiProps = {}) {
    const given = withoutUndefined(props ?? {}) as HardenedHttpApiProps;
    const throttle = checkHttpApi(placeOf(scope, id), given);
    super(scope, id, {
      apiName: given.apiName,
      description: given.description,
      defaultIntegration: given.defaultIntegration,
      createDefaultStage: false,
      corsPreflight: given.corsPreflight,
      disableExecuteApiEndpoint: given.disableExecuteApiEndpoint,
      defaultAuthorizer: given.defaultAuthorizer,
      defaultAuthorizationScopes: given.defaultAuthorizationScopes,
      routeSelectionExpression: given.routeSelectionExpression,
      ipAddressType: given.ipAddressType,
    });
    this.throttle = throttle;
    const plan = planFront(this, given);
    this.accessLogGroup = accessLogGroup(this, given, plan);
    const stage = new apigateway.HttpStage(this, 'DefaultStage', {
      httpApi: this,
      stageName: given.stageName,
      autoDeploy: true,
      domainMapping: given.defaultDomainMapping,
      throttle,
      detailedMetricsEnabled: given.detailedMetricsEnabled,
      accessLogSettings: {
        destination: new apigateway.LogGroupLogDestination(this.accessLogGroup),
        format: AccessLogFormat.custom(JSON.stringify(HTTP_FIELDS)),
      },
    });
    if (given.defaultDomainMapping) stage.node.addDependency(given.defaultDomainMapping.domainName);
    this.defaultStage = stage;
    this.stage = stage.node.defaultChild as apigateway.CfnStage;
    if (given.publicAccess) {
      recordWaiver(this.stage, 'authorizer', given.publicAccess._reason);
      acknowledgePublic(this, given.publicAccess._reason);
    }
    this.watched = alarmsOfFront(
      this,
      {
        plan: plan.alarms,
        tuned: plan.tuned,
        resource: this.stage,
        subject: `${this.node.path} (${this.apiId})`,
        logGroupName: this.accessLogGroup.logGroupName,
      },
      observedStage(stage),
    );
    RoutePermissions.narrow(this, this.stage.stageName);
    const ofApis = ResourcesOfApis.in(this);
    this.node.addValidation({
      validate: () =>
        findingsOfHttpApi(ofApis.of(this.node.defaultChild as apigateway.CfnApi), this.stage, {
          isPublic: given.publicAccess !== undefined,
          publicRoutes: this.publicRoutes,
        }),
    });
  }

  /** The alarms by their cause. */
  public get alarms(): FrontAlarms {
    return this.watched.ofFront;
  }

  /** The topics that the alarms notify, by severity: the stack's topics for e-mails, or yours. */
  public get alarmTopics(): AlarmTopics {
    return this.watched.topics;
  }

  /** Adds your own alarm. It notifies the same topics as the other alarms of the API. */
  public addAlarm(id: string, options: CustomAlarmOptions): cloudwatch.Alarm {
    return this.watched.add(id, options);
  }

  /**
   * Adds a route that a function answers. A function with `release` is called by its alias.
   *
   * @param route method and path: `GET /orders/{id}`
   * @param fn the function
   * @param options who may call, how often, and how long API Gateway waits
   */
  public addFunctionRoute(route: string, fn: lambda.IFunction, options: HttpFunctionRouteOptions = {}): apigateway.HttpRoute {
    const { method, path } = routeKey(this, route);
    checkOnce(this, route, this.node.tryFindChild(`${method}${path}`));
    checkHttpRoute(this, fn, options);
    const { authorizer, authorizationScopes, publicAccess, throttle, timeout, payloadFormatVersion } = options ?? {};
    const [made] = this.addRoutes({
      path,
      methods: [method],
      integration: new HttpLambdaIntegration('Integration', fn, { timeout, payloadFormatVersion }),
      authorizer: publicAccess ? new apigateway.HttpNoneAuthorizer() : authorizer,
      authorizationScopes: publicAccess ? undefined : authorizationScopes,
    });
    const resource = made.node.defaultChild as apigateway.CfnRoute;
    // The CDK gives each route the scopes of the API, which API Gateway refuses without tokens.
    if (hasNoScopes(resource.authorizationType) && (publicAccess || !authorizationScopes)) resource.authorizationScopes = undefined;
    if (publicAccess) {
      this.publicRoutes.set(resource.routeKey, publicAccess._reason);
      recordWaiver(resource, 'authorizer', publicAccess._reason);
      acknowledgePublic(made, publicAccess._reason);
    }
    if (throttle !== undefined && throttle !== null)
      this.throttleRoute(resource, completeThrottle(this, 'throttle', throttle, this.throttle));
    return made;
  }

  /** A further stage would have neither access logs nor alarms: it is an error. */
  public override addStage(_id: string, _options: apigateway.HttpStageOptions): apigateway.HttpStage {
    return refuse(
      this,
      `'addStage' must not be called, since access logs, throttling and alarms are those of one stage; create another HardenedHttpApi for it`,
    );
  }

  private throttleRoute(route: apigateway.CfnRoute, { rateLimit, burstLimit }: { rateLimit: number; burstLimit: number }): void {
    const settings = { ThrottlingRateLimit: rateLimit, ThrottlingBurstLimit: burstLimit };
    this.stage.routeSettings = { ...this.stage.routeSettings, [route.routeKey]: settings };
    // API Gateway refuses settings of a route that does not exist yet.
    this.stage.node.addDependency(route);
  }
}
