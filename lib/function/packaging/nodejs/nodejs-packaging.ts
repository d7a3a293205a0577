import { resolve } from 'node:path';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { BundlingOptions, NodejsFunction, NodejsFunctionProps } from 'aws-cdk-lib/aws-lambda-nodejs';
import { DEFAULTS } from '../../../core/defaults';
import { checkLayerIsLoaded } from '../../../powertools/powertools-bundle';
import type { ShellProps } from '../../shell-props';
import type { Packaging } from '../packaging';
import { deployedFolder } from '../zip/deployed-folder';
import { checkLayersOf } from '../zip/layers';
import { checkNativeBinaries } from '../zip/native-binaries';
import { bundledCode } from './bundle/bundled-code';
import type { BundleRequest } from './bundle/esbuild-args';
import { checkHandlerIsExported } from './bundle-exports';
import { checkEsbuild, nodeOptionsFor, resolveBundling } from './bundling';
import { checkEntry, checkNodejs, handlerIn, isFile } from './entry';

type BundledProps = NodejsFunctionProps & lambda.FunctionProps;

/**
 * Code that CDK's `NodejsFunction` bundles.
 *
 * @internal
 */
export const NODEJS_PACKAGING: Packaging = {
  cdkClasses: [],

  complete(shell, given, refused) {
    const { entry, code, runtime, handler } = given as Partial<BundledProps>;
    refused.gather(() => checkEntry(shell, entry, code));
    const chosen = runtime ?? DEFAULTS.nodejsRuntime;
    refused.gather(() => checkNodejs(shell, chosen));
    const written = refused.gather(() => handlerIn(shell, handler ?? 'handler'));
    return { ...given, runtime: chosen, handler: written ?? 'index.handler' };
  },

  make(shell, id, props) {
    const { code, bundling: given, powertools, ...others } = props as BundledProps & ShellProps;
    const bundling = resolveBundling(shell, given, props.architecture as lambda.Architecture);
    checkLayerIsLoaded(shell, powertools, bundling);
    // Loaded here: an app that bundles nothing does not read it.
    const { NodejsFunction: Bundled } = require('aws-cdk-lib/aws-lambda-nodejs') as { NodejsFunction: typeof NodejsFunction };
    // Refused at synth: there is nothing to bundle.
    if (!isFile((props as BundledProps).entry as string)) return new Bundled(shell, id, { ...others, code: lambda.Code.fromInline('//') });
    checkEsbuild(shell, bundling, others);
    const bundled = bundledCode(shell, requestOf(props as BundledProps, bundling), others);
    const fn = new Bundled(shell, id, { ...others, bundling, ...(bundled && { code: bundled.code }) });

    const nodeOptions = props.environment?.NODE_OPTIONS;
    const options = nodeOptionsFor(bundling, nodeOptions);
    // Lambda@Edge has no environment: what nobody asked for is left out there.
    checkLayersOf(shell, fn, props);
    if (options !== undefined) fn.addEnvironment('NODE_OPTIONS', options, { removeInEdge: nodeOptions === undefined });

    if (bundled?.hasErrors) return fn;
    const folder = deployedFolder(fn);
    if (folder !== undefined) checkHandlerIsExported(shell, props.handler, bundling, folder, bundled);
    checkNativeBinaries(shell, fn, 'bundling');
    return fn;
  },
};

const requestOf = ({ entry, runtime, architecture }: BundledProps, bundling: BundlingOptions): BundleRequest => ({
  entry: resolve(entry as string),
  runtime,
  architecture: architecture as lambda.Architecture,
  bundling,
});
