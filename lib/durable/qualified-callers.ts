import { CfnResource, Stage } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { markReferences, referencesIn } from '../core/cdk/references';
import { warn } from '../core/warnings';
import { LONGEST_WAIT, SERVICE_WAITS } from '../service-limits/durable';
import type { DurablePlan } from './durable-plan';

/** The property by which each names the function. */
const CALLERS: Readonly<Record<string, string>> = {
  'AWS::Lambda::Permission': 'functionName',
  'AWS::Lambda::EventSourceMapping': 'functionName',
  'AWS::Lambda::Url': 'targetFunctionArn',
};

/** A resource that names the function, its alias or a version. */
interface Caller {
  readonly resource: CfnResource;
  readonly named: CfnResource;
  /** What is behind the name. */
  readonly qualifier: string;
}

/** Lambda refuses a mapping to a function whose executions may take longer than it waits. Managed instances wait longer. */
const isOnInstances = (fn: lambda.CfnFunction): boolean => fn.capacityProviderConfig !== undefined;

/**
 * What is wrong with those that call the function: callers of the function itself, which Lambda refuses; of `$LATEST`, on which
 * executions resume with changed code; and mappings that cannot wait as long as an execution may take.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/durable-invoking.html
 * https://docs.aws.amazon.com/lambda/latest/dg/durable-invoking-esm.html
 *
 * @internal
 */
export function callerFaults(fn: lambda.Function, { executionSeconds }: DurablePlan): string[] {
  const own = fn.node.defaultChild as lambda.CfnFunction;
  const callers = callersOf(fn, own);
  const isTooLong = executionSeconds !== undefined && executionSeconds > LONGEST_WAIT && !isOnInstances(own);
  const mapping = isTooLong ? callers.find(({ resource }) => resource.cfnResourceType === 'AWS::Lambda::EventSourceMapping') : undefined;
  return [
    ...(mapping
      ? [
          `'durableConfig.executionTimeout' must be at most ${LONGEST_WAIT} seconds for a function with event sources, got ${executionSeconds}, for which ` +
            `Lambda refuses ${mapping.resource.node.path}; lower it, or start executions by DurableStart, which reads the queue and does not wait`,
        ]
      : []),
    ...callers.filter(({ named }) => named === own).flatMap(unqualified),
  ];
}

function callersOf(fn: lambda.Function, own: CfnResource): Caller[] {
  const resources = (Stage.of(fn) ?? fn.node.root).node.findAll().filter((node): node is CfnResource => CfnResource.isCfnResource(node));
  return resources.flatMap((resource) => {
    const property = CALLERS[resource.cfnResourceType];
    if (property === undefined) return [];
    const { value, resources: marks } = markReferences(resource, (resource as unknown as Record<string, unknown>)[property]);
    const [mark, named] = [...marks].find(([, target]) => isOrNames(target, own)) ?? [];
    if (!named || typeof value !== 'string') return [];
    return { resource, named, qualifier: value.slice(value.indexOf(mark as string) + (mark as string).length) };
  });
}

/** Whether it is the function, or its alias or version. */
const isOrNames = (target: CfnResource, fn: CfnResource): boolean =>
  target === fn ||
  (/^AWS::Lambda::(Alias|Version)$/.test(target.cfnResourceType) &&
    referencesIn(target, (target as lambda.CfnAlias).functionName).includes(fn));

function unqualified({ resource, qualifier: behind }: Caller): string[] {
  const qualifier = behind || (resource as Partial<lambda.CfnUrl>).qualifier || '';
  if (qualifier === '') return [faultOf(resource, 'the function without a qualifier, which Lambda refuses')];
  return /^:?\$LATEST$/.test(qualifier) ? [faultOf(resource, '$LATEST, on which executions resume with changed code')] : [];
}

const faultOf = (resource: CfnResource, what: string): string =>
  `a durable function must be called by its alias, got ${resource.node.path}, which names ${what}; pass the hardened function or its 'liveAlias' there`;

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
