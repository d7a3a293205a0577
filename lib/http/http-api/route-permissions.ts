import { CfnResource, type IAspect, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigatewayv2';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { aspectOfStage } from '../aspect-of-stage';

/** As `HttpLambdaIntegration` names the permission of one route; the second while callers are moved to an alias. */
const OF_ROUTE = /-Permission(Live)?$/;

/**
 * Narrows the permissions that the routes of an API make, whoever made the routes: the CDK allows all methods and all stages.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html
 *
 * @internal
 */
export class RoutePermissions implements IAspect {
  /** Has it done for the routes of an API. */
  public static narrow(api: apigateway.IHttpApi, stageName: string): void {
    aspectOfStage(api, RoutePermissions).stageNames.set(api, stageName);
  }

  private readonly stageNames = new Map<apigateway.IHttpApi, string>();

  public visit(node: IConstruct): void {
    if (!(node instanceof apigateway.HttpRoute)) return;
    const stageName = this.stageNames.get(node.httpApi);
    if (stageName !== undefined) scopePermissions(node.httpApi, node, stageName);
  }
}

function scopePermissions(api: apigateway.IHttpApi, route: apigateway.HttpRoute, stageName: string): void {
  const { routeKey } = route.node.defaultChild as apigateway.CfnRoute;
  const [method, path] = routeKey.split(' ');
  const ofRoute = path === undefined ? method : `${method === 'ANY' ? '*' : method}${path}`;
  for (const permission of route.node.findAll().filter(isOfApiGateway)) {
    permission.sourceArn = Stack.of(api).formatArn({
      service: 'execute-api',
      resource: api.apiId,
      resourceName: `${stageName}/${OF_ROUTE.test(permission.node.id) ? ofRoute : '*'}`,
    });
  }
}

const isOfApiGateway = (node: IConstruct): node is lambda.CfnPermission =>
  CfnResource.isCfnResource(node) &&
  node.cfnResourceType === 'AWS::Lambda::Permission' &&
  (node as lambda.CfnPermission).principal === 'apigateway.amazonaws.com';
