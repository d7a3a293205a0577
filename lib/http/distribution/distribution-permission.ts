import { CfnResource, type IAspect } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { referencesIn } from '../../core/cdk/references';
import { aspectOfStage } from '../aspect-of-stage';

const CLOUDFRONT = 'cloudfront.amazonaws.com';

/**
 * Gives a distribution the second permission of two that it needs to call a function URL. The CDK adds it itself from 2.273.0;
 * before that CloudFront is answered with 403.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 *
 * @internal
 */
export class DistributionPermission implements IAspect {
  /** Has it done for all URLs of the stage that functions of the library have. */
  public static watch(url: lambda.FunctionUrl): void {
    aspectOfStage(url, DistributionPermission).urls.push(url.node.defaultChild);
  }

  private readonly urls: (IConstruct | undefined)[] = [];

  constructor(private readonly stage: IConstruct) {}

  public visit(node: IConstruct): void {
    if (node !== this.stage) return;
    const permissions = node.node.findAll().filter(isPermission);
    for (const one of permissions) {
      if (one.principal !== CLOUDFRONT || one.action !== 'lambda:InvokeFunctionUrl' || !this.isOfUrl(one)) continue;
      if (permissions.some((other) => isSecond(other, one))) continue;
      const { functionName, sourceArn, principal } = one;
      const scope = one.node.scope as IConstruct;
      const action = 'lambda:InvokeFunction';
      new lambda.CfnPermission(scope as never, idOfSecond(one.node.id), {
        functionName,
        sourceArn,
        principal,
        action,
        invokedViaFunctionUrl: true,
      });
    }
  }

  private isOfUrl(permission: lambda.CfnPermission): boolean {
    return referencesIn(permission, permission.functionName).some((resource) => this.urls.includes(resource));
  }
}

/** That which the CDK gives it, so that a later CDK replaces nothing. */
const idOfSecond = (idOfFirst: string): string =>
  idOfFirst.startsWith('InvokeFromApiFor')
    ? idOfFirst.replace('InvokeFromApiFor', 'InvokeFunctionFromCloudFrontFor')
    : `${idOfFirst}Function`;

const isPermission = (node: IConstruct): node is lambda.CfnPermission =>
  CfnResource.isCfnResource(node) && node.cfnResourceType === 'AWS::Lambda::Permission';

const isSecond = (other: lambda.CfnPermission, one: lambda.CfnPermission): boolean =>
  other.node.scope === one.node.scope && other.principal === CLOUDFRONT && other.action === 'lambda:InvokeFunction';
