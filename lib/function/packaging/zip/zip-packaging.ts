import * as lambda from 'aws-cdk-lib/aws-lambda';
import { checkGiven, together } from '../../../core/errors';
import { checkImageHome } from '../image/image-home';
import { architectureOfImage, isImage, watchPlatform } from '../image/image-platform';
import { checkNotMixed } from '../image/image-settings';
import type { Packaging } from '../packaging';
import { warnOfUnseenCode } from './bucket-code';
import { checkLayersOf } from './layers';
import { checkNativeBinaries } from './native-binaries';

/**
 * Code that is ready as it is: CDK's `lambda.Function`.
 *
 * @internal
 */
export const ZIP_PACKAGING: Packaging = {
  cdkClasses: [],

  complete(shell, given, refused) {
    together(
      () => checkGiven(shell, 'runtime', given.runtime, 'lambda.Runtime.NODEJS_24_X'),
      () => checkGiven(shell, 'handler', given.handler, "'index.handler'"),
      () => checkGiven(shell, 'code', given.code, "lambda.Code.fromAsset('dist')"),
    );
    refused.gather(() => checkNotMixed(shell, given));
    const architecture = given.architecture ?? (isImage(given.code) ? architectureOfImage(given.code) : undefined);
    warnOfUnseenCode(shell, given);
    return architecture ? { ...given, architecture } : given;
  },

  make(shell, id, props) {
    if (isImage(props.code)) watchPlatform(shell, props.architecture as lambda.Architecture);
    const fn = new lambda.Function(shell, id, props);
    if (isImage(props.code)) checkImageHome(shell, fn);
    else checkNativeBinaries(shell, fn);
    checkLayersOf(shell, fn, props);
    return fn;
  },
};
