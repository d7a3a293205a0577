import { type CfnResource, Token } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { referencesIn } from '../core/cdk/references';
import { outlasts } from '../service-limits/front-waits';

/** Lambda's own. */
const DEFAULT_TIMEOUT = 3;

/** What waits for a function. @internal */
export interface Front {
  readonly name: string;
  readonly seconds: number;
  isShorterThan(timeout: number): boolean;
}

/** The functions of this app that a value names: by themselves, or by an alias or a version. */
function functionsIn(scope: IConstruct, value: unknown): lambda.CfnFunction[] {
  return referencesIn(scope, value).flatMap((resource) => {
    if (resource.cfnResourceType === 'AWS::Lambda::Function') return [resource as lambda.CfnFunction];
    if (!['AWS::Lambda::Alias', 'AWS::Lambda::Version'].includes(resource.cfnResourceType)) return [];
    return functionsIn(resource, (resource as lambda.CfnAlias).functionName);
  });
}

/**
 * The functions that run longer than a front waits: a sentence for each.
 *
 * @internal
 */
export function outlastingFunctions(caller: CfnResource, called: unknown, front: Front): string[] {
  return functionsIn(caller, called).flatMap(({ timeout = DEFAULT_TIMEOUT, node }) =>
    Token.isUnresolved(timeout) || !front.isShorterThan(timeout)
      ? []
      : [
          `'timeout' of ${node.scope?.node.path.replace(/\/Default$/, '')} must be at most the ${front.seconds} seconds that ${front.name} waits (${caller.node.path}), got ${timeout}: ` +
            `the caller gets an error while the function runs on; lower it, or answer at once and do the work from a queue`,
        ],
  );
}

/** API Gateway, which waits so long. @internal */
export const waitingFor = (millis: number): Front => ({
  name: 'API Gateway',
  seconds: millis / 1000,
  isShorterThan: (timeout) => !Token.isUnresolved(millis) && outlasts(timeout, millis),
});
