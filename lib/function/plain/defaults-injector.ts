import { type InjectionContext, type IPropertyInjector, PropertyInjectors, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { isForDeployments } from '../../core/cdk/functions-of-cdk';
import { injectorFor } from '../../core/cdk/injectors';
import { withoutUndefined } from '../../core/without-undefined';
import type { HardenedFunctionDefaultOptions } from '../../profiles/default-options';
import { HardenedFunctionDefaults } from '../../profiles/hardened-function-defaults';
import { architectureOfImage, isImage } from '../packaging/image/image-platform';
import { watchArchitecture } from './architecture-faults';
import { bundledAnew } from './bundled-anew';
import { PlainFunctionClass } from './plain-function-class';
import type { PlainProps } from './plain-props';

/**
 * Gives a function that is about to be made what its scopes choose, where it sets nothing itself.
 *
 * @internal
 */
export class DefaultsInjector implements IPropertyInjector {
  /** What the scope had before, which the CDK would not apply any more. */
  private readonly before: IPropertyInjector | undefined;

  constructor(
    private readonly scope: IConstruct,
    public readonly constructUniqueId: string,
    private readonly classes: ReadonlySet<PlainFunctionClass>,
  ) {
    this.before = PropertyInjectors.hasPropertyInjectors(scope) ? PropertyInjectors.of(scope).for(constructUniqueId) : undefined;
  }

  public inject(original: PlainProps, context: InjectionContext): PlainProps {
    const props = withoutUndefined(this.injectOthers(original, context));
    if (!this.isMeant(props) || isLeft(context)) return props;
    const choices = HardenedFunctionDefaults._at(context.scope, `${context.scope.node.path}/${context.id}`);
    const injected = { ...chosenFor(props, choices), ...props };
    if (this.constructUniqueId === lambda.DockerImageFunction.PROPERTY_INJECTION_ID) return injected;
    const isRechosen = injected.architecture !== props.architecture;
    if (isRechosen) watchArchitecture(context, injected);
    return isBundled(props) ? { ...injected, ...bundledAnew(props, injected, choices.bundling, isRechosen, context) } : injected;
  }

  /** What the injectors that this one hides make of the props. */
  public injectOthers(original: PlainProps, context: InjectionContext): PlainProps {
    const { scope } = this.scope.node;
    const others = this.before ?? (scope && injectorFor(scope, this.constructUniqueId));
    return others?.inject(original, context) ?? original;
  }

  public replacedFindings(): string[] {
    if (PropertyInjectors.of(this.scope).for(this.constructUniqueId) === this) return [];
    return [
      `'applyTo' must be set after the property injectors of the same scope, got one for ${this.constructUniqueId} later, which replaces it; ` +
        'add the property injector first',
    ];
  }

  /** Each class has an id for injectors, except NodejsFunction: its props reach the injector of Function. */
  private isMeant(props: PlainProps): boolean {
    if (this.constructUniqueId !== lambda.Function.PROPERTY_INJECTION_ID) return true;
    if (isBundled(props)) return this.classes.has(PlainFunctionClass.NODEJS_FUNCTION);
    const isOther = props.entry !== undefined || isImage(props.code);
    return !isOther && this.classes.has(PlainFunctionClass.FUNCTION);
  }
}

const isBundled = ({ entry, runtime }: PlainProps): boolean => entry !== undefined && runtime?.family === lambda.RuntimeFamily.NODEJS;

/** The CDK makes it to deploy something, or CloudFront runs it, with stricter limits. */
const isLeft = ({ scope, id }: InjectionContext): boolean =>
  isForDeployments([...scope.node.path.split('/'), id]) ||
  (scope.constructor as { PROPERTY_INJECTION_ID?: string }).PROPERTY_INJECTION_ID === EDGE_FUNCTION ||
  Stack.of(scope).node.id.startsWith('edge-lambda-stack-');

/** Of the class of CloudFront, which is not loaded to ask. */
const EDGE_FUNCTION = 'aws-cdk-lib.aws-cloudfront.experimental.EdgeFunction';

/** What can't be set once the function is there. The platform that an image is built for decides its architecture. */
function chosenFor(props: PlainProps, choices: HardenedFunctionDefaultOptions): PlainProps {
  const { vpc, vpcSubnets, securityGroups, layers, architecture } = choices;
  const image = imageIn(props);
  const ofImage = image === undefined ? undefined : architectureOfImage(image);
  return withoutUndefined({
    architecture: ofImage === undefined ? architecture : undefined,
    ...(props.vpc === undefined && vpc !== undefined && { vpc, vpcSubnets, securityGroups }),
    layers: image === undefined ? layers : undefined,
  });
}

/** Of DockerImageFunction, or of a function whose code is an image. */
function imageIn({ code }: PlainProps): unknown {
  const isOfDocker = typeof (code as { _bind?: unknown } | undefined)?._bind === 'function';
  return isOfDocker || isImage(code) ? code : undefined;
}
