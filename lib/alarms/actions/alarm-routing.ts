import { ArnFormat, Stack } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { AlarmPlan } from '../alarm-plan';
import { AlarmSeverity } from '../alarm-severity';
import type { ActionChoice } from './alarm-actions';
import { AlarmTopic, type Route, type TopicPurpose } from './alarm-topic';
import { allowByName, allowCloudWatchToPublish } from './topic-access';

/**
 * What an alarm of the severity notifies, with everything made that this needs.
 *
 * @internal
 */
export function routeFor(scope: Construct, { actions, encryptionKey }: AlarmPlan, severity: AlarmSeverity): Route {
  if (actions?.kind !== 'bySeverity') return bind(scope, actions, 'Alarms', encryptionKey);
  return bind(scope, actions[severity], severity === AlarmSeverity.CRITICAL ? 'CriticalAlarms' : 'WarningAlarms', encryptionKey);
}

function bind(scope: Construct, choice: ActionChoice | undefined, purpose: TopicPurpose, encryptionKey?: kms.IKey): Route {
  switch (choice?.kind) {
    case 'topic':
      return toTopic(scope, choice.topic);
    case 'topicNamed':
      return named(scope, choice.topicName);
    case 'email': {
      const topic = AlarmTopic.of(scope, purpose, encryptionKey);
      topic.subscribe(choice.addresses);
      return topic.routeFrom(Stack.of(scope), () => toTopic(scope, topic));
    }
    case 'custom':
      return { actions: choice.actions };
    default:
      return { actions: [] };
  }
}

function toTopic(scope: Construct, topic: sns.ITopic): Route {
  allowCloudWatchToPublish(scope, topic.topicArn, topic);
  return { actions: [new SnsAction(topic)], topic };
}

/** Through the stack's one import of the topic. */
function named(scope: Construct, topicName: string): Route {
  const stack = Stack.of(scope);
  const id = `HardenedFunctionAlarmTopic-${topicName}`;
  const arn = stack.formatArn({ service: 'sns', resource: topicName, arnFormat: ArnFormat.NO_RESOURCE_NAME });
  const topic = (stack.node.tryFindChild(id) as sns.ITopic | undefined) ?? sns.Topic.fromTopicArn(stack, id, arn);
  allowByName(scope, arn, topicName);
  return { actions: [new SnsAction(topic)], topic };
}
