import { Stack, Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct, IConstruct } from 'constructs';
import { checkGiven, refuse } from '../core/errors';
import { checkWholeNumber } from '../core/input/ranges';
import type { Powertools } from './powertools';

/*
 * AWS publishes the layers from one account per partition, and one per region where the partition is not `aws`.
 * https://docs.aws.amazon.com/powertools/typescript/latest/getting-started/lambda-layers/
 * https://docs.aws.amazon.com/powertools/python/latest/
 */

/** In Node.js one layer for both architectures. */
const NODEJS = { account: '094274105915', layer: 'AWSLambdaPowertoolsTypeScriptV2' };
const PYTHON = { account: '017000801446', layer: 'AWSLambdaPowertoolsPythonV3' };

/** Other partitions, of which only these regions are documented. */
const ELSEWHERE: Record<string, { readonly partition: string; readonly account: string }> = {
  'us-gov-west-1': { partition: 'aws-us-gov', account: '165093116878' },
  'us-gov-east-1': { partition: 'aws-us-gov', account: '165087284144' },
  'cn-north-1': { partition: 'aws-cn', account: '498634801083' },
};

/** The first parts of the names of regions in partitions other than `aws`. */
const OTHER_PARTITION = /^(cn|us-gov|us-iso|us-isob|us-isof|eu-isoe|eusc)-/;

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MOST_LAYERS = 5;

/**
 * The ARN of AWS's layer; undefined without a layer. A stack without a region counts as partition `aws`.
 *
 * @internal
 */
export function powertoolsLayerArn(
  scope: IConstruct,
  powertools: Powertools | undefined,
  { runtime, layers = [] }: lambda.FunctionProps,
  architecture: lambda.Architecture,
): string | undefined {
  if (powertools?._layer === undefined) return undefined;
  const { version } = powertools._layer;
  checkGiven(scope, 'Powertools.fromLayer: layerVersion', version, 'the version that you have tested');
  checkWholeNumber(scope, 'Powertools.fromLayer: layerVersion', version, { min: 1 });
  if (layers.length >= MOST_LAYERS) {
    refuse(
      scope,
      `'layers' must be at most ${MOST_LAYERS - 1} beside the one of Powertools, got ${layers.length}; remove one, or use Powertools.asDependency`,
    );
  }
  const { account, layer } = layerFor(scope, runtime, architecture);
  const { region } = Stack.of(scope);
  const elsewhere = ELSEWHERE[region];
  if (!elsewhere && !Token.isUnresolved(region) && OTHER_PARTITION.test(region)) {
    refuse(
      scope,
      `'powertools' must use a layer in a region in which AWS publishes it, got ${region}; use Powertools.asDependency, or pass your own layer in 'layers'`,
    );
  }
  return `arn:${elsewhere?.partition ?? 'aws'}:lambda:${region}:${elsewhere?.account ?? account}:layer:${layer}:${version}`;
}

function layerFor(scope: IConstruct, runtime: lambda.Runtime, architecture: lambda.Architecture): typeof NODEJS {
  if (runtime.family === lambda.RuntimeFamily.NODEJS) return NODEJS;
  if (runtime.family === lambda.RuntimeFamily.PYTHON) {
    return { ...PYTHON, layer: `${PYTHON.layer}-${runtime.name.replace('.', '')}-${architecture.name}` };
  }
  return refuse(
    scope,
    `'powertools' must not use a layer with an image, got Powertools.fromLayer; install it in the image, and use Powertools.asDependency`,
  );
}

/** @internal */
export function addPowertoolsLayer(shell: Construct, fn: lambda.Function, arn: string | undefined): void {
  if (arn !== undefined) fn.addLayers(lambda.LayerVersion.fromLayerVersionArn(shell, 'PowertoolsLayer', arn));
}
