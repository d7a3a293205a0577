import { isFields } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { topic } from '../examples/alarms';
import { ref, resource } from '../examples/parts';

const MAIL = ['email', 'email-json'];

const mail = (Endpoint: unknown) => resource('AWS::SNS::Subscription', { TopicArn: ref('Ops'), Protocol: 'email', Endpoint });

/** @internal */
export const SUBSCRIPTION_EMAIL_INVALID: Rule = {
  id: 'SubscriptionEmailInvalid',
  severity: CheckSeverity.ERROR,
  problem: 'A topic has an e-mail subscription whose endpoint is not an e-mail address.',
  impact: 'SNS refuses the subscription and the deployment fails, or nobody receives the notifications.',
  fix: "Set 'Endpoint' of the subscription to one e-mail address, such as ops@example.com.",
  docsUrl: 'https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html',
  *find(model): Iterable<Violation> {
    for (const subscription of model.resources.ofType('AWS::SNS::Subscription')) {
      const endpoint = subscription.get('Endpoint');
      if (!MAIL.includes(subscription.text('Protocol') ?? '') || typeof endpoint !== 'string' || isAddress(endpoint)) continue;
      yield { resource: subscription, property: 'Endpoint', message: "'Endpoint' must be an e-mail address, got a text that is none" };
    }
    for (const topic of model.resources.ofType('AWS::SNS::Topic')) {
      for (const [index, one] of (topic.list('Subscription') ?? []).entries()) {
        if (!isFields(one) || !MAIL.includes(one.Protocol as string) || typeof one.Endpoint !== 'string' || isAddress(one.Endpoint))
          continue;
        const property = `Subscription.${index}.Endpoint`;
        yield { resource: topic, property, message: `'${property}' must be an e-mail address, got a text that is none` };
      }
    }
  },
  examples: (): Examples => ({
    bad: [
      { Ops: topic(), Mail: mail('ops.example.com') },
      { Ops: topic(), Mail: mail('mailto:ops@example.com') },
      { Ops: topic(), Mail: mail('Operations <ops@example.com>') },
      { Ops: topic({ Subscription: [{ Protocol: 'email', Endpoint: 'ops@example.com, dev@example.com' }] }) },
    ],
    good: [
      { Ops: topic(), Mail: mail('ops@example.com') },
      { Ops: topic(), Mail: mail('ops+orders@mail.example.com') },
      { Ops: topic(), Mail: mail(ref('Address')) },
      { Ops: topic({ Subscription: [{ Protocol: 'sms', Endpoint: '+4912345678' }] }) },
    ],
  }),
};

/** No address is longer. */
const LONGEST = 320;

const isAddress = (text: string): boolean => text.length <= LONGEST && /^[^\s@,;:<>()]+@[^\s@,;:<>()]+\.[^\s@,;:<>()]+$/.test(text);
