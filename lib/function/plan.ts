import type * as cdk from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { type AlarmPlan, resolveAlarms } from '../alarms/alarm-plan';
import { refuse } from '../core/errors';
import type { PolicyKind } from '../core/service-policy';
import { KeyManagement, stackKey } from '../encryption/encryption-key';
import { type AsyncPlan, resolveAsync } from '../failures/async-invocation';
import { resolveFailures } from '../failures/failure-plan';
import { type LogPlan, resolveLogs } from '../logging/function-log-group';
import { resolveVpc, type VpcPlan } from '../network/vpc-access';
import { type PowertoolsSetup, setUpPowertools } from '../powertools/powertools-environment';
import { powertoolsLayerArn } from '../powertools/powertools-layer';
import { HardeningRequirement } from '../profiles/profile-settings';
import { effectiveProps, type ShellProps } from './effective-props';
import { resolveRequirements, type WaiverPlan } from './requirements';
import { checkSettings, functionProps } from './settings';

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
  /** Whether all of cdk-nag's packs are to be satisfied, not the two of every day. */
  readonly audited: boolean;
}

/** @internal */
export function planFunction(scope: Construct, given: ShellProps): Readonly<FunctionPlan> {
  const { props, own, profile } = effectiveProps(scope, given);
  const settings = profile._settings;
  checkSettings(scope, { ...props, memorySize: props.memorySize ?? settings.memorySize, timeout: props.timeout ?? settings.timeout });
  if (own.permissionsBoundary && props.role) {
    refuse(scope, `'permissionsBoundary' must not go with 'role', got both; set the boundary on the role itself`);
  }
  const logs = resolveLogs(scope, props, settings);
  const failures = resolveFailures(scope, own, props.failureCapture ?? settings.failureCapture);
  const waivers = resolveRequirements(scope, props, profile);
  const audited = settings.keyManagement === KeyManagement.CUSTOMER_MANAGED;
  const powertools = setUpPowertools(scope, props.powertools, props, logs.loggingFormat);
  const encryptionKey = props.encryptionKey ?? (audited ? stackKey(scope) : undefined);
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
    vpc: resolveVpc(scope, props),
    fileSystem: props.filesystem,
    powertools,
    powertoolsLayer: powertoolsLayerArn(scope, props.powertools, props, props.architecture ?? settings.architecture),
    async: resolveAsync(scope, props, failures),
    alarms: resolveAlarms(scope, props, {
      own,
      okActions: settings.okActions,
      mustBeHeard: settings.requirements.includes(HardeningRequirement.ALARM_ACTIONS),
      encryptionKey,
    }),
    policyKind: settings.policyKind,
    permissionsBoundary: props.permissionsBoundary,
    encryptionKey,
    removalPolicy: settings.removalPolicy,
    waivers,
    audited,
  });
}
