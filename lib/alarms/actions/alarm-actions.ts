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

/** Who hears of which alarms. */
export interface AlarmActionsBySeverity {
  /** Who hears of alarms that someone has to act on now. */
  readonly critical: AlarmActions;
  /** Who hears of alarms that someone should look at during the day. */
  readonly warning: AlarmActions;
}

/**
 * Who hears of a function's alarms.
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
   * CloudWatch gets what it needs to publish to a topic of this app, in its policy and in its key's. A topic of
   * another region is refused, and so is one that is encrypted with `alias/aws/sns`, whose policy shuts CloudWatch out.
   */
  public static topic(topic: sns.ITopic): AlarmActions {
    return new AlarmActions({ kind: 'topic', topic });
  }

  /**
   * A standard SNS topic that exists under this name in the account and region of each stack.
   *
   * @param topicName 1 to 256 letters, digits, hyphens and underscores
   */
  public static topicNamed(topicName: string): AlarmActions {
    return new AlarmActions({ kind: 'topicNamed', topicName });
  }

  /**
   * People, by e-mail, through one topic per stack. Each has to confirm once.
   *
   * @param addresses at least one; each once, in any letter case
   */
  public static email(...addresses: string[]): AlarmActions {
    return new AlarmActions({ kind: 'email', addresses });
  }

  /**
   * Any alarm actions of CDK's: a Lambda function, an incident, an action of your own.
   *
   * A `LambdaAction` needs `useUniquePermissionId: true`, since it is used by several alarms.
   */
  public static custom(...actions: cloudwatch.IAlarmAction[]): AlarmActions {
    return new AlarmActions({ kind: 'custom', actions });
  }

  /** Different ones for urgent alarms and for those that can wait. */
  public static bySeverity(actions: AlarmActionsBySeverity): AlarmActions {
    return new AlarmActions({ kind: 'bySeverity', critical: actions.critical?._choice, warning: actions.warning?._choice });
  }

  /**
   * Nobody: the alarms are there, and change their colour.
   *
   * @param reason why, kept in the template's metadata
   */
  public static none(reason: string): AlarmActions {
    return new AlarmActions({ kind: 'none', reason });
  }

  /** @internal */
  private constructor(public readonly _choice: ActionChoice) {}
}
