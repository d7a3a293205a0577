import { Stack, Token } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { resourceBehind } from '../../../core/cdk/arns';
import { checkSameRegion, homeOf } from '../../../core/cdk/homes';
import { got, refuse, refuseAtSynth } from '../../../core/errors';
import { CONSTANTS, isChecked, otherArchitectureIn } from '../architecture-names';
import { checkTakesLayers } from '../image/image-settings';
import { layerFolder } from './deployed-folder';
import { describeBinaries, wrongBinariesIn } from './native-binaries';

/**
 * Holds layers to the function: its region, and its architecture as far as a layer shows its own. Lambda checks neither the
 * compatible architectures nor what a layer holds.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/adding-layers.html
 *
 * @internal
 */
export function checkLayers(shell: IConstruct, layers: readonly lambda.ILayerVersion[], { name: architecture }: lambda.Architecture): void {
  for (const layer of layers) {
    // What is no layer is left to the CDK.
    if (typeof layer?.layerVersionArn !== 'string') continue;
    checkSameRegion(shell, 'layers', nameOf(layer), homeOf(layer.layerVersionArn).region);
    const fault = layerFault(shell, layer, architecture);
    if (fault !== undefined) refuseAtSynth(shell, fault);
  }
}

interface LayerProps {
  readonly layers?: lambda.ILayerVersion[];
  readonly insightsVersion?: unknown;
  readonly paramsAndSecrets?: unknown;
  readonly adotInstrumentation?: unknown;
}

/**
 * The same for those of the props, and for the extensions that the CDK makes layers of.
 *
 * @internal
 */
export function checkLayersOf(shell: IConstruct, fn: lambda.Function, props: LayerProps): void {
  const given = props.layers ?? [];
  const hasExtensions = props.insightsVersion ?? props.paramsAndSecrets ?? props.adotInstrumentation;
  const all: unknown[] = hasExtensions ? Stack.of(fn).resolve((fn.node.defaultChild as lambda.CfnFunction).layers) : [];
  const extensions = all.filter((arn) => typeof arn === 'string' && given.every(({ layerVersionArn }) => layerVersionArn !== arn));
  checkLayers(shell, [...given, ...extensions.map((layerVersionArn) => ({ layerVersionArn }) as lambda.ILayerVersion)], fn.architecture);
}

/**
 * What is wrong with a layer of a function; undefined where nothing is, or nothing is known.
 *
 * @internal
 */
export function layerFault(shell: IConstruct, layer: lambda.ILayerVersion, architecture: string): string | undefined {
  const wrong = isChecked(architecture) ? otherwiseBuilt(shell, layer, architecture) : undefined;
  if (wrong === undefined) return undefined;
  const { got, other } = wrong;
  const constant = CONSTANTS[other ?? ''];
  const otherwise = constant === undefined ? '' : `, or set 'architecture: lambda.Architecture.${constant}'`;
  return `'layers' must be built for ${architecture}, got ${got}; use a layer for ${architecture}${otherwise}`;
}

/**
 * The same for layers that are added later; an image takes none.
 *
 * @internal
 */
export function checkAddedLayers(shell: IConstruct, fn: lambda.Function, layers: readonly lambda.ILayerVersion[]): void {
  checkTakesLayers(shell, fn.runtime);
  for (const layer of layers) {
    if (typeof layer?.layerVersionArn === 'string') continue;
    refuse(
      shell,
      `'addLayers' must get lambda.ILayerVersion, got ${got(layer)}; pass for example lambda.LayerVersion.fromLayerVersionArn(...)`,
    );
  }
  checkLayers(shell, layers, fn.architecture);
}

function otherwiseBuilt(shell: IConstruct, layer: lambda.ILayerVersion, architecture: string): { got: string; other?: string } | undefined {
  const declared = declaredBy(layer);
  if (declared && !declared.includes(architecture)) {
    return { got: `${nameOf(layer)}, whose 'compatibleArchitectures' are ${declared.join(', ')}`, other: declared[0] };
  }
  const folder = layerFolder(layer);
  const binaries = folder === undefined ? [] : wrongBinariesIn(shell, folder, architecture);
  if (binaries.length > 0) return { got: `${nameOf(layer)} with ${describeBinaries(binaries)}`, other: binaries[0].builtFor };
  // What the layer itself declares wins over its name.
  const other = declared ? undefined : otherArchitectureIn(nameOf(layer), architecture);
  return other === undefined ? undefined : { got: `${nameOf(layer)}, whose name says ${other}`, other };
}

const resourceOf = (layer: lambda.ILayerVersion): lambda.CfnLayerVersion | undefined => {
  const resource = resourceBehind(layer.layerVersionArn);
  return resource?.cfnResourceType === 'AWS::Lambda::LayerVersion' ? (resource as lambda.CfnLayerVersion) : undefined;
};

function declaredBy(layer: lambda.ILayerVersion): string[] | undefined {
  const declared = resourceOf(layer)?.compatibleArchitectures;
  if (
    declared === undefined ||
    declared.length === 0 ||
    Token.isUnresolved(declared) ||
    declared.some((name) => Token.isUnresolved(name))
  ) {
    return undefined;
  }
  return declared;
}

/** The name of the layer: of its ARN, given to it, or the id of its construct. */
function nameOf(layer: lambda.ILayerVersion): string {
  const [, inArn] = /:layer:([^:]+)/.exec(layer.layerVersionArn) ?? [];
  const given = inArn ?? resourceOf(layer)?.layerName;
  return given === undefined || Token.isUnresolved(given) ? (layer.node?.path ?? 'a layer') : given;
}
