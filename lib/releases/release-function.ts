import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { refuse } from '../core/errors';
import { Deployment, type DeploymentSurroundings } from './deployment';
import { warnOfMovedTag } from './image-tag';
import { countLayers } from './layer-contents';
import type { LiveTarget } from './live-target';
import { printPrice, scale } from './provisioned-scaling';
import { checkAlarm } from './release-checks';
import type { ReleasePlan } from './release-plan';
import { acknowledgePublished, printSnapStartPrice } from './snap-start';
import { type PruningSurroundings, VersionPruner } from './version-pruner';

/**
 * Makes what moves the traffic of the alias, where it is moved by CodeDeploy.
 *
 * @internal
 */
export function releaseFunction(
  shell: Construct,
  fn: lambda.Function,
  { alias }: LiveTarget,
  plan: ReleasePlan | undefined,
  surroundings: DeploymentSurroundings & PruningSurroundings,
): Deployment | undefined {
  if (!plan || !alias) return undefined;
  countLayers(fn);
  const resource = fn.node.defaultChild as lambda.CfnFunction;
  warnOfMovedTag(shell, resource);
  if (resource.snapStart) acknowledgePublished(fn);
  if (plan.isSnapStartBilled) printSnapStartPrice(shell, resource);
  if (plan.provisioned) {
    scale(alias, plan.provisioned);
    printPrice(shell, resource, plan.provisioned);
  }
  if (plan.pruning) VersionPruner.of(shell, surroundings).add(fn, plan.pruning);
  return plan.deployment && new Deployment(shell, fn, alias, plan.deployment, surroundings);
}

/**
 * An alarm of the user's that stops a release.
 *
 * @internal
 */
export function addRollbackAlarm(shell: Construct, deployment: Deployment | undefined, alarm: cloudwatch.IAlarm): void {
  if (!deployment?.isGradual) {
    refuse(
      shell,
      `'addRollbackAlarm' must be called on a function that is released in steps, got one that is not; set 'release: Release.canary(...)' or 'Release.linear(...)'`,
    );
  }
  checkAlarm(shell, 'alarm', alarm);
  deployment.addAlarm(alarm);
}
