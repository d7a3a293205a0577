import { Lazy, Names, Size, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import type { AlarmSet } from '../../alarms/alarm-set';
import { alarmsOfFront } from '../../alarms/alarms-of-front';
import type { AlarmTopics, CustomAlarmOptions } from '../../alarms/custom-alarm';
import type { FrontAlarms } from '../../alarms/front-alarms';
import { recordWaiver } from '../../core/input/reasons';
import { withoutUndefined } from '../../core/without-undefined';
import { accessLogGroup, REST_FIELDS } from '../access-logs';
import { acknowledgePublic, acknowledgeRestApi } from '../acknowledged-fronts';
import { planFront } from '../front-plan';
import { observedStage } from '../observed-fronts';
import { placeOf } from '../place-of';
import { ResourcesOfApis } from '../resources-of-api';
import { checkOnce } from '../route-checks';
import { routeKey } from '../route-key';
import { completeThrottle } from '../throttle';
import type { HardenedRestApiProps, RestFunctionRouteOptions } from './hardened-rest-api-props';
import { checkRestApi, checkRestRoute } from './rest-api-checks';
import { findingsOfRestApi } from './rest-api-findings';
import { endpointTypesOf, privateWithoutPolicy, secureEndpoint } from './rest-endpoint';
import { methodSettings, stageOptions, type ThrottledRoute } from './rest-stage';
import { validatorFor } from './rest-validators';

/**
 * A REST API that is safe to call: AWS WAF or a reason, tracing by X-Ray, access logs, a throttle for each route, an authorizer or a
 * reason, TLS 1.2 or later, alarms, and permissions for its stage and routes alone.
 *
 * A REST API waits 29 seconds at most, unless its quota was raised, and takes requests of up to 10 MB, of which a function gets up to 6 MB.
 * A body of `binaryMediaTypes` comes to the function in base64, which is a third longer: up to 4.5 MB.
 *
 * API Gateway writes access logs with a role of the account, which is set once for all APIs of a Region. This construct leaves it alone:
 * an API in an account without it fails at deployment. Set it in one stack of the account with `AWS::ApiGateway::Account`, or pass
 * `cloudWatchRole: true` in one stack only, since each one replaces the role of all others.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-rest-api.html
 *
 * @example
 * declare const orders: HardenedFunction;
 * const api = new HardenedRestApi(this, 'Api', {
 *   webAclArn: 'arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/site/a1b2',
 *   defaultMethodOptions: { authorizationType: apigateway.AuthorizationType.IAM },
 * });
 * api.addFunctionRoute('POST /orders', orders, { throttle: { rateLimit: 50, burstLimit: 20 } });
 */
export class HardenedRestApi extends apigateway.RestApi {
  /** The log group of the access logs. */
  public readonly accessLogGroup: logs.ILogGroup;

  private readonly stage: apigateway.CfnStage;
  private readonly watched: AlarmSet;
  private readonly throttle: { readonly rateLimit: number; readonly burstLimit: number };
  private readonly throttled: ThrottledRoute[] = [];
  private readonly isEdge: boolean;
  private readonly publicMethods = new Set<apigateway.CfnMethod>();

  constructor(scope: Construct, id: string, props: HardenedRestApiProps = {}) {
    const given = withoutUndefined(props ?? {}) as HardenedRestApiProps;
    const place = placeOf(scope, id);
    const reasons = checkRestApi(place, Stack.of(scope).region, given);
    const throttle = completeThrottle(place, 'throttle', given.throttle);
    const plan = planFront(scope, given, place);
    super(scope, id, {
      defaultIntegration: given.defaultIntegration,
      defaultMethodOptions: given.defaultMethodOptions,
      defaultCorsPreflightOptions: given.defaultCorsPreflightOptions,
      deployOptions: stageOptions(given.deployOptions, throttle, plan),
      retainDeployments: given.retainDeployments,
      restApiName: given.restApiName ?? `${Names.uniqueResourceName(scope, { maxLength: 200, separator: '-' })}-${id}`,
      parameters: given.parameters,
      policy: given.policy,
      failOnWarnings: given.failOnWarnings,
      domainName: given.domainName && {
        ...given.domainName,
        securityPolicy: given.domainName.securityPolicy ?? apigateway.SecurityPolicy.TLS_1_2,
      },
      cloudWatchRole: given.cloudWatchRole ?? false,
      cloudWatchRoleRemovalPolicy: given.cloudWatchRoleRemovalPolicy,
      endpointExportName: given.endpointExportName,
      endpointTypes: given.endpointTypes ?? (given.endpointConfiguration ? undefined : [apigateway.EndpointType.REGIONAL]),
      endpointConfiguration: given.endpointConfiguration,
      disableExecuteApiEndpoint: given.disableExecuteApiEndpoint,
      description: given.description,
      binaryMediaTypes: given.binaryMediaTypes,
      minCompressionSize: given.minimumCompressionSize === undefined ? given.minCompressionSize : Size.bytes(given.minimumCompressionSize),
      cloneFrom: given.cloneFrom,
      apiKeySourceType: given.apiKeySourceType,
    });
    this.throttle = throttle;
    this.isEdge = endpointTypesOf(given).includes(apigateway.EndpointType.EDGE);
    const resource = this.node.defaultChild as apigateway.CfnRestApi;
    secureEndpoint(resource, given);
    this.accessLogGroup = accessLogGroup(this, given, plan);
    this.stage = this.deploymentStage.node.defaultChild as apigateway.CfnStage;
    const settings = this.stage.methodSettings as apigateway.CfnStage.MethodSettingProperty[];
    this.stage.methodSettings = Lazy.any({ produce: () => methodSettings(settings, this.throttled, throttle) });
    this.stage.accessLogSetting = {
      destinationArn: this.accessLogGroup.logGroupArn,
      format: apigateway.AccessLogFormat.custom(JSON.stringify(REST_FIELDS)).toString(),
    };
    if (given.webAclArn !== undefined) {
      const { stageArn } = this.deploymentStage;
      new wafv2.CfnWebACLAssociation(this, 'WebAcl', { resourceArn: stageArn, webAclArn: given.webAclArn });
    }
    if (reasons.webAclArn !== undefined) recordWaiver(this.stage, 'webAclArn', reasons.webAclArn);
    if (reasons.certificate !== undefined) recordWaiver(resource, 'securityPolicy', reasons.certificate);
    if (given.publicAccess) recordWaiver(this.stage, 'authorizer', given.publicAccess._reason);
    acknowledgeRestApi(this, this.deploymentStage, given, reasons, plan);
    this.watched = alarmsOfFront(
      this,
      {
        plan: plan.alarms,
        tuned: plan.tuned,
        resource: this.stage,
        subject: `${this.node.path} (${this.restApiId})`,
        logGroupName: this.accessLogGroup.logGroupName,
      },
      observedStage(this.deploymentStage),
    );
    const ofApis = ResourcesOfApis.in(this);
    this.node.addValidation({
      validate: () => [
        ...findingsOfRestApi(ofApis.of(resource), this.stage, {
          isPublic: given.publicAccess !== undefined,
          methods: this.publicMethods,
          mayBeOld: reasons.certificate !== undefined,
        }),
        ...privateWithoutPolicy(resource, given),
      ],
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
   * Adds a method that a function answers, and the resources of its path. A function with `release` is called by its alias. The test of
   * the console may not invoke the function: it would pass by the authorizer.
   *
   * @param route method and path: `GET /orders/{id}`
   * @param fn the function
   * @param options who may call, how often, how long API Gateway waits, and which requests are valid
   */
  public addFunctionRoute(route: string, fn: lambda.IFunction, options: RestFunctionRouteOptions = {}): apigateway.Method {
    const { method, path } = routeKey(this, route);
    checkRestRoute(this, fn, options, this.isEdge);
    const ofPath = this.root.resourceForPath(path);
    checkOnce(this, route, ofPath.node.tryFindChild(method));
    const { publicAccess, throttle, timeout, authorizationType, ...given } = options ?? {};
    const made = ofPath.addMethod(method, new apigateway.LambdaIntegration(fn, { allowTestInvoke: false, timeout }), {
      operationName: given.operationName,
      authorizationType: publicAccess ? apigateway.AuthorizationType.NONE : (authorizationType ?? given.authorizer?.authorizationType),
      authorizer: given.authorizer,
      apiKeyRequired: given.apiKeyRequired,
      methodResponses: given.methodResponses,
      requestParameters: given.requestParameters,
      requestModels: given.requestModels,
      requestValidator: given.requestValidatorOptions ? validatorFor(this, given.requestValidatorOptions) : given.requestValidator,
      authorizationScopes: given.authorizationScopes,
    });
    const resource = made.node.defaultChild as apigateway.CfnMethod;
    if (publicAccess) {
      this.publicMethods.add(resource);
      recordWaiver(resource, 'authorizer', publicAccess._reason);
      acknowledgePublic(made, publicAccess._reason);
    }
    if (throttle !== undefined && throttle !== null) {
      this.throttled.push({ method, path, resource: ofPath, throttle: completeThrottle(this, 'throttle', throttle, this.throttle) });
    }
    return made;
  }
}
