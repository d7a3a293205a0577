import type { CfnResource } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { EDGE_SERVICE } from '../core/aws/edge';
import { isForDeployments } from '../core/cdk/functions-of-cdk';
import { isConditional } from '../core/cdk/references';
import { LEFT_AS_A_WHOLE } from '../core/hardening-metadata';
import { RolePolicies } from '../core/policies/role-policies';
import type { CompletionPlan } from '../mixins/completion-plan';
import { FunctionCompletion } from '../mixins/function-completion';
import { ResourceFunction } from '../mixins/resource-function';
import { grantService } from '../mixins/service-grants';
import type { Usage } from '../mixins/usage/function-usage';
import { captureOfQualifiers } from '../mixins/usage/qualified-invocations';
import { HardeningRequirement } from '../profiles/profile-settings';
import { waivedRequirements } from '../profiles/requirements';
import { resolveScopeAlarms, resolveScopeSettings, type ScopedProps } from '../profiles/scope-settings';
import type { AppResources } from './app-resources';
import { existingCapture, planCapture } from './capture-step';
import { HardeningNotes, keptNotes } from './hardening-notes';
import type { FunctionHardening } from './hardening-report';
import { planIdempotency, setVariables } from './idempotency-step';
import { hardenLogs } from './log-step';
import { type RoleAccess, roleAccess, servicesIn } from './role-access';
import { replaceManagedPolicies, writesLogs } from './role-step';
import { hardenSettings, hardenTracing } from './settings-step';
import { hardenSources, sourcesOf } from './source-step';

/**
 * Hardens a function that exists, whoever made it: what it is not told gets the choice of its scopes and profile, and what follows
 * a function of this library follows it too.
 *
 * @internal
 */
export function hardenFunction(app: AppResources, fn: CfnResource, exclusion?: string): FunctionHardening {
  const kept = keptNotes(fn);
  if (kept) return kept;
  const notes = new HardeningNotes();
  if (exclusion !== undefined) {
    notes.leave(LEFT_AS_A_WHOLE, exclusion);
    return notes.keep(fn);
  }
  const usage = app.usageOf(fn);
  if (isAtEdge(app, fn, usage)) {
    notes.leave(
      LEFT_AS_A_WHOLE,
      'CloudFront runs it, with the limits of Lambda@Edge, and its logs and metrics are in the regions of its viewers',
    );
    return notes.keep(fn);
  }
  const access = roleAccess(app, fn);
  const policies = access.role && RolePolicies.ofExisting(access.role, access.own ? fn : undefined, app.inlinePolicies);
  const target = ResourceFunction.of(fn, access.role);
  if (isForDeployments(fn.node.scopes.map(({ node }) => node.id))) hardenCdkFunction(app, fn, target, access, notes);
  else hardenUsersFunction(app, fn, target, access, usage, notes);
  policies?.endAdoption();
  return notes.keep(fn);
}

/** CloudFormation invokes it, and reports what fails: it needs logs that expire, and no more rights than it uses. */
function hardenCdkFunction(app: AppResources, fn: CfnResource, shell: Construct, access: RoleAccess, notes: HardeningNotes): void {
  const { props, settings, encryptionKey } = resolveScopeSettings<ScopedProps>(shell, {});
  const retention = props.logRetention ?? settings.logRetention;
  const naming = props.logGroupName ?? settings.logGroupName;
  const mayGrant = access.role !== undefined;
  const log = hardenLogs(app, fn, shell, { retention, removalPolicy: settings.removalPolicy }, naming, encryptionKey, mayGrant, notes);
  const replaced = replaceManagedPolicies(access, false, log.streams, notes);
  if (access.role && replaced.logs) {
    grantService(shell, fn as lambda.CfnFunction, access.role, settings.policyKind, {
      logStreams: log.streams,
      logKey: log.key,
      isGroupOfLambda: log.isMadeByLambda,
    });
  }
  for (const protection of ['settings', 'capture', 'alarms'])
    notes.leave(protection, 'the CDK makes it for deployments: CloudFormation invokes it and reports what fails');
}

function hardenUsersFunction(
  app: AppResources,
  fn: CfnResource,
  target: lambda.FunctionBase,
  access: RoleAccess,
  usage: Usage,
  notes: HardeningNotes,
): void {
  const scoped = resolveScopeSettings<ScopedProps>(target, {});
  const { props, settings, encryptionKey } = scoped;
  const { role } = access;
  const mayGrant = role !== undefined;
  const sources = sourcesOf(app, [fn, ...usage.qualified]);
  const wanted = {
    memorySize: props.memorySize ?? settings.memorySize,
    timeout: props.timeout ?? settings.timeout,
    tracing: props.tracing ?? settings.tracing,
  };
  hardenSettings(app, fn, sources, wanted, notes);
  const isTraced = hardenTracing(app, fn, mayGrant, wanted, notes);
  const logPlan = {
    retention: props.logRetention ?? settings.logRetention,
    removalPolicy: settings.removalPolicy,
    loggingFormat: props.loggingFormat,
  };
  const log = hardenLogs(app, fn, target, logPlan, props.logGroupName ?? settings.logGroupName, encryptionKey, mayGrant, notes);
  const isInVpc = app.render(fn).property('VpcConfig') !== undefined;
  const replaced = replaceManagedPolicies(access, isInVpc, log.streams, notes);
  const mustAllowLogs = replaced.logs || (log.isNew && !writesLogs(access));
  if (role) {
    grantService(target, fn as lambda.CfnFunction, role, settings.policyKind, {
      logStreams: mustAllowLogs ? log.streams : undefined,
      isGroupOfLambda: log.isMadeByLambda,
      logKey: log.isNew ? log.key : undefined,
      isTraced,
      isInVpc: replaced.vpc,
    });
  }
  if (isConditional(fn)) {
    for (const protection of ['capture', 'alarms', 'sources'])
      notes.leave(protection, 'a condition decides whether it exists, and nothing that is made for it may refer to it where it does not');
    return;
  }
  const capture = existingCapture(app, fn, usage.configs);
  const isPolledOnly = sources.length > 0 && !app.isInvokedByOthers([fn, ...usage.qualified]);
  const plan: CompletionPlan = {
    async: planCapture(app, fn, target, capture, props.failureCapture ?? settings.failureCapture, mayGrant, notes),
    alarms: resolveScopeAlarms(target, scoped),
    policyKind: settings.policyKind,
    encryptionKey,
    removalPolicy: settings.removalPolicy,
    waivers: waivedRequirements(target, props.waivers),
    needsMaxConcurrency: settings.requirements.includes(HardeningRequirement.MAX_CONCURRENCY),
    acknowledgeAuditPacks: settings.acknowledgeAuditPacks,
    idempotency: planIdempotency(app, fn, target, props.idempotency ?? settings.idempotency, mayGrant, notes),
  };
  const watched: string[] = [];
  const completion = new FunctionCompletion(
    {
      shell: target,
      live: target,
      inner: target,
      resource: fn as lambda.CfnFunction,
      role,
      logGroupName: log.name,
      existing: {
        ...capture,
        isWatched: (metric) => {
          const isWatched = app.isWatched(metric);
          if (isWatched) watched.push(metric.toMetricConfig().metricStat?.metricName ?? 'a metric');
          return isWatched;
        },
      },
    },
    plan,
    isPolledOnly,
  );
  setVariables(fn, completion.idempotency, notes);
  const { config } = capture;
  const existing = config && 'destinationConfig' in config ? config : undefined;
  if (completion.asyncInvocation.hasDestination) captureOfQualifiers(target, usage, { existing, destinationsOnly: true });
  hardenSources(app, target, sources, log.name, notes);
  const made = Object.keys(completion.alarms.ofFunction);
  if (made.length > 0) notes.add(`alarms: ${made.join(', ')}`);
  if (watched.length > 0) notes.leave('alarms', `alarms of the app watch ${[...new Set(watched)].join(', ')} already`);
}

function isAtEdge(app: AppResources, fn: CfnResource, { atEdge }: Usage): boolean {
  const role = app.namedBy(fn, 'Role');
  return (
    atEdge.length > 0 || (role !== undefined && servicesIn(app.render(role).property('AssumeRolePolicyDocument')).includes(EDGE_SERVICE))
  );
}
