import { RemovalPolicy } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { Refusals, refuse } from '../core/errors';
import { type DurablePlan, durableCapture, resolveDurable } from '../durable/durable-plan';
import { resolveAsync } from '../failures/async-plan';
import { resolveFailures } from '../failures/failure-plan';
import { resolveIdempotency } from '../idempotency/idempotency-plan';
import { type LogPlan, resolveLogs } from '../logging/function-log-group';
import type { CompletionPlan } from '../mixins/completion-plan';
import { resolveVpc, type VpcPlan } from '../network/vpc-access';
import { type PowertoolsSetup, setUpPowertools } from '../powertools/powertools-environment';
import { powertoolsLayerArn } from '../powertools/powertools-layer';
import { type ChosenBy, chosenBy } from '../profiles/chosen-by';
import { HardeningRequirement } from '../profiles/profile-settings';
import { resolveRequirements } from '../profiles/requirements';
import { resolveScopeAlarms, resolveScopeSettings } from '../profiles/scope-settings';
import { type ReleasePlan, resolveRelease } from '../releases/release-plan';
import { checkSnapStart, isBilled } from '../releases/snap-start';
import { versionOptions } from '../releases/version-options';
import type { Packaging } from './packaging/packaging';
import { checkSettings, functionProps } from './settings';
import type { ShellProps } from './shell-props';

/**
 * All that is decided before anything is made for the function.
 *
 * @internal
 */
export interface FunctionPlan extends CompletionPlan {
  readonly function: lambda.FunctionProps;
  /** Variables of the scope. They are left out at the edge, where Lambda has no environment. */
  readonly inheritedEnvironment: Record<string, string>;
  /** What reviewers find in the template: the name of the profile, and who chose a setting that it did not. */
  readonly hardening: { readonly Profile: string; readonly ChosenBy?: Record<string, ChosenBy> };
  readonly events: lambda.IEventSource[];
  readonly tracing: lambda.Tracing;
  readonly logs: LogPlan;
  readonly vpc?: VpcPlan;
  readonly fileSystem?: lambda.FileSystem;
  /** The ARN of Powertools' layer. */
  readonly powertools: PowertoolsSetup;
  readonly powertoolsLayer?: string;
  readonly permissionsBoundary?: iam.IManagedPolicy;
  /** How new versions get their traffic, where they get it by an alias. */
  readonly release?: ReleasePlan;
  /** Whether the profile is one for stacks of developers: without an alarm on errors, and deleted with its stack. */
  readonly isForDevelopment: boolean;
  /** How durable executions are run, where they are. */
  readonly durable?: DurablePlan;
}

/** @internal */
export function planFunction(scope: Construct, given: ShellProps, packaging: Packaging): Readonly<FunctionPlan> {
  const refused = new Refusals();
  const scoped = resolveScopeSettings(scope, packaging.complete(scope, given, refused));
  const { props, own, profile, settings, encryptionKey } = scoped;
  const isForDevelopment = settings.removalPolicy === RemovalPolicy.DESTROY && settings.alarms.errors?._choice.kind === 'none';
  refused.gather(() =>
    checkSettings(scope, { ...props, memorySize: props.memorySize ?? settings.memorySize, timeout: props.timeout ?? settings.timeout }),
  );
  refused.gather(() => checkBoundary(scope, own, props));
  const logs = refused.gather(() => resolveLogs(scope, props, settings, own));
  const durable = refused.gather(() => resolveDurable(scope, props, own));
  const capture = props.failureCapture ?? settings.failureCapture;
  const failures = refused.gather(() => resolveFailures(scope, own, durable ? durableCapture(capture) : capture));
  const waivers = refused.gather(() => resolveRequirements(scope, props, profile));
  const vpc = refused.gather(() => resolveVpc(scope, props));
  const alarms = refused.gather(() => resolveScopeAlarms(scope, scoped));
  const invocation = refused.gather(() => resolveAsync(scope, durable ? { maxEventAge: props.maxEventAge } : props, failures, own));
  refused.gather(() => checkSnapStart(scope, props));
  const release = refused.gather(() =>
    resolveRelease(scope, props, props.release ?? settings.release, {
      timeout: props.timeout ?? settings.timeout,
      isForDevelopment,
      isDurable: durable !== undefined,
    }),
  );
  const idempotency = refused.gather(() =>
    resolveIdempotency(scope, props.idempotency ?? settings.idempotency, { ...props, timeout: props.timeout ?? settings.timeout }),
  );
  const currentVersionOptions = refused.gather(() =>
    release
      ? versionOptions(scope, props.currentVersionOptions, isBilled(props) && !release.pruning, durable !== undefined)
      : props.currentVersionOptions,
  );
  const powertools = refused.gather(() => setUpPowertools(scope, props.powertools, props, logs?.loggingFormat));
  refused.throwAny(scope);
  const chosen = chosenBy(own, { ...props });
  return Object.freeze({
    function: functionProps(
      {
        ...props,
        ...powertools.props,
        environmentEncryption: props.environmentEncryption ?? encryptionKey,
        currentVersionOptions,
        durableConfig: durable?.config,
      },
      settings,
      logs.loggingFormat,
    ),
    inheritedEnvironment: Object.fromEntries(
      Object.entries(props.environment ?? {}).filter(([name]) => own.environment?.[name] === undefined),
    ),
    hardening: { Profile: profile._name, ...(Object.keys(chosen).length > 0 && { ChosenBy: chosen }) },
    events: props.events ?? [],
    tracing: props.tracing ?? settings.tracing,
    logs,
    vpc,
    reasonToAllowCalls: vpc?.reasonToAllowCalls,
    fileSystem: props.filesystem,
    powertools,
    powertoolsLayer: powertoolsLayerArn(scope, props.powertools, props, props.architecture ?? settings.architecture),
    async: invocation,
    alarms,
    policyKind: settings.policyKind,
    permissionsBoundary: props.permissionsBoundary,
    encryptionKey,
    removalPolicy: settings.removalPolicy,
    waivers,
    needsMaxConcurrency: settings.requirements.includes(HardeningRequirement.MAX_CONCURRENCY),
    acknowledgeAuditPacks: settings.acknowledgeAuditPacks,
    release,
    idempotency,
    isForDevelopment,
    durable,
  });
}

function checkBoundary(scope: Construct, own: Partial<ShellProps>, { role }: ShellProps): void {
  if (own.permissionsBoundary && role) {
    refuse(scope, `'permissionsBoundary' can't be combined with 'role'; set the boundary on the role itself`);
  }
}
