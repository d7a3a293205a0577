import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';

/**
 * What mounting a file system needs. The CDK allows the mount on every file system; here it is the mounted one.
 *
 * @internal
 */
export function fileSystemStatements(fileSystem: lambda.FileSystem | undefined): iam.PolicyStatement[] {
  const policies = fileSystem?.config.policies ?? [];
  const named = policies.flatMap((statement) => statement.resources).filter((resource) => resource !== '*');
  return policies.map((statement) =>
    statement.resources.includes('*') && named.length > 0
      ? new iam.PolicyStatement({ actions: statement.actions, resources: named, conditions: statement.conditions })
      : statement,
  );
}

/**
 * The file system without its statements, which are in the service policy.
 *
 * @internal
 */
export function withoutStatements(fileSystem: lambda.FileSystem): lambda.FileSystem {
  return Object.create(fileSystem, { config: { value: { ...fileSystem.config, policies: undefined } } });
}
