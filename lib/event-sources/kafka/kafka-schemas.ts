import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { cdkNameOf } from '../../core/cdk/cdk-made';
import { captureGrants } from '../../core/policies/captured-grants';
import type { ServicePolicy } from '../../core/policies/service-policy';

/**
 * A schema registry, whose statements go into the policy of the source and not among the user's grants.
 *
 * @internal
 */
export class KafkaSchemas {
  public readonly statements: iam.PolicyStatement[] = [];

  constructor(private readonly given: lambda.ISchemaRegistry | undefined) {}

  /** In the form that CDK's mapping takes. */
  public get config(): lambda.ISchemaRegistry | undefined {
    const { given } = this;
    return given && { bind: (mapping, fn) => this.toGiven(given, mapping, fn) };
  }

  /** States why the policy has a wildcard, where it is one that CDK's registry asks for. */
  public acknowledge(policy: ServicePolicy): void {
    if (!this.given || !cdkNameOf(this.given)) return;
    const resources = this.statements.flatMap((statement) => statement.resources);
    for (const resource of resources.filter((arn) => JSON.stringify(Stack.of(policy).resolve(arn)).includes('*'))) {
      policy.acknowledgeWildcard(resource, 'Which schemas of the registry the records have is known only as they are read.');
    }
  }

  private toGiven(
    given: lambda.ISchemaRegistry,
    mapping: lambda.IEventSourceMapping,
    fn: lambda.IFunction,
  ): lambda.KafkaSchemaRegistryConfig {
    let config: lambda.KafkaSchemaRegistryConfig | undefined;
    const statements = captureGrants(fn, (standIn) => {
      config = given.bind(mapping, standIn);
    });
    this.statements.push(...statements);
    return config as lambda.KafkaSchemaRegistryConfig;
  }
}
