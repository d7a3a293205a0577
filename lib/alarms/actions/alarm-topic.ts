import { type Stack, Token } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { acknowledge } from '../../core/acknowledgements';
import { topStackFor } from '../../core/cdk/top-stack';
import { warn } from '../../core/warnings';

/** What an alarm notifies. @internal */
export interface Route {
  readonly actions: cloudwatch.IAlarmAction[];
  readonly topic?: sns.ITopic;
}

/** What a topic is for: all alarms, or those of one severity. */
export type TopicPurpose = 'Alarms' | 'CriticalAlarms' | 'WarningAlarms';

/**
 * The stack's topic for people who are notified by e-mail.
 *
 * One per stack (its nested stacks included) and purpose, whatever the addresses: when a person is added, nobody else has to confirm again. Functions
 * with a customer-managed key have an encrypted one.
 *
 * @internal
 */
export class AlarmTopic extends sns.Topic {
  /** The topic of the scope's stack, made when it is first needed. */
  public static of(scope: Construct, purpose: TopicPurpose, encryptionKey?: kms.IKey): AlarmTopic {
    const stack = topStackFor(scope, encryptionKey);
    const id = `HardenedFunction${encryptionKey ? 'Encrypted' : ''}${purpose}`;
    return (stack.node.tryFindChild(id) as AlarmTopic | undefined) ?? new AlarmTopic(stack, id, purpose, encryptionKey);
  }

  private readonly addresses = new Set<string>();
  private firstList?: string;
  /** How alarms notify it, by their stack: what that needs is made once. */
  private readonly routes = new Map<Stack, Route>();

  private constructor(stack: Stack, id: string, purpose: TopicPurpose, encryptionKey?: kms.IKey) {
    super(stack, id, { displayName: displayName(stack, purpose), enforceSSL: true, masterKey: encryptionKey });
  }

  public routeFrom(stack: Stack, make: () => Route): Route {
    const known = this.routes.get(stack);
    if (known) return known;
    const route = make();
    this.routes.set(stack, route);
    return route;
  }

  /** Subscribes each address that is not subscribed yet. */
  public subscribe(addresses: string[]): void {
    const list = [...addresses]
      .map((address) => address.toLowerCase())
      .sort()
      .join(' ');
    this.firstList ??= list;
    if (list !== this.firstList) this.warnOfSharing();
    for (const address of addresses) {
      if (this.addresses.has(address.toLowerCase())) continue;
      this.addresses.add(address.toLowerCase());
      const subscription = this.addSubscription(new EmailSubscription(address));
      acknowledge(subscription, {
        'Serverless-SNSRedrivePolicy': 'SNS keeps no undelivered e-mail: a redrive policy has no effect for this protocol.',
      });
    }
  }

  private warnOfSharing(): void {
    warn(
      this,
      'AlarmTopicShared',
      `'AlarmActions.email' must name the same addresses for all functions of a stack, got different lists: all share one topic, so every address is notified of all functions; ` +
        `pass 'AlarmActions.topic(...)' to notify people of one function alone`,
    );
  }
}

/** What people read as the sender. SNS takes at most 100 characters. */
function displayName(stack: Stack, purpose: TopicPurpose): string {
  const words = { Alarms: 'alarms', CriticalAlarms: 'critical alarms', WarningAlarms: 'warnings' }[purpose];
  const name = Token.isUnresolved(stack.stackName) ? 'Lambda' : stack.stackName;
  return `${name.slice(0, 80)} ${words}`;
}
