import type { RemovalPolicy } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import type { AlarmPlan } from '../../alarms/alarm-plan';
import type { AlarmSet } from '../../alarms/alarm-set';
import { hasAlarms } from '../../alarms/has-alarms';
import { functionBehind } from '../../core/cdk/function-behind';
import type { PolicyKind } from '../../core/policies/service-policy';
import { HardeningRequirement } from '../../profiles/profile-settings';
import { resolveScopeAlarms, resolveScopeSettings } from '../../profiles/scope-settings';
import { FunctionMappings } from './function-mappings';

/**
 * What holds for the event sources of a function.
 *
 * @internal
 */
export interface EventSourceSettings {
  /** The function itself, where it is one of this library. */
  readonly owner?: IConstruct;
  readonly alarms: AlarmPlan;
  readonly policyKind: PolicyKind;
  readonly removalPolicy: RemovalPolicy;
  readonly encryptionKey?: kms.IKey;
  /** Whether each queue source must set `maxConcurrency` where concurrency is reserved. */
  readonly needsMaxConcurrency: boolean;
  readonly sources: FunctionMappings;
  /** The alarms of a hardened function. */
  readonly functionAlarms?: AlarmSet;
  /** Whether an alarm of the function itself watches deliveries to failure targets. */
  readonly deliveriesWatched: () => boolean;
}

const SETTINGS = new WeakMap<IConstruct, EventSourceSettings>();

/**
 * A function that has chosen for its sources as it has for itself, and CDK's function inside.
 *
 * @internal
 */
export function setEventSourceSettings(shell: IConstruct, inner: lambda.IFunction, choices: EventSourceSettings): void {
  for (const fn of [shell, inner]) SETTINGS.set(fn, choices);
}

/**
 * The function's resource, where it is one of this app.
 *
 * @internal
 */
export function functionResource(target: lambda.IFunction): lambda.CfnFunction | undefined {
  const child = functionBehind(target).node.defaultChild;
  return child && lambda.CfnFunction.isCfnFunction(child) ? child : undefined;
}

/**
 * What the function has chosen; else what its scopes have.
 *
 * @internal
 */
export function settingsFor(target: lambda.IFunction): EventSourceSettings {
  const fn = functionBehind(target);
  const known = SETTINGS.get(fn);
  if (known) return known;
  const choices = choicesOfScopes(fn);
  SETTINGS.set(fn, choices);
  fn.node.addValidation({
    validate: () => [
      ...choices.sources.concurrencyFindings(functionResource(fn)?.reservedConcurrentExecutions, choices.needsMaxConcurrency),
      ...choices.sources.loopFindings(),
      ...missingActions(fn, choices.alarms),
    ],
  });
  return choices;
}

function choicesOfScopes(fn: lambda.IFunction): EventSourceSettings {
  const scoped = resolveScopeSettings(fn, {});
  const { settings, encryptionKey } = scoped;
  return {
    alarms: resolveScopeAlarms(fn, scoped),
    policyKind: settings.policyKind,
    removalPolicy: settings.removalPolicy,
    encryptionKey,
    needsMaxConcurrency: settings.requirements.includes(HardeningRequirement.MAX_CONCURRENCY),
    sources: new FunctionMappings(fn),
    deliveriesWatched: () => false,
  };
}

/**
 * Event sources below have alarms, and nobody is notified.
 *
 * @internal
 */
export function missingActions(scope: IConstruct, { actions, actionsRequired }: AlarmPlan): string[] {
  if (actions || !actionsRequired || !hasAlarms(scope)) return [];
  return [
    `'alarmActions' must be set for the alarms of the function's event sources, got nothing; ` +
      `call 'HardenedFunctionDefaults.of(this).set({ alarmActions: AlarmActions.email("name@example.com") })' before you create the function`,
  ];
}
