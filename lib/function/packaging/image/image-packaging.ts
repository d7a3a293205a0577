import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Packaging } from '../packaging';
import { checkImageHome } from './image-home';
import { architectureOfImage, watchPlatform } from './image-platform';
import { checkImage, checkNothingOfZip } from './image-settings';

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

  complete(shell, given, refused) {
    checkImage(shell, given.code);
    refused.gather(() => checkNothingOfZip(shell, given));
    const architecture = given.architecture ?? architectureOfImage(given.code);
    return { ...given, ...(architecture && { architecture }), runtime: lambda.Runtime.FROM_IMAGE, handler: lambda.Handler.FROM_IMAGE };
  },

  make(shell, id, props) {
    watchPlatform(shell, props.architecture as lambda.Architecture);
    const { runtime, handler, code, ...others } = props;
    const fn = new lambda.DockerImageFunction(shell, id, { ...others, code: code as unknown as lambda.DockerImageCode });
    checkImageHome(shell, fn);
    return fn;
  },
};
