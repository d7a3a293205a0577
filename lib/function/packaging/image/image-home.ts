import { Stack } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { checkSameRegion } from '../../../core/cdk/homes';
import { referencesIn } from '../../../core/cdk/references';
import { refuseAtSynth } from '../../../core/errors';
import { CONSTANTS, isChecked, otherArchitectureIn } from '../architecture-names';

/**
 * Holds an image of a repository to the function: its region, and its architecture where repository or tag name one.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/images-create.html
 *
 * @internal
 */
export function checkImageHome(shell: IConstruct, fn: lambda.Function): void {
  const { imageUri } = (fn.node.defaultChild as lambda.CfnFunction).code as lambda.CfnFunction.CodeProperty;
  if (imageUri === undefined) return;
  const repository = referencesIn(shell, imageUri).find(({ cfnResourceType }) => cfnResourceType === 'AWS::ECR::Repository');
  checkSameRegion(shell, 'code', 'an image repository', repository ? Stack.of(repository).region : regionIn(imageUri));
  const architecture = fn.architecture.name;
  const other = isChecked(architecture) ? otherArchitectureIn(imageUri.replace(/^[^/]*\//, ''), architecture) : undefined;
  if (other === undefined) return;
  refuseAtSynth(
    shell,
    `'code' must be an image for ${architecture}, got one whose repository or tag says ${other}; ` +
      `use the image for ${architecture}, or set 'architecture: lambda.Architecture.${CONSTANTS[other]}'`,
  );
}

/** Undefined where it is known at deployment only: https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html */
const regionIn = (imageUri: string): string | undefined => /\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\./.exec(imageUri)?.[1];
