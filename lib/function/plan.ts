import type * as cdk from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { AlarmPlan } from '../alarms/alarm-plan';
import { Refusals, refuse } from '../core/errors';
import type { PolicyKind } from '../core/service-policy';
import { type AsyncPlan, resolveAsync } from '../failures/async-invocation';
import { resolveFailures } from '../failures/failure-plan';
import { type LogPlan, resolveLogs } from '../logging/function-log-group';
import { resolveVpc, type VpcPlan } from '../network/vpc-access';
import { type PowertoolsSetup, setUpPowertools } from '../powertools/powertools-environment';
import { powertoolsLayerArn } from '../powertools/powertools-layer';
import { HardeningRequirement } from '../profiles/profile-settings';
import { resolveScopeAlarms, resolveScopeSettings } from '../profiles/scope-settings';
import { resolveRequirements, type WaiverPlan } from './requirements';
import { checkSettings, functionProps } from './settings';
import type { ShellProps } from './shell-props';

/**
 * All that is decided before anything is made for the function.
 *
 * @internal
 */
export interface FunctionPlan {
  readonly function: lambda.FunctionProps;
  readonly events: lambda.IEventSource[];
  readonly tracing: lambda.Tracing;
  readonly logs: LogPlan;
  readonly vpc?: VpcPlan;
  readonly fileSystem?: lambda.FileSystem;
  /** The ARN of Powertools' layer. */
  readonly powertools: PowertoolsSetup;
  readonly powertoolsLayer?: string;
  readonly async: AsyncPlan;
  readonly alarms: AlarmPlan;
  readonly policyKind: PolicyKind;
  readonly permissionsBoundary?: iam.IManagedPolicy;
  readonly encryptionKey?: kms.IKey;
  readonly removalPolicy: cdk.RemovalPolicy;
  readonly waivers: WaiverPlan;
  /** Whether each queue source must set `maxConcurrency` where concurrency is reserved. */
  readonly needsMaxConcurrency: boolean;
  readonly acknowledgeAuditPacks: boolean;
}

/** @internal */
export function planFunction(scope: Construct, given: ShellProps): Readonly<FunctionPlan> {
  const scoped = resolveScopeSettings(scope, given);
  const { props, own, profile, settings, encryptionKey } = scoped;
  const refused = new Refusals();
  refused.gather(() =>
    checkSettings(scope, { ...props, memorySize: props.memorySize ?? settings.memorySize, timeout: props.timeout ?? settings.timeout }),
  );
  refused.gather(() => checkBoundary(scope, own, props));
  const logs = refused.gather(() => resolveLogs(scope, props, settings));
  const failures = refused.gather(() => resolveFailures(scope, own, props.failureCapture ?? settings.failureCapture));
  const waivers = refused.gather(() => resolveRequirements(scope, props, profile));
  const vpc = refused.gather(() => resolveVpc(scope, props));
  const alarms = refused.gather(() => resolveScopeAlarms(scope, scoped));
  const invocation = refused.gather(() => resolveAsync(scope, props, failures));
  refused.throwAny();
  const powertools = setUpPowertools(scope, props.powertools, props, logs.loggingFormat);
  return Object.freeze({
    function: functionProps(
      {
        ...props,
        ...powertools.props,
        environmentEncryption: props.environmentEncryption ?? encryptionKey,
      },
      settings,
      logs.loggingFormat,
    ),
    events: props.events ?? [],
    tracing: props.tracing ?? settings.tracing,
    logs,
    vpc,
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
  });
}

function checkBoundary(scope: Construct, own: Partial<ShellProps>, { role }: ShellProps): void {
  if (own.permissionsBoundary && role) {
    refuse(scope, `'permissionsBoundary' must not go with 'role', got both; set the boundary on the role itself`);
  }
}
