import { type CfnResource, Stack, Token } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { FailedEventsGroup } from '../../alarms/failed-events-group';
import { resourceBehind } from '../../core/cdk/arns';
import { isConditional, namersOf } from '../../core/cdk/references';
import type { PolicyKind } from '../../core/policies/service-policy';
import { warnOfIpv4Only } from '../../network/ipv6-egress';
import { allowLogsOfEdge, faultsAtEdge, isAtEdge, isProvisioned } from './edge-limits';
import { FunctionUsage, type Usage, unused } from './function-usage';
import { captureOfQualifiers } from './qualified-invocations';
import { warnOfUnusedGroups } from './unused-log-groups';

/** CDK calls it on the function where the ARN of a version is resolved for CloudFront, and takes variables away that may go. */
interface KnownAtEdge {
  _checkEdgeCompatibility?: () => void;
}

/**
 * Follows what the app does with the function: its aliases and versions have the same failure capture, CloudFront's limits are
 * held, and what excludes each other is refused.
 *
 * @internal
 */
export function watchUsage(shell: Construct, fn: lambda.Function, policyKind: PolicyKind): void {
  const resource = fn.node.defaultChild as lambda.CfnFunction;
  const known: { usage?: Usage; isAtEdge: boolean } = { isAtEdge: false };
  const prepareForEdge = onEdgeRequest(fn, () => {
    known.isAtEdge = true;
  });
  FunctionUsage.watch(fn, (usage) => {
    known.usage = usage;
    if (isAtEdge(fn.role, usage)) {
      known.isAtEdge = true;
      prepareForEdge();
      allowLogsOfEdge(shell, fn, policyKind);
    }
    captureOfQualifiers(fn, usage);
    warnOfIpv4Only(shell, resource);
    warnOfUnusedGroups(shell, resource, usage);
  });
  shell.node.addValidation({
    validate: () => {
      const { usage = unused() } = known;
      return [
        ...(known.isAtEdge ? faultsAtEdge(resource, fn.role, usage) : []),
        ...snapShotsOfProvisioned(resource, usage),
        ...fifoTopics(usage),
        ...withoutItsCondition(shell, resource),
      ];
    },
  });
}

/** What CDK refuses there is among what we report, together with all else. */
function onEdgeRequest(fn: lambda.Function, requested: () => void): () => void {
  const known = fn as unknown as KnownAtEdge;
  const ofCdk = known._checkEdgeCompatibility?.bind(fn);
  const prepare = () => {
    try {
      ofCdk?.();
    } catch {
      // Its variables are named by `faultsAtEdge`.
    }
  };
  known._checkEdgeCompatibility = () => {
    requested();
    prepare();
  };
  return prepare;
}

/** https://docs.aws.amazon.com/sns/latest/dg/fifo-message-delivery.html */
function fifoTopics({ subscriptions }: Usage): string[] {
  const [first] = subscriptions.filter(({ topicArn }) => isFifo(topicArn));
  if (!first) return [];
  return [
    `the function must not be subscribed to a FIFO topic, got ${first.node.path}, which SNS refuses: FIFO topics deliver to queues; ` +
      `subscribe a queue, and read it with HardenedSqsEventSource`,
  ];
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html */
function withoutItsCondition(shell: Construct, fn: lambda.CfnFunction): string[] {
  // What others make may refer to it within `Fn::If`.
  const isOurs = ({ node }: CfnResource) => node.scopes.some((scope) => scope === shell || scope instanceof FailedEventsGroup);
  const [first] = isConditional(fn) ? namersOf(fn).filter((resource) => isOurs(resource) && !isConditional(resource)) : [];
  if (!first) return [];
  return [
    `the function must not have a condition without those that refer to it, got one, and ${first.node.path} without it, which CloudFormation ` +
      'refuses where the condition does not hold; decide in the app whether to create the function, or set the condition on each of them',
  ];
}

function isFifo(topicArn: string): boolean {
  const topic = resourceBehind(topicArn) as sns.CfnTopic | undefined;
  return topic ? topic.fifoTopic === true : !Token.isUnresolved(topicArn) && topicArn.endsWith('.fifo');
}

/** https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html */
function snapShotsOfProvisioned(fn: lambda.CfnFunction, usage: Usage): string[] {
  if (fn.snapStart === undefined) return [];
  const snapStart = Stack.of(fn).resolve(fn.snapStart) as { readonly applyOn?: string } | undefined;
  if (snapStart?.applyOn !== 'PublishedVersions' || !isProvisioned(usage)) return [];
  return [`'provisionedConcurrentExecutions' must not go with 'snapStart', got both, which Lambda refuses; leave one of them out`];
}
