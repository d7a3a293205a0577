import type { ApplicationModel } from '../../../template-model/application-model';
import type { LambdaFunction } from '../../../template-model/functions/lambda-function';
import { DEFAULT_PREFIX } from '../../../template-model/functions/logs';
import type { Resource } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, join, ref, resource } from '../examples/parts';

const NOT_A_WRITER = /^AWS::(Logs|IAM|CloudWatch)::/;

const group = (LogGroupName: unknown) => resource('AWS::Logs::LogGroup', { LogGroupName, RetentionInDays: 30 });
const elsewhere = fn({ LoggingConfig: { LogGroup: ref('Ours') } });

/** @internal */
export const LOG_GROUP_UNUSED: Rule = {
  id: 'LogGroupUnused',
  severity: CheckSeverity.WARNING,
  problem: 'A log group has the name of a function that writes to another log group.',
  impact: 'The retention period, the key and the metric filters of the log group have no effect on the logs of the function.',
  fix: "Set 'LoggingConfig.LogGroup' of the function to the log group, and remove the other one.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html',
  *find(model): Iterable<Violation> {
    const byLetters = new Map([...model.functions.values()].map((fn) => [letters(fn.resource.text('FunctionName') ?? ''), fn]));
    for (const group of model.resources.ofType('AWS::Logs::LogGroup')) {
      const found = writerElsewhere(group, model) ?? misspelt(group, byLetters, model);
      if (!found || isUsed(group, model)) continue;
      yield {
        resource: group,
        property: 'LogGroupName',
        message: `'LogGroupName' must be a log group that a function writes to, got ${found.got}, while ${found.fn.name} writes to ${found.to}`,
        fn: found.fn,
      };
    }
  },
  examples: (): Examples => ({
    fixed: {
      Orders: fn({ LoggingConfig: { LogGroup: ref('Used') } }),
      Used: group('orders'),
    },
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

function writerElsewhere(group: Resource, model: ApplicationModel): Found | undefined {
  const owner = model.logs.defaultOwnerOf(group);
  const fn = owner && model.functions.get(owner);
  const to = fn && model.logs.groupOf(fn);
  if (!fn || to === undefined || to === group) return undefined;
  return { fn, got: 'its default', to: typeof to === 'string' ? to : to.label };
}

/** Capitals and hyphens apart, it is the name of a function whose group is not here. */
function misspelt(group: Resource, byLetters: ReadonlyMap<string, LambdaFunction>, model: ApplicationModel): Found | undefined {
  const name = group.text('LogGroupName');
  if (!name?.startsWith(DEFAULT_PREFIX)) return undefined;
  const given = name.slice(DEFAULT_PREFIX.length);
  const fn = byLetters.get(letters(given));
  if (!fn || fn.name === given || model.resources.named('AWS::Lambda::Function', given) || model.logs.groupOf(fn) !== fn.resource)
    return undefined;
  return { fn, got: name, to: `${DEFAULT_PREFIX}${fn.name}` };
}

const letters = (name: string): string => name.toLowerCase().replace(/[-_]/g, '');

const isUsed = (group: Resource, model: ApplicationModel): boolean =>
  model.mentionsOf(group).some(({ by }) => by !== undefined && !NOT_A_WRITER.test(by.type));
