import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { checkGiven, refuse, together } from '../../../core/errors';
import { isImage } from './image-platform';

/** Props for bundled code only. */
const BUNDLE_ONLY = ['entry', 'bundling', 'depsLockFilePath', 'projectRoot'];

/** Props for zip code only, and what to do in an image instead. */
const ZIP_ONLY: Record<string, string> = {
  runtime: 'choose the base image in the Dockerfile',
  handler: "pass 'cmd' with the code",
  ...Object.fromEntries(BUNDLE_ONLY.map((name) => [name, 'bundle it in the Dockerfile, or use HardenedNodejsFunction'])),
  layers: 'copy what the layer brings into the image',
  paramsAndSecrets: 'copy what the layer of the extension brings into the image',
  profiling: 'install the profiling agent in the image',
  profilingGroup: 'install the profiling agent in the image',
  adotInstrumentation: 'install the AWS Distro for OpenTelemetry in the image',
  codeSigningConfig: 'sign the image in its repository',
  runtimeManagementMode: 'choose the version of the base image in the Dockerfile',
};

/** @internal */
export function checkImage(scope: IConstruct, code: unknown): void {
  checkGiven(scope, 'code', code, "lambda.DockerImageCode.fromImageAsset('image')");
  if (!has(code, '_bind')) {
    const got = has(code, 'bind') ? 'code for a zip' : kindOf(code);
    refuse(scope, `'code' must be an image, got ${got}; pass lambda.DockerImageCode, or use HardenedFunction`);
  }
}

/**
 * Refuses what Lambda does not support with an image.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
 *
 * @internal
 */
export function checkNothingOfZip(scope: IConstruct, given: object): void {
  const settings = given as Record<string, unknown>;
  const props = Object.keys(ZIP_ONLY).filter((name) => settings[name] !== undefined);
  together(...props.map((prop) => () => refuse(scope, `'${prop}' is not supported for an image; remove it and ${ZIP_ONLY[prop]}`)));
}

/**
 * Refuses settings of bundles and of images for plain code.
 *
 * @internal
 */
export function checkNotMixed(scope: IConstruct, given: lambda.FunctionProps): void {
  const settings = given as unknown as Record<string, unknown>;
  const bundled = BUNDLE_ONLY.find((name) => settings[name] !== undefined);
  if (bundled !== undefined) refuse(scope, `'${bundled}' can't be combined with 'code'; use HardenedNodejsFunction without 'code'`);

  const { code, runtime, handler, ...others } = given;
  if (!has(code, 'bind')) {
    const [got, fix] = has(code, '_bind')
      ? ['an image', "use HardenedDockerImageFunction without 'runtime' and 'handler'"]
      : [kindOf(code), "pass for example lambda.Code.fromAsset('dist')"];
    refuse(scope, `'code' must be lambda.Code, got ${got}; ${fix}`);
  }
  const fromImage = [isFromImage(runtime), handler === lambda.Handler.FROM_IMAGE];
  if (isImage(code)) {
    if (fromImage.includes(false)) {
      refuse(
        scope,
        `'code' must be a zip to go with 'runtime' and 'handler', got an image with ${runtime.name} and ${handler}; use HardenedDockerImageFunction`,
      );
    }
    checkNothingOfZip(scope, others);
  } else if (fromImage.includes(true)) {
    refuse(scope, `'code' must be an image to go with FROM_IMAGE, got code for a zip; name the runtime and the handler of the code`);
  }
}

/** @internal */
export function checkTakesLayers(scope: IConstruct, runtime: lambda.Runtime): void {
  if (isFromImage(runtime)) refuse(scope, `'layers' are not supported for an image, got a layer in 'addLayers'; ${ZIP_ONLY.layers}`);
}

/** By the methods that the CDK calls: its images have no class of their type. */
const has = (code: unknown, method: 'bind' | '_bind'): boolean => typeof (code as Record<string, unknown>)[method] === 'function';

/** Never the value itself: a construct is long. */
const kindOf = (value: unknown): string => `${typeof value === 'object' ? 'an' : 'a'} ${typeof value}`;

/** By name: another language's object is never the same one. */
const isFromImage = (runtime: lambda.Runtime): boolean => runtime.name === lambda.Runtime.FROM_IMAGE.name;
