import { CheckLevel } from '../../check-level';
import { fn, join, ref, resource } from '../examples/parts';
import type { LambdaFunction } from '../../../template-model/lambda-function';
import { DEFAULT_PREFIX } from '../../../template-model/logs';
import type { Picture } from '../../../template-model/application-model';
import type { Resource } from '../../../template-model/resource';
import type { Examples, Hit, Rule } from '../../rule';

const LOOKS_AT = /^AWS::(Logs|IAM|CloudWatch)::/;

const group = (LogGroupName: unknown) => resource('AWS::Logs::LogGroup', { LogGroupName, RetentionInDays: 30 });
const elsewhere = fn({ LoggingConfig: { LogGroup: ref('Ours') } });

/** @internal */
export const LOG_GROUP_UNUSED: Rule = {
  id: 'LogGroupUnused',
  level: CheckLevel.WARNING,
  wrong: 'A log group has the name of a function that writes to another one.',
  consequence: 'Its retention, its key and its metric filters hold for an empty group; what the function writes has none of them.',
  wayOut: "pass the log group to the function as 'LoggingConfig.LogGroup', and drop the other",
  page: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html',
  *find(picture): Iterable<Hit> {
    const byLetters = new Map([...picture.functions.values()].map((fn) => [letters(fn.resource.text('FunctionName') ?? ''), fn]));
    for (const group of picture.resources.ofType('AWS::Logs::LogGroup')) {
      const found = writerElsewhere(group, picture) ?? misspelt(group, byLetters, picture);
      if (!found || isUsed(group, picture)) continue;
      yield {
        resource: group,
        property: 'LogGroupName',
        sentence: `'LogGroupName' must be that of a group somebody writes to, got ${found.got}, while ${found.fn.name} writes to ${found.to}`,
        fn: found.fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: elsewhere, Ours: group('orders'), Unused: group(join('/aws/lambda/', ref('Orders'))) },
      { Orders: fn({ FunctionName: 'orders', LoggingConfig: { LogGroup: 'shop' } }), Unused: group('/aws/lambda/orders') },
      { Orders: fn({ FunctionName: 'take-orders' }), Unused: group('/aws/lambda/TakeOrders') },
    ],
    good: [
      { Orders: fn(), Used: group(join('/aws/lambda/', ref('Orders'))) },
      { Orders: elsewhere, Ours: group('orders') },
      { Orders: fn({ LoggingConfig: { LogGroup: ref('Name') } }), Maybe: group(join('/aws/lambda/', ref('Orders'))) },
      { Orders: fn({ FunctionName: 'orders' }), Other: group('/aws/lambda/invoices') },
      {
        Orders: elsewhere,
        Ours: group('orders'),
        Both: group(join('/aws/lambda/', ref('Orders'))),
        Second: fn({ LoggingConfig: { LogGroup: ref('Both') } }),
      },
    ],
  }),
};

interface Found {
  readonly fn: LambdaFunction;
  readonly got: string;
  /** To which group it writes instead. */
  readonly to: string;
}

function writerElsewhere(group: Resource, picture: Picture): Found | undefined {
  const owner = picture.logs.defaultOwnerOf(group);
  const fn = owner && picture.functions.get(owner);
  const to = fn && picture.logs.groupOf(fn);
  if (!fn || to === undefined || to === group) return undefined;
  return { fn, got: 'its default', to: typeof to === 'string' ? to : to.id };
}

/** Capitals and hyphens apart, it is the name of a function whose group is not here. */
function misspelt(group: Resource, byLetters: ReadonlyMap<string, LambdaFunction>, picture: Picture): Found | undefined {
  const name = group.text('LogGroupName');
  if (!name?.startsWith(DEFAULT_PREFIX)) return undefined;
  const given = name.slice(DEFAULT_PREFIX.length);
  const fn = byLetters.get(letters(given));
  if (!fn || fn.name === given || picture.resources.named('AWS::Lambda::Function', given) || picture.logs.groupOf(fn) !== fn.resource)
    return undefined;
  return { fn, got: name, to: `${DEFAULT_PREFIX}${fn.name}` };
}

const letters = (name: string): string => name.toLowerCase().replace(/[-_]/g, '');

const isUsed = (group: Resource, picture: Picture): boolean =>
  picture.mentionsOf(group).some(({ by }) => by !== undefined && !LOOKS_AT.test(by.type));
