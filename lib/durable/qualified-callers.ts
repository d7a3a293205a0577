import { CfnResource, Stage } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { markReferences } from '../core/references';
import { warn } from '../core/warnings';
import { LONGEST_WAIT, SERVICE_WAITS } from '../service-limits/durable';
import type { DurablePlan } from './durable-plan';

/** The property by which each names the function. */
const CALLERS: Readonly<Record<string, string>> = {
  'AWS::Lambda::Permission': 'functionName',
  'AWS::Lambda::EventSourceMapping': 'functionName',
  'AWS::Lambda::Url': 'targetFunctionArn',
};

/**
 * Callers of the function itself, or of `$LATEST`: Lambda refuses the first, and resumes executions of the other on changed code.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/durable-invoking.html
 *
 * @internal
 */
export function unqualifiedCallers(fn: lambda.Function): string[] {
  const resources = (Stage.of(fn) ?? fn.node.root).node.findAll().filter((node): node is CfnResource => CfnResource.isCfnResource(node));
  return resources.flatMap((resource) => {
    const property = CALLERS[resource.cfnResourceType];
    if (property === undefined) return [];
    const named = (resource as unknown as Record<string, unknown>)[property];
    const { value, resources: marks } = markReferences(resource, named);
    const [mark] = [...marks].find(([, target]) => target === fn.node.defaultChild) ?? [];
    if (mark === undefined || typeof value !== 'string' || !value.startsWith(mark)) return [];
    const qualifier = value.slice(mark.length) || (resource as Partial<lambda.CfnUrl>).qualifier || '';
    if (qualifier === '') return [faultOf(resource, 'the function without a qualifier, which Lambda refuses')];
    return /^:?\$LATEST$/.test(qualifier) ? [faultOf(resource, '$LATEST, on which executions resume with changed code')] : [];
  });
}

const faultOf = (resource: CfnResource, what: string): string =>
  `a durable function must be called by its alias, got ${resource.node.path}, which names ${what}; pass the hardened function or its 'liveAlias' there`;

/**
 * Lambda refuses a mapping to a function whose executions may take longer than it waits. Managed instances wait longer.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/durable-invoking-esm.html
 *
 * @internal
 */
export function mappingTooShort({ executionSeconds }: DurablePlan, resource: lambda.CfnFunction, isMapped: boolean): string[] {
  if (!isMapped || executionSeconds === undefined || executionSeconds <= LONGEST_WAIT || resource.capacityProviderConfig) return [];
  return [
    `'durableConfig.executionTimeout' must be at most ${LONGEST_WAIT} seconds for a function with event sources, got ${executionSeconds}, for which Lambda ` +
      'refuses the event source mapping; lower it, or start executions by DurableStart, which reads the queue and does not wait',
  ];
}

/**
 * Warns of a service that waits for the answer shorter than an execution may take.
 *
 * @internal
 */
export function warnOfWaitingService(shell: IConstruct, plan: DurablePlan, { principal }: lambda.Permission): void {
  if (!(principal instanceof ServicePrincipal)) return;
  const [name] = principal.service.split('.');
  warnOfWait(shell, plan, principal.service, SERVICE_WAITS[name]);
}

/** @internal */
export function warnOfWaitingUrl(shell: IConstruct, plan: DurablePlan): void {
  warnOfWait(shell, plan, 'a function URL', LONGEST_WAIT);
}

function warnOfWait(shell: IConstruct, { executionSeconds }: DurablePlan, caller: string, limit: number | undefined): void {
  if (limit === undefined || executionSeconds === undefined || executionSeconds <= limit) return;
  warn(
    shell,
    'DurableSynchronousCaller',
    `'durableConfig.executionTimeout' must be at most the ${limit} seconds that ${caller} waits for an answer, got ${executionSeconds}; ` +
      'put DurableStart in front, which answers at once, or acknowledge this if it is invoked asynchronously or executions are that short',
  );
}
