import { Arn, ArnFormat, type IResource, Stack, Token } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { got, refuse } from '../core/errors';
import { checkNames } from '../core/input/option-names';
import type { ReleaseChoice } from './choices';
import { type GradualReleaseOptions, ReleaseMove } from './release-options';

const OPTIONS = ['preTraffic', 'postTraffic', 'aliasLogicalId', 'pruning', 'move'];
const GRADUAL = [...OPTIONS, 'alarms', 'rollbackAlarm', 'invocationsPerMinute'];
const KNOWN = {
  allAtOnce: OPTIONS,
  canary: [...GRADUAL, 'percent', 'interval'],
  linear: [...GRADUAL, 'percent', 'interval'],
  predefined: [...GRADUAL, 'config'],
} satisfies { [kind in Exclude<ReleaseChoice['kind'], 'none'>]: string[] };

/**
 * Each option by itself. What they mean together is up to the plan.
 *
 * @internal
 */
export function checkOptions(scope: IConstruct, { kind, ...options }: Exclude<ReleaseChoice, { kind: 'none' }>): void {
  checkNames(scope, `Release.${kind}`, options, Object.fromEntries(KNOWN[kind].map((name) => [name, true])));
  checkMove(scope, options.move);
  checkLogicalId(scope, options.aliasLogicalId);
  checkHook(scope, 'preTraffic', options.preTraffic);
  checkHook(scope, 'postTraffic', options.postTraffic);
  const { alarms, invocationsPerMinute }: GradualReleaseOptions = options;
  checkAlarms(scope, alarms);
  checkInvocations(scope, invocationsPerMinute);
}

/** @internal */
export function checkAlarm(scope: IConstruct, prop: string, alarm: cloudwatch.IAlarm): void {
  const { alarmName, alarmArn } = (alarm ?? {}) as Partial<cloudwatch.IAlarm>;
  if (typeof alarmName !== 'string' || typeof alarmArn !== 'string') {
    refuse(scope, `'${prop}' must be an alarm, got ${got(alarm)}; pass for example new cloudwatch.Alarm(...)`);
  }
  checkPlace(scope, prop, alarm, alarmArn);
}

function checkAlarms(scope: IConstruct, alarms: cloudwatch.IAlarm[] | undefined): void {
  if (alarms === undefined) return;
  if (!Array.isArray(alarms)) refuse(scope, `'release.alarms' must be a list of alarms, got ${got(alarms)}; pass for example [alarm]`);
  alarms.forEach((alarm, index) => {
    checkAlarm(scope, `release.alarms[${index}]`, alarm);
  });
}

function checkInvocations(scope: IConstruct, count: number | undefined): void {
  if (count === undefined || Token.isUnresolved(count) || (Number.isFinite(count) && count >= 0)) return;
  refuse(scope, `'release.invocationsPerMinute' must be a number of at least 0, got ${got(count)}; omit it if it is not known`);
}

function checkHook(scope: IConstruct, prop: string, hook: lambda.IFunction | undefined): void {
  if (hook === undefined) return;
  const { functionArn } = (hook ?? {}) as Partial<lambda.IFunction>;
  if (typeof functionArn !== 'string') {
    refuse(scope, `'release.${prop}' must be a function, got ${got(hook)}; pass for example new HardenedFunction(...)`);
  }
  checkPlace(scope, `release.${prop}`, hook, functionArn);
}

function checkMove(scope: IConstruct, move: ReleaseMove | undefined): void {
  if (move === undefined || Object.values(ReleaseMove).includes(move)) return;
  refuse(scope, `'release.move' must be a ReleaseMove, got ${got(move)}; pass ReleaseMove.PREPARE or ReleaseMove.SWITCH`);
}

function checkLogicalId(scope: IConstruct, id: string | undefined): void {
  if (id === undefined || Token.isUnresolved(id) || (typeof id === 'string' && /^[A-Za-z0-9]{1,255}$/.test(id))) return;
  refuse(
    scope,
    `'release.aliasLogicalId' must be 1 to 255 letters and digits, got ${got(id)}; copy the logical id of the alias from the deployed template`,
  );
}

/** CodeDeploy looks for alarms and hooks by their names, in its own account and Region. */
function checkPlace(scope: IConstruct, prop: string, { env }: IResource, arn: string): void {
  const { account, region } = Stack.of(scope);
  const named = Token.isUnresolved(arn) ? env : { ...env, ...Arn.split(arn, ArnFormat.COLON_RESOURCE_NAME) };
  const isElsewhere = [
    [named.account, account],
    [named.region, region],
  ].some(([one, other]) => ![one, other].some((place) => place === undefined || Token.isUnresolved(place)) && one !== other);
  if (!isElsewhere) return;
  refuse(
    scope,
    `'${prop}' must be in the account and Region of the function (${account}, ${region}), where CodeDeploy looks for it by its name, got one in ` +
      `${named.account}, ${named.region}; create one there`,
  );
}
