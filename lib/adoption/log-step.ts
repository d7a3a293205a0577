import { ArnFormat, type CfnResource, Stack } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { isIntrinsic } from '../core/cdk/intrinsic';
import { isConditional } from '../core/cdk/references';
import { setProperties } from '../core/cdk/resource-properties';
import { letLogsUse } from '../encryption/encryption-key';
import { keyOfLogGroup } from '../encryption/log-group-key';
import { functionLogGroup, type LogPlan } from '../logging/function-log-group';
import type { LogGroupName } from '../logging/log-group-name';
import { resolveLogGroupName } from '../logging/resolve-log-group-name';
import { type AppResources, pathOf } from './app-resources';
import type { HardeningNotes } from './hardening-notes';
import { isLiteral } from './near';

const GROUP = 'AWS::Logs::LogGroup';

/** Where the function writes its logs. @internal */
export interface LogAccess {
  /** For the descriptions of alarms. */
  readonly name: string;
  /** What the role has to write to, where its statement can name it. */
  readonly streams?: string;
  readonly key?: string;
  /** Whether the group was made now. */
  readonly isNew: boolean;
  /** No resource of the app makes the group: where it is missing, Lambda has to. */
  readonly isMadeByLambda?: boolean;
}

interface LoggingConfig {
  readonly LogGroup?: unknown;
  readonly LogFormat?: unknown;
}

/**
 * The log group: one that exists keeps its name, and gets a retention where it has none. Without one, a group is made before
 * the function, with a generated name.
 *
 * @internal
 */
export function hardenLogs(
  app: AppResources,
  fn: CfnResource,
  shell: Construct,
  plan: LogPlan,
  naming: LogGroupName,
  encryptionKey: kms.IKey | undefined,
  mayGrant: boolean,
  notes: HardeningNotes,
): LogAccess {
  const names = app.namesOf(fn).map((name) => `/aws/lambda/${name}`);
  const followed = (): LogAccess => ({ name: `/aws/lambda/${fn.ref}`, streams: streamsOf(fn, app), isNew: false });
  const config = app.render(fn).property('LoggingConfig') as LoggingConfig | undefined;
  if (isIntrinsic(config)) {
    notes.leave('logs', 'its `LoggingConfig` is known only once it is deployed; set the log group and its retention there');
    return { name: fn.ref, isNew: false };
  }
  if (plan.loggingFormat !== undefined && config?.LogFormat === undefined) {
    setProperties(fn, { loggingConfig: { logFormat: plan.loggingFormat } });
    notes.add(`logs: format ${plan.loggingFormat}`);
  }
  const given = config?.LogGroup;
  if (given !== undefined) {
    const group = app.render(fn).named(given);
    if (group?.cfnResourceType === GROUP) {
      keepForSomeTime(app, group, plan, notes);
      return ofGroup(group);
    }
    notes.leave('logs', 'its log group is not a resource of this app; set the retention there');
    return typeof given === 'string' && isLiteral(given)
      ? { name: given, streams: streamsNamed(fn, given), isNew: false, isMadeByLambda: true }
      : { name: fn.ref, isNew: false };
  }
  const [byName] = app.withText(fn, GROUP, 'LogGroupName', names);
  if (byName) {
    keepForSomeTime(app, byName, plan, notes);
    return { ...followed(), isMadeByLambda: isConditional(byName) };
  }
  if (app.withText(fn, 'Custom::LogRetention', 'LogGroupName', names).length > 0) {
    notes.leave('logs', 'its log group has a retention by a custom resource (`logRetention`), and keeps it');
    return followed();
  }
  const readers = ['AWS::Logs::MetricFilter', 'AWS::Logs::SubscriptionFilter'].flatMap((type) =>
    app.withText(fn, type, 'LogGroupName', names),
  );
  if (readers.length > 0) {
    notes.leave('logs', `${pathOf(readers[0])} reads its log group by name; make the group in the app, with this name and a retention`);
    return { ...followed(), isMadeByLambda: true };
  }
  if (!mayGrant) {
    notes.leave(
      'logs',
      'its role takes no statements from this app, and may not be allowed to write to another log group; set `logGroup` on the function',
    );
    return followed();
  }
  if (naming._choice.kind === 'ofLambda') {
    notes.leave('logs', 'its scopes or its profile keep the log group of Lambda');
    return { ...followed(), isMadeByLambda: true };
  }
  if (encryptionKey) letLogsUse(shell, encryptionKey);
  const [, written] = app.namesOf(fn);
  const functionName = written === undefined || isLiteral(written) ? written : (fn as Partial<lambda.CfnFunction>).functionName;
  const name = resolveLogGroupName(shell, naming, functionName);
  const group = functionLogGroup(shell, { ...plan, name }, encryptionKey) as logs.ILogGroup;
  setProperties(fn, { loggingConfig: { logGroup: group.logGroupName } });
  notes.add(`logs: a log group with a retention of ${plan.retention} days`);
  return { name: group.logGroupName, streams: group.logGroupArn, key: keyOfLogGroup(group), isNew: true };
}

function ofGroup(resource: CfnResource): LogAccess {
  const group = resource as logs.CfnLogGroup;
  // A role refers to no group that may be missing.
  const streams = isConditional(resource) ? undefined : resource.getAtt('Arn').toString();
  return { name: group.ref, streams, key: group.kmsKeyId, isNew: false };
}

/** A group of the CDK without a retention was asked to keep its events forever; a resource was perhaps not asked at all. */
function keepForSomeTime(app: AppResources, group: CfnResource, plan: LogPlan, notes: HardeningNotes): void {
  if (app.render(group).property('RetentionInDays') !== undefined) return;
  if (group.node.id === 'Resource') {
    notes.leave('logs', `its log group ${pathOf(group)} keeps events forever, as the app sets it`);
    return;
  }
  setProperties(group, { retentionInDays: plan.retention });
  notes.add(`logs: a retention of ${plan.retention} days on ${pathOf(group)}`);
}

/**
 * The streams of a group whose name follows from that of the function. A role can't name it before the function exists, so its
 * statement covers the groups of functions of the account and region.
 */
function streamsOf(fn: CfnResource, app: AppResources): string {
  const name = app.namesOf(fn).find(isLiteral);
  return streamsNamed(fn, `/aws/lambda/${name ?? '*'}`);
}

const streamsNamed = (fn: CfnResource, name: string): string =>
  Stack.of(fn).formatArn({ service: 'logs', resource: 'log-group', resourceName: `${name}:*`, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
