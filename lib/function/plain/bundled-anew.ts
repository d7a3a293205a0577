import { type InjectionContext, PropertyInjectors } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as nodejs from 'aws-cdk-lib/aws-lambda-nodejs';
import { Construct } from 'constructs';
import type { PlainProps } from './plain-props';

/**
 * The code that `NodejsFunction` would have made with the choices of the scope. It decides on its bundle before property injectors
 * see the props, and no injector is for it alone: it is asked again below a construct whose injector takes the code and ends the constructor.
 * The first bundle is not built.
 *
 * @internal
 */
export function bundledAnew(
  given: PlainProps,
  injected: PlainProps,
  chosen: nodejs.BundlingOptions | undefined,
  isRechosen: boolean,
  { scope, id }: InjectionContext,
): PlainProps {
  const bundling = { ...chosen, ...given.bundling };
  const isSame = !isRechosen && Object.keys(chosen ?? {}).every((option) => option in (given.bundling ?? {}));
  if (isSame) return {};
  const { code, ...props } = injected;
  const made = codeOf(scope, id, { ...props, bundling } as nodejs.NodejsFunctionProps);
  // Code that the user passes to the class is not bundled, whatever its entry is.
  return isOfSameFolder(made, given.code) ? { bundling, code: made } : {};
}

function codeOf(scope: Construct, id: string, props: nodejs.NodejsFunctionProps): lambda.Code {
  const { NodejsFunction } = require('aws-cdk-lib/aws-lambda-nodejs') as typeof nodejs;
  const aside = new Construct(scope, `${id}-bundling`);
  let made: lambda.Code | undefined;
  PropertyInjectors.of(aside).add({
    constructUniqueId: lambda.Function.PROPERTY_INJECTION_ID,
    inject: ({ code }: lambda.FunctionProps) => {
      made = code;
      throw new Error('This is all that was to be known.');
    },
  });
  try {
    new NodejsFunction(aside, id, props);
  } catch (error) {
    if (made === undefined) throw error;
  } finally {
    scope.node.tryRemoveChild(aside.node.id);
  }
  return made as lambda.Code;
}

const isOfSameFolder = (one: unknown, other: unknown): boolean =>
  one instanceof lambda.AssetCode && other instanceof lambda.AssetCode && one.path === other.path;
