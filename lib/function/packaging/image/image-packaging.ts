import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Packaging } from '../packaging';
import { watchPlatform } from './image-platform';
import { checkImageSettings } from './image-settings';

/**
 * Code in a container image: CDK's `DockerImageFunction`.
 *
 * @internal
 */
export const IMAGE_PACKAGING: Packaging = {
  /** Read when it is needed, as the CDK loads its classes. */
  get cdkClasses() {
    return [lambda.DockerImageFunction.PROPERTY_INJECTION_ID];
  },

  complete(shell, given) {
    checkImageSettings(shell, given);
    return { ...given, runtime: lambda.Runtime.FROM_IMAGE, handler: lambda.Handler.FROM_IMAGE };
  },

  make(shell, id, props) {
    watchPlatform(shell, props.architecture as lambda.Architecture);
    const { runtime, handler, code, ...others } = props;
    return new lambda.DockerImageFunction(shell, id, { ...others, code: code as unknown as lambda.DockerImageCode });
  },
};
