import * as lambda from 'aws-cdk-lib/aws-lambda';
import { checkGiven } from '../../../core/errors';
import { isImage, watchPlatform } from '../image/image-platform';
import { checkNotMixed } from '../image/image-settings';
import type { Packaging } from '../packaging';
import { checkNativeBinaries } from './native-binaries';

/**
 * Code that is ready as it is: CDK's `lambda.Function`.
 *
 * @internal
 */
export const ZIP_PACKAGING: Packaging = {
  cdkClasses: [],

  complete(shell, given) {
    checkGiven(shell, 'runtime', given.runtime, 'lambda.Runtime.NODEJS_24_X');
    checkGiven(shell, 'handler', given.handler, "'index.handler'");
    checkGiven(shell, 'code', given.code, "lambda.Code.fromAsset('dist')");
    checkNotMixed(shell, given);
    return given;
  },

  make(shell, id, props) {
    if (isImage(props.code)) watchPlatform(shell, props.architecture as lambda.Architecture);
    const fn = new lambda.Function(shell, id, props);
    checkNativeBinaries(shell, fn);
    return fn;
  },
};
