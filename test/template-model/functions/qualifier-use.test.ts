import type { Example } from '../../../lib/checks/rule';
import { arn, fn, mapping, queue, ref, resource } from '../../../lib/checks/rules/examples/parts';
import { alias, rule } from '../../../lib/checks/rules/examples/triggers';
import { calledBy, usedInsteadOf } from '../../../lib/template-model/functions/qualifier-use';
import { modelOf } from '../model-of';

/** What is invoked instead of the alias. */
const usedIn = (resources: Example): string | undefined => {
  const model = modelOf({ Orders: fn(), Live: alias('Orders'), ...resources });
  const [orders] = model.functions.values();
  const used = usedInsteadOf({ fn: orders, qualifier: 'live' }, model);
  return used && calledBy(used);
};

test('an alias is unused where all triggers invoke something else', () => {
  expect(usedIn({ Rule: rule(arn('Orders')) })).toBe('Orders');
  expect(usedIn({ Queue: queue(), Mapping: mapping('Queue', 'Orders') })).toBe('Orders');
});

test.each<[string, Example]>([
  ['nothing is known to invoke the function', {}],
  ['a trigger invokes the alias', { Rule: rule(ref('Live')) }],
  ['one of two triggers does', { Rule: rule(arn('Orders')), Other: rule(ref('Live')) }],
  ['something else refers to the alias', { Rule: rule(arn('Orders')), Api: resource('Custom::Api', { Target: ref('Live') }) }],
  ['a macro may bring other triggers along', { Rule: rule(arn('Orders')), 'Fn::Transform': { Name: 'Ours' } as never }],
])('the alias may be used: %s', (_, resources) => {
  expect(usedIn(resources)).toBeUndefined();
});

test('who refers to the alias without invoking it is no user', () => {
  expect(
    usedIn({ Rule: rule(arn('Orders')), Permission: resource('AWS::Lambda::Permission', { FunctionName: ref('Live'), Principal: '*' }) }),
  ).toBe('Orders');
});
