import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as sns from 'aws-cdk-lib/aws-sns';

/** @internal */
export type ActionChoice =
  | { readonly kind: 'topic'; readonly topic: sns.ITopic }
  | { readonly kind: 'topicNamed'; readonly topicName: string }
  | { readonly kind: 'email'; readonly addresses: string[] }
  | { readonly kind: 'custom'; readonly actions: cloudwatch.IAlarmAction[] }
  | { readonly kind: 'bySeverity'; readonly critical: ActionChoice; readonly warning: ActionChoice }
  | { readonly kind: 'none'; readonly reason: string };

/** Who is notified of which alarms. */
export interface AlarmActionsBySeverity {
  /** For alarms that someone has to act on now. */
  readonly critical: AlarmActions;
  /** For alarms that someone should look at during the day. */
  readonly warning: AlarmActions;
}

/**
 * Who is notified of a function's alarms.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 *
 * @example
 * AlarmActions.bySeverity({
 *   critical: AlarmActions.topicNamed('on-call'),
 *   warning: AlarmActions.email('orders-team@example.com'),
 * });
 */
export class AlarmActions {
  /**
   * An SNS topic of yours.
   *
   * For a topic of this app, CloudWatch gets permission to publish in every policy of the topic, whoever made it, and in that
   * of its key; a topic of another account gets a policy where it has none. A topic in another region is refused, and so is
   * one encrypted with `alias/aws/sns`, whose policy denies CloudWatch. For an imported topic, a warning has the statement.
   */
  public static topic(topic: sns.ITopic): AlarmActions {
    return new AlarmActions({ kind: 'topic', topic });
  }

  /**
   * A standard SNS topic that exists under this name in the account and region of each stack. A topic of this name in this
   * app is treated as by `topic`.
   *
   * Without a policy, a topic allows the alarms of its account. One with a policy must allow `sns:Publish` to
   * `cloudwatch.amazonaws.com`, and a customer-managed key of it `kms:Decrypt` and `kms:GenerateDataKey*`.
   *
   * @param topicName 1 to 256 letters, digits, hyphens and underscores
   */
  public static topicNamed(topicName: string): AlarmActions {
    return new AlarmActions({ kind: 'topicNamed', topicName });
  }

  /**
   * People, by e-mail, through one topic per stack. Each has to confirm the subscription once.
   *
   * @param addresses at least one; each address once, in any letter case
   */
  public static email(...addresses: string[]): AlarmActions {
    return new AlarmActions({ kind: 'email', addresses });
  }

  /**
   * Any alarm actions of the CDK: a Lambda function, an incident, your own action.
   *
   * A `LambdaAction` gets one permission for all alarms of the account and region. The topic of an `SnsAction` is treated as
   * by `topic`. Your own action is bound once to each alarm.
   */
  public static custom(...actions: cloudwatch.IAlarmAction[]): AlarmActions {
    return new AlarmActions({ kind: 'custom', actions });
  }

  /** Different actions for urgent alarms and for those that can wait. */
  public static bySeverity(actions: AlarmActionsBySeverity): AlarmActions {
    return new AlarmActions({ kind: 'bySeverity', critical: actions?.critical?._choice, warning: actions?.warning?._choice });
  }

  /**
   * Nobody is notified: the alarms exist, and change their state.
   *
   * @param reason why, kept in the template's metadata
   */
  public static none(reason: string): AlarmActions {
    return new AlarmActions({ kind: 'none', reason });
  }

  /** @internal */
  private constructor(public readonly _choice: ActionChoice) {}
}
