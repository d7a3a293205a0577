import { PropertyInjectors } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { got, refuse } from '../../core/errors';
import { nearest } from '../../core/input/nearest';
import type { IDefaultsTarget } from '../../profiles/defaults-target';
import { DefaultsInjector } from './defaults-injector';
import { PlainFunctionClass } from './plain-function-class';

/** Of a package that an app may not have. */
const PYTHON_FUNCTION = '@aws-cdk.aws-lambda-python-alpha.PythonFunction';

/**
 * The functions of the CDK below a scope, for what a function can't be given after it was created: `architecture`, `bundling`,
 * `layers`, and `vpc` with its subnets and security groups.
 *
 * What the scopes set is given to each function that does not set it itself; the profile's architecture is not. It is done by
 * property injectors of the CDK: one of yours for the same class is applied first, and must be added before. Functions that the CDK
 * makes for deployments, and those of `EdgeFunction`, are left as they are.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/blueprints.html
 *
 * @example
 * declare const app: cdk.App;
 * HardenedFunctionDefaults.of(app).set({
 *   architecture: lambda.Architecture.ARM_64,
 *   applyTo: PlainFunctions.all(),
 * });
 */
export class PlainFunctions implements IDefaultsTarget {
  /** Functions of every class. */
  public static all(): PlainFunctions {
    return new PlainFunctions(Object.values(PlainFunctionClass));
  }

  /** Functions of these classes only. */
  public static of(...classes: PlainFunctionClass[]): PlainFunctions {
    return new PlainFunctions(classes);
  }

  private constructor(private readonly classes: readonly PlainFunctionClass[]) {}

  /** Registers the property injectors. `HardenedFunctionDefaults.set` calls it. */
  public applyDefaults(scope: IConstruct): void {
    const known: readonly string[] = Object.values(PlainFunctionClass);
    const unknown = this.classes.filter((name) => !known.includes(name));
    if (unknown.length > 0 || this.classes.length === 0) {
      const [first] = unknown;
      const meant = typeof first === 'string' ? nearest(first, known) : undefined;
      refuse(
        scope,
        `'PlainFunctions.of' must name classes of PlainFunctionClass, got ${unknown.length === 0 ? 'none' : got(first)}; ` +
          (meant === undefined ? 'use PlainFunctions.all()' : `did you mean '${meant}'`),
      );
    }
    const has = (name: PlainFunctionClass) => this.classes.includes(name);
    const ids = [
      ...(has(PlainFunctionClass.FUNCTION) || has(PlainFunctionClass.NODEJS_FUNCTION) ? [lambda.Function.PROPERTY_INJECTION_ID] : []),
      ...(has(PlainFunctionClass.PYTHON_FUNCTION) ? [PYTHON_FUNCTION] : []),
      ...(has(PlainFunctionClass.DOCKER_IMAGE_FUNCTION) ? [lambda.DockerImageFunction.PROPERTY_INJECTION_ID] : []),
    ];
    for (const id of ids) {
      const injector = new DefaultsInjector(scope, id, new Set(this.classes));
      PropertyInjectors.of(scope).add(injector);
      scope.node.addValidation({ validate: () => injector.replacedFindings() });
    }
  }
}
