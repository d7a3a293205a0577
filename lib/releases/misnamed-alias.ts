import { CfnResource, Stack, Token } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { resourceBehind } from '../core/cdk/arns';
import { referencesIn } from '../core/cdk/references';
import { cfnAlias, LIVE } from './live-alias';

/** They name a function without a qualifier. */
const UNQUALIFIED = ['AWS::Lambda::Alias', 'AWS::Lambda::Version', 'AWS::Lambda::EventInvokeConfig'];

/** By stack: the aliases that releases made, each with its function. */
const RELEASED = new WeakMap<Stack, Map<IConstruct, IConstruct>>();

/**
 * Refuses what Lambda would refuse at deployment: a second alias of the same name, or a resource that takes the name of the
 * function and got the one of the alias. The complete stack is searched once, however many functions it releases.
 *
 * @internal
 */
export function watchAliasNames(fn: lambda.Function, alias: lambda.Alias): void {
  const stack = Stack.of(fn);
  const released = RELEASED.get(stack) ?? new Map<IConstruct, IConstruct>();
  released.set(cfnAlias(alias), fn.node.defaultChild as IConstruct);
  if (RELEASED.has(stack)) return;
  RELEASED.set(stack, released);
  stack.node.addValidation({ validate: () => misnamed(stack, released) });
}

function misnamed(stack: Stack, released: ReadonlyMap<IConstruct, IConstruct>): string[] {
  const functions = new Set(released.values());
  const others = stack.node.findAll().filter((node) => isOfType(node) && !released.has(node)) as lambda.CfnAlias[];
  return others.flatMap((other) => {
    if (isTwin(other, functions)) {
      return `'release' must make the only alias '${LIVE}' of the function, got another one at ${other.node.path}; remove that one, and pass aliasLogicalId: '${stack.resolve(other.logicalId)}' to the release so that it is updated in place`;
    }
    if (!referencesIn(other, other.functionName).some((found) => released.has(found))) return [];
    return `'release' makes the name of the function end in ':${LIVE}', got it at ${other.node.path}, which takes a name without a qualifier; pass 'lambdaFunction' of the function there`;
  });
}

const isOfType = (node: IConstruct): boolean => CfnResource.isCfnResource(node) && UNQUALIFIED.includes(node.cfnResourceType);

function isTwin(other: lambda.CfnAlias, functions: ReadonlySet<IConstruct>): boolean {
  if (other.cfnResourceType !== 'AWS::Lambda::Alias' || Token.isUnresolved(other.name) || other.name !== LIVE) return false;
  const fn = resourceBehind(other.functionName);
  return fn !== undefined && functions.has(fn);
}
