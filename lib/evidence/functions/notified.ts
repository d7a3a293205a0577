import type { ApplicationModel } from '../../template-model/application-model';
import { arnOf } from '../../template-model/arns';
import type { Resource, Value } from '../../template-model/resource';
import { calledResource, keyOf, spelled } from '../called';
import { shortened } from '../words';

/** Who, or what, an alarm notifies. @internal */
export interface Notified {
  readonly id: string;
  readonly label: string;
  readonly topic?: Resource;
}

const ROLLBACK: Notified = { id: 'rollback', label: 'CodeDeploy, which brings the old version back' };
const ACTIONS = ['AlarmActions', 'InsufficientDataActions'];

/** The actions of an alarm for a failure. @internal */
export function notifiedBy(alarm: Resource, model: ApplicationModel, short: boolean): Notified[] {
  const values = ACTIONS.flatMap((property) => alarm.list(property) ?? []);
  const found = values.map((value) => actionOf(value, model, short));
  const stops = model.mentionsOf(alarm).some(({ by }) => by?.type === 'AWS::CodeDeploy::DeploymentGroup');
  return [...new Map([...found, ...(stops ? [ROLLBACK] : [])].map((one) => [one.id, one])).values()];
}

function actionOf(value: Value, model: ApplicationModel, short: boolean): Notified {
  const topic = model.resources.behind(value);
  if (topic) return { id: keyOf(topic), label: calledResource(topic), topic };
  const service = arnOf(value)?.service;
  const text = typeof service === 'string' && service === 'automate' ? 'an EC2 action' : spelled(value);
  return { id: text, label: short ? text.replace(/\d{12}/g, '…') : text };
}

/** The subscribers of a topic, by protocol and address. @internal */
export function subscribersOf(topic: Resource, model: ApplicationModel, short: boolean): Notified[] {
  const apart = model.resources
    .ofType('AWS::SNS::Subscription')
    .filter((subscription) => model.resources.behind(subscription.get('TopicArn')) === topic)
    .map((subscription) => [keyOf(subscription), subscription.get('Protocol'), subscription.get('Endpoint')] as const);
  const inside = (topic.list('Subscription') ?? []).map((_, index) => {
    const at = `Subscription.${index}`;
    return [`${keyOf(topic)} ${at}`, topic.get(`${at}.Protocol`), topic.get(`${at}.Endpoint`)] as const;
  });
  return [...apart, ...inside].map(([id, protocol, endpoint]) => {
    const behind = model.resources.behind(endpoint);
    const address = behind ? calledResource(behind) : typeof endpoint === 'string' && short ? shortened(endpoint) : spelled(endpoint);
    return { id, label: `${spelled(protocol)}: ${address}` };
  });
}
