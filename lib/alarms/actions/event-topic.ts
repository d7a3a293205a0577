import * as events from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { IConstruct } from 'constructs';
import { acknowledge } from '../../core/acknowledgements';
import { warn } from '../../core/warnings';

/** What a rule notifies of. @internal */
export interface EventNotice {
  /** For people: what is notified of. */
  readonly subject: string;
  readonly text: string;
  /** Why an event that EventBridge could not deliver is not stored. */
  readonly withoutDeadLetters: string;
}

/**
 * Has a rule notify a topic of alarms, with a text for the person on call.
 *
 * @internal
 */
export function notifyTopic(rule: events.Rule, topic: sns.ITopic, { subject, text, withoutDeadLetters }: EventNotice): void {
  rule.addTarget(new SnsTopic(topic, { message: events.RuleTargetInput.fromText(text) }));
  allowOnKey(rule, topic, subject);
  acknowledge(rule, { 'Serverless-EventBusDLQ': withoutDeadLetters });
}

/** CDK's target allows EventBridge to publish, and not to use the key of the topic. */
function allowOnKey(rule: IConstruct, topic: sns.ITopic, subject: string): void {
  if (!(topic instanceof sns.Topic)) {
    warn(
      rule,
      'ImportedAlarmTopic',
      `'alarmActions' names an imported topic, so it is not known whether EventBridge may notify it of ${subject}; make sure that its ` +
        'policy allows sns:Publish to events.amazonaws.com, and the policy of its key kms:Decrypt and kms:GenerateDataKey*',
    );
    return;
  }
  // Equal statements of several rules are one in the template.
  topic.masterKey?.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: 'AllowEventRules',
      principals: [new iam.ServicePrincipal('events.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      resources: ['*'],
    }),
    true,
  );
}
