import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { EDGE_HOME, EDGE_LIMITS, EDGE_SERVICE, EDGE_STORAGE, isForViewers, runsAtEdge } from '../../core/aws/edge';
import { LAMBDA_DEFAULTS } from '../../core/aws/lambda-limits';
import { grantLate } from '../../core/policies/grant-to-service';
import type { PolicyKind } from '../../core/policies/service-policy';
import { ExecutionRole } from '../../execution/execution-role';
import type { Usage } from './function-usage';

/**
 * Whether CloudFront runs the function: a distribution names it, or its role trusts Lambda@Edge.
 *
 * @internal
 */
export const isAtEdge = (role: iam.IRole | undefined, { atEdge }: Usage): boolean => atEdge.length > 0 || trustsEdge(role) === true;

/** Undefined where the role was imported. */
function trustsEdge(role: iam.IRole | undefined): boolean | undefined {
  const { assumeRolePolicy } = (role ?? {}) as Partial<iam.Role>;
  if (!role || !assumeRolePolicy) return undefined;
  if (role instanceof ExecutionRole && role.trustsLambdaAlone) return false;
  return JSON.stringify(Stack.of(role).resolve(assumeRolePolicy.toJSON())).includes(EDGE_SERVICE);
}

/**
 * Lets the function write its logs where Lambda@Edge keeps them: in each region in which it runs.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-logs.html
 *
 * @internal
 */
export function allowLogsOfEdge(shell: Construct, fn: lambda.Function, kind: PolicyKind): void {
  const { partition, account } = Stack.of(shell);
  grantLate(shell, 'EdgeLogPolicy', fn.role as iam.IRole, kind, [
    new iam.PolicyStatement({
      actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [`arn:${partition}:logs:*:${account}:log-group:${LAMBDA_DEFAULTS.logGroupPrefix}${EDGE_HOME}.${fn.functionName}:*`],
    }),
  ]);
}

interface Resolved {
  readonly architectures?: string[];
  readonly tracingConfig?: { readonly mode?: string };
  readonly memorySize?: number;
  readonly timeout?: number;
  readonly environment?: { readonly variables?: object };
  readonly layers?: unknown[];
  readonly vpcConfig?: unknown;
  readonly deadLetterConfig?: unknown;
  readonly ephemeralStorage?: { readonly size?: number };
  readonly packageType?: string;
  readonly runtime?: string;
  readonly runtimeManagementConfig?: { readonly updateRuntimeOn?: string };
}

const PROPERTIES = [
  'architectures',
  'tracingConfig',
  'memorySize',
  'timeout',
  'environment',
  'layers',
  'vpcConfig',
  'deadLetterConfig',
  'ephemeralStorage',
  'packageType',
  'runtime',
  'runtimeManagementConfig',
] as const;

/**
 * All that CloudFront refuses of the function, in one sentence.
 *
 * @internal
 */
export function faultsAtEdge(fn: lambda.CfnFunction, role: iam.IRole | undefined, usage: Usage): string[] {
  const stack = Stack.of(fn);
  const given = fn as unknown as Record<string, unknown>;
  const set: Resolved = Object.fromEntries(PROPERTIES.map((name) => [name, stack.resolve(given[name])]));
  const atViewers = usage.atEdge.some(({ eventType }) => eventType !== undefined && isForViewers(eventType));
  const faults = [
    ...settingsOf(set, atViewers),
    ...(Token.isUnresolved(stack.region) || stack.region === EDGE_HOME ? [] : [`a stack in ${EDGE_HOME}, got ${stack.region}`]),
    ...(usage.atEdge.every(({ named }) => named.cfnResourceType === 'AWS::Lambda::Version')
      ? []
      : ['a numbered version, got an alias or $LATEST']),
    ...(trustsEdge(role) === false ? [`a role that trusts ${EDGE_SERVICE} too, got one that does not`] : []),
    ...(isReleased(usage) ? ["no 'release' in steps, got one: CloudFront names a version, so that all traffic moves at once"] : []),
    ...(isProvisioned(usage) ? ['no provisioned concurrency, got one'] : []),
  ];
  if (faults.length === 0) return [];
  const events = atViewers ? 'viewer events' : 'events at the edge';
  return [`the function must meet the limits of Lambda@Edge for ${events}, where CloudFront runs it: ${faults.join('; ')}`];
}

function settingsOf(set: Resolved, atViewers: boolean): string[] {
  const { memory, timeout } = EDGE_LIMITS[atViewers ? 'viewer' : 'origin'];
  const variables = Object.keys(set.environment?.variables ?? {});
  const rules: [boolean | undefined, string][] = [
    [set.architectures?.includes('arm64'), `'architecture: lambda.Architecture.X86_64', got arm64`],
    [set.tracingConfig?.mode === 'Active', `'tracing: lambda.Tracing.DISABLED', got ACTIVE`],
    [(set.memorySize ?? LAMBDA_DEFAULTS.memorySize) > memory, `'memorySize' of at most ${memory}, got ${set.memorySize}`],
    [(set.timeout ?? LAMBDA_DEFAULTS.timeout) > timeout, `'timeout' of at most ${timeout} seconds, got ${set.timeout}`],
    [variables.length > 0, `no 'environment', got ${variables.join(', ')}`],
    [set.layers !== undefined && set.layers.length > 0, `no 'layers', got ${set.layers?.length}`],
    [set.vpcConfig !== undefined, `no 'vpc', got one`],
    [set.deadLetterConfig !== undefined, `no dead-letter target, got one, so 'failureCapture: FailureCapture.none(reason)'`],
    [
      (set.ephemeralStorage?.size ?? EDGE_STORAGE) > EDGE_STORAGE,
      `'ephemeralStorageSize' of ${EDGE_STORAGE} MB, got ${set.ephemeralStorage?.size}`,
    ],
    [set.packageType === 'Image', 'code in a zip, got an image'],
    [typeof set.runtime === 'string' && !runsAtEdge(set.runtime), `a runtime of Node.js or Python, got ${set.runtime}`],
    [(set.runtimeManagementConfig?.updateRuntimeOn ?? 'Auto') !== 'Auto', `'runtimeManagementMode' AUTO, got another`],
  ];
  return rules.filter(([isBroken]) => isBroken).map(([, rule]) => rule);
}

/** By CodeDeploy. */
const isReleased = ({ qualified }: Usage): boolean =>
  qualified.some(({ cfnOptions }) => cfnOptions.updatePolicy?.codeDeployLambdaAliasUpdate !== undefined);

/** Of a version or an alias, by itself or scaled. */
export const isProvisioned = ({ qualified, scaled }: Usage): boolean =>
  scaled.length > 0 || qualified.some(({ provisionedConcurrencyConfig }) => provisionedConcurrencyConfig !== undefined);
