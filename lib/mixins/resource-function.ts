import { type CfnResource, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';

/**
 * A function that stands for a resource which no class of the CDK holds.
 *
 * @internal
 */
export class ResourceFunction extends lambda.FunctionBase {
  /** The function of the CDK that holds the resource, or one that stands for it. */
  public static of(resource: CfnResource, role?: iam.IRole): lambda.FunctionBase {
    const { scope } = resource.node;
    if (scope instanceof lambda.FunctionBase && scope.node.defaultChild === resource) return scope;
    return (resource.node.tryFindChild('Hardened') as ResourceFunction | undefined) ?? new ResourceFunction(resource, role);
  }

  public readonly functionName: string;
  public readonly functionArn: string;
  public readonly grantPrincipal: iam.IPrincipal;
  public readonly permissionsNode = this.node;
  public readonly tenancyConfig = undefined;
  public readonly resourceArnsForGrantInvoke: string[];
  protected readonly canCreatePermissions = true;

  private constructor(
    private readonly resource: CfnResource,
    public readonly role?: iam.IRole,
  ) {
    super(resource, 'Hardened');
    this.node.defaultChild = resource;
    this.functionName = resource.ref;
    this.functionArn = Token.asString(resource.getAtt('Arn'));
    this.grantPrincipal = role ?? new iam.UnknownPrincipal({ resource: this });
    this.resourceArnsForGrantInvoke = [this.functionArn, `${this.functionArn}:*`];
  }

  public get architecture(): lambda.Architecture {
    const [name] = (this.resource as Partial<lambda.CfnFunction>).architectures ?? [];
    return name === lambda.Architecture.ARM_64.name ? lambda.Architecture.ARM_64 : lambda.Architecture.X86_64;
  }
}
