import { CfnResource } from 'aws-cdk-lib';
import { referencesIn } from '../core/references';

/** By which property a resource belongs to an API. */
const API_OF = {
  'AWS::ApiGateway::BasePathMapping': 'restApiId',
  'AWS::ApiGateway::Method': 'restApiId',
  'AWS::ApiGateway::Stage': 'restApiId',
  'AWS::ApiGatewayV2::ApiMapping': 'apiId',
  'AWS::ApiGatewayV2::Integration': 'apiId',
  'AWS::ApiGatewayV2::Route': 'apiId',
  'AWS::ApiGatewayV2::Stage': 'apiId',
} as const;

type TypeOfApi = keyof typeof API_OF;

/**
 * The resources of the app that belong to an API, whoever made them: the app is gone through once for all types.
 *
 * @internal
 */
export class ResourcesOfApi {
  private readonly resources: readonly CfnResource[];

  constructor(api: CfnResource) {
    this.resources = api.node.root.node.findAll().filter((node): node is CfnResource => {
      if (!CfnResource.isCfnResource(node)) return false;
      const property = API_OF[node.cfnResourceType as TypeOfApi];
      return property !== undefined && referencesIn(node, (node as unknown as Record<string, unknown>)[property]).includes(api);
    });
  }

  public ofType<T extends CfnResource>(type: TypeOfApi): T[] {
    return this.resources.filter((resource): resource is T => resource.cfnResourceType === type);
  }
}
