import { fn, join, ref, resource } from '../../../lib/checks/rules/examples/parts';
import type { Resource } from '../../../lib/template-model/resource';
import type { ResourceBody } from '../../../lib/template-model/template';
import { modelOf } from '../model-of';

const group = (LogGroupName?: unknown) => resource('AWS::Logs::LogGroup', { LogGroupName });
const filter = (LogGroupName: unknown) => resource('AWS::Logs::MetricFilter', { LogGroupName });

/** The functions that write where the filter looks. */
function writers(Resources: Record<string, ResourceBody>): string[] | undefined {
  const model = modelOf(Resources);
  const [looking] = model.resources.ofType('AWS::Logs::MetricFilter');
  return model.logs.writersTo(looking.get('LogGroupName'))?.map(({ resource }) => resource.id);
}

const byDefault = join('/aws/lambda/', ref('Orders'));

test.each<[string, Record<string, ResourceBody>, string[] | undefined]>([
  [
    'the group that a function names',
    { Orders: fn({ LoggingConfig: { LogGroup: ref('Log') } }), Log: group(), F: filter(ref('Log')) },
    ['Orders'],
  ],
  ['the group with its default name', { Orders: fn(), Log: group(byDefault), F: filter(ref('Log')) }, ['Orders']],
  ['its default name, without a group', { Orders: fn(), F: filter(byDefault) }, ['Orders']],
  ['its default name, where the group is', { Orders: fn(), Log: group(byDefault), F: filter(byDefault) }, ['Orders']],
  ['its default name, spelled out', { Orders: fn({ FunctionName: 'orders' }), F: filter('/aws/lambda/orders') }, ['Orders']],
  ['its default name, though it writes elsewhere', { Orders: fn({ LoggingConfig: { LogGroup: 'shop' } }), F: filter(byDefault) }, []],
  ['a name that it gives', { Orders: fn({ LoggingConfig: { LogGroup: 'shop' } }), F: filter('shop') }, ['Orders']],
  [
    'a group that two share',
    {
      A: fn({ LoggingConfig: { LogGroup: ref('Log') } }),
      B: fn({ LoggingConfig: { LogGroup: ref('Log') } }),
      Log: group(),
      F: filter(ref('Log')),
    },
    ['A', 'B'],
  ],
  ['a name that only a deployment knows', { Orders: fn(), F: filter(ref('Name')) }, undefined],
  [
    'any, where only a deployment knows where a function writes',
    { Orders: fn({ LoggingConfig: { LogGroup: ref('Name') } }), F: filter('shop') },
    undefined,
  ],
])('who writes to %s', (_, resources, expected) => {
  expect(writers(resources)).toEqual(expected);
});

test('a function has the group of the templates that it writes to, and no other', () => {
  const model = modelOf({ Orders: fn(), Log: group(byDefault), Second: fn({ LoggingConfig: { LogGroup: 'shop' } }) });
  const groups = [...model.functions.values()].map((each) => (model.logGroupOf(each) as Resource | undefined)?.id);
  expect(groups).toEqual(['Log', undefined]);
});
