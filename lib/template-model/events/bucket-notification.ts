import { listed } from '../permissions/statements';
import { isFields, isList, type Part, type Resource, type Value } from '../resource';
import type { Resources } from '../resources';

/** What a bucket tells of its objects, and whom. @internal */
export interface BucketNotification {
  readonly bucket: Resource;
  /** The resource that says so. */
  readonly resource: Resource;
  readonly property: string;
  readonly target: Value;
  /** Whether it tells of objects that are made; undefined where only a deployment knows. */
  readonly isOfNewObjects: boolean | undefined;
  /** How the keys begin that it tells of: with nothing where all are; undefined where it is not known, or another filter holds. */
  readonly prefix: string | undefined;
}

/** CloudFormation has its own words for it; what the CDK's resource says is S3's. */
const PROPERTY_NAMES = [
  {
    type: 'AWS::S3::Bucket',
    bucket: (resource: Resource) => resource,
    lists: { LambdaConfigurations: 'Function', QueueConfigurations: 'Queue', TopicConfigurations: 'Topic' },
    events: 'Event',
    rules: ['S3Key', 'Rules'],
  },
  {
    type: 'Custom::S3BucketNotifications',
    bucket: (resource: Resource, resources: Resources) => resources.behind(resource.get('BucketName'), 'AWS::S3::Bucket'),
    lists: { LambdaFunctionConfigurations: 'LambdaFunctionArn', QueueConfigurations: 'QueueArn', TopicConfigurations: 'TopicArn' },
    events: 'Events',
    rules: ['Key', 'FilterRules'],
  },
] as const;

/** @internal */
export function bucketNotificationsIn(resources: Resources): readonly BucketNotification[] {
  return PROPERTY_NAMES.flatMap(({ type, bucket, lists, events, rules }) =>
    resources.ofType(type).flatMap((resource) => {
      const from = bucket(resource, resources);
      if (!from) return [];
      return Object.entries(lists).flatMap(([name, property]) => {
        const list = `NotificationConfiguration.${name}`;
        return (resource.list(list) ?? []).flatMap((notification, index) =>
          isFields(notification)
            ? {
                bucket: from,
                resource,
                property: `${list}.${index}.${property}`,
                target: notification[property],
                isOfNewObjects: isOfNew(notification[events]),
                prefix: prefixIn(notification.Filter, rules),
              }
            : [],
        );
      });
    }),
  );
}

function isOfNew(events: Value): boolean | undefined {
  const names = listed(events);
  return names.every((name) => typeof name === 'string') ? names.some((name) => String(name).startsWith('s3:ObjectCreated:')) : undefined;
}

function prefixIn(filter: Value, [key, list]: readonly [string, string]): string | undefined {
  if (filter === undefined) return '';
  const inner = isFields(filter) ? filter[key] : undefined;
  const rules = isFields(inner) ? inner[list] : undefined;
  if (!isList(rules) || !rules.every(isFields)) return undefined;
  if (rules.length === 0) return '';
  const [{ Name, Value: value }, ...others] = rules;
  const isPrefix = others.length === 0 && typeof Name === 'string' && Name.toLowerCase() === 'prefix';
  return isPrefix && typeof value === 'string' ? value : undefined;
}

/**
 * Whether it surely tells of objects whose keys begin so. Where the notification is for some keys only, somebody has thought
 * of the others: what may be written anywhere is not meant then.
 *
 * @internal
 */
export function notifiesOf({ isOfNewObjects, prefix }: BucketNotification, keys: string): boolean {
  return isOfNewObjects === true && prefix !== undefined && keys.startsWith(prefix);
}

/** How keys begin that a policy names behind a bucket's ARN, as in `/made/*`; absent where it names none, or they are not known. @internal */
export function keysNamed(behind: readonly Part[]): string | undefined {
  const [first, ...others] = behind;
  if (typeof first !== 'string' || (others.length > 0 && !/[*?]/.test(first))) return undefined;
  return first.replace(/^\//, '').replace(/[*?].*$/s, '');
}
