import { CfnResource, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { referencesIn } from '../core/cdk/references';

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
 * The resources of the app that belong to an API, whoever made them.
 *
 * @internal
 */
export class ResourcesOfApi {
  constructor(private readonly resources: readonly CfnResource[]) {}

  public ofType<T extends CfnResource>(type: TypeOfApi): T[] {
    return this.resources.filter((resource): resource is T => resource.cfnResourceType === type);
  }
}

/** One for each stage. */
const RESOURCES = new WeakMap<IConstruct, ResourcesOfApis>();

/**
 * The same of all APIs of a stage, which is gone through once when the first of them asks.
 *
 * @internal
 */
export class ResourcesOfApis {
  public static in(api: IConstruct): ResourcesOfApis {
    const stage = Stage.of(api) ?? api.node.root;
    const resources = RESOURCES.get(stage) ?? new ResourcesOfApis(stage);
    RESOURCES.set(stage, resources);
    return resources;
  }

  private byApi?: Map<CfnResource, CfnResource[]>;

  private constructor(private readonly stage: IConstruct) {
    // The stage is validated first: what was found before may be of another app.
    stage.node.addValidation({
      validate: () => {
        this.byApi = undefined;
        return [];
      },
    });
  }

  public of(api: CfnResource): ResourcesOfApi {
    this.byApi ??= this.find();
    return new ResourcesOfApi(this.byApi.get(api) ?? []);
  }

  private find(): Map<CfnResource, CfnResource[]> {
    const byApi = new Map<CfnResource, CfnResource[]>();
    for (const node of this.stage.node.findAll()) {
      const property = CfnResource.isCfnResource(node) ? API_OF[node.cfnResourceType as TypeOfApi] : undefined;
      if (property === undefined) continue;
      for (const api of referencesIn(node, (node as unknown as Record<string, unknown>)[property]))
        byApi.set(api, [...(byApi.get(api) ?? []), node as CfnResource]);
    }
    return byApi;
  }
}
