import { CfnResource, Stack, Token } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { resourceBehind } from '../core/arns';
import { referencesIn } from '../core/references';
import { cfnAlias, LIVE } from './live-alias';

/** They name a function without a qualifier. */
const UNQUALIFIED = ['AWS::Lambda::Alias', 'AWS::Lambda::Version', 'AWS::Lambda::EventInvokeConfig'];

/**
 * What Lambda would refuse at deployment: a second alias of the same name, or a resource that takes the name of the function
 * and got the one of the alias.
 *
 * @internal
 */
export function misnamed(fn: lambda.Function, alias: lambda.Alias): string[] {
  const stack = Stack.of(fn);
  const ours = cfnAlias(alias);
  const others = stack.node.findAll().filter((node) => node !== ours && isOfType(node)) as lambda.CfnAlias[];
  return others.flatMap((other) => {
    if (isTwin(other, fn)) {
      return `'release' must make the only alias '${LIVE}' of the function, got another one at ${other.node.path}; remove that one, and pass aliasLogicalId: '${stack.resolve(other.logicalId)}' to the release so that it is updated in place`;
    }
    if (!referencesIn(other, other.functionName).includes(ours)) return [];
    return `'release' makes the name of the function end in ':${LIVE}', got it at ${other.node.path}, which takes a name without a qualifier; pass 'lambdaFunction' of the function there`;
  });
}

const isOfType = (node: IConstruct): boolean => CfnResource.isCfnResource(node) && UNQUALIFIED.includes(node.cfnResourceType);

const isTwin = (other: lambda.CfnAlias, fn: lambda.Function): boolean =>
  other.cfnResourceType === 'AWS::Lambda::Alias' &&
  !Token.isUnresolved(other.name) &&
  other.name === LIVE &&
  resourceBehind(other.functionName) === fn.node.defaultChild;
