import { AspectPriority, Aspects } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct, IConstruct } from 'constructs';
import { resourceBehind } from '../core/cdk/arns';
import { letLogsUseKeyOf } from './encryption-key';

/**
 * The ARN of the key of a log group of this app, whoever set it; undefined where there is none, or the group was imported.
 *
 * @internal
 */
export function keyOfLogGroup(group: logs.ILogGroupRef): string | undefined {
  return resourceOf(group)?.kmsKeyId;
}

function resourceOf(group: logs.ILogGroupRef): logs.CfnLogGroup | undefined {
  const resource = resourceBehind(group.logGroupRef.logGroupArn);
  return resource?.cfnResourceType === 'AWS::Logs::LogGroup' ? (resource as logs.CfnLogGroup) : undefined;
}

/**
 * Lets CloudWatch Logs use the key that the function's group has in the end: of the group's own props, of a property injector
 * or of an aspect. Without that, the group is refused and the deployment is rolled back.
 *
 * @param handled the key that has been looked after already
 * @param grant lets the role write with a key that an aspect has set
 * @internal
 */
export function watchLogGroupKey(
  shell: Construct,
  logGroup: logs.ILogGroupRef,
  handled: kms.IKey | undefined,
  grant: (keyArn: string) => void,
): void {
  const group = resourceOf(logGroup);
  if (!group) return;
  const early = group.kmsKeyId;
  const faults: string[] = [];
  shell.node.addValidation({ validate: () => faults });
  const visit = (node: IConstruct): void => {
    if (node !== group || group.kmsKeyId === undefined || group.kmsKeyId === handled?.keyArn) return;
    if (group.kmsKeyId !== early) grant(group.kmsKeyId);
    faults.splice(0, faults.length, ...letLogsUseKeyOf(group, group.kmsKeyId));
  };
  // On the group itself: aspects of scopes above it come before, as those of the shell would not wait for them.
  Aspects.of(group).add({ visit }, { priority: AspectPriority.READONLY });
}
