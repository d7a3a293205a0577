import { arn, fn, join, ref } from '../../lib/checks/rules/examples/parts';
import { shown } from '../../lib/template-model/display';
import { modelOf, resourceIn } from './model-of';

const shownAs = (value: unknown): string => {
  const model = modelOf({ Orders: fn({ Description: value }) });
  return shown(resourceIn(model, 'Orders').get('Description'));
};

test('a text is shown with the names of what is not known', () => {
  expect(shownAs('orders')).toBe('orders');
  expect(shownAs(join('a-', ref('AWS::Region'), '-', ref('Orders'), '/', arn('Orders')))).toBe('a-<AWS::Region>-<Orders>/<Orders.Arn>');
});

test('anything else is shown as JSON, with its texts as they are', () => {
  expect(shownAs({ Name: [ref('AWS::Region'), 5] })).toBe('{"Name":["<AWS::Region>","5"]}');
  expect(shown(undefined)).toBe('nothing');
});

test('what is longer than 80 characters is cut', () => {
  expect(shownAs('x'.repeat(80))).toBe('x'.repeat(80));
  expect(shownAs('x'.repeat(81))).toBe(`${'x'.repeat(80)}...`);
  expect(shownAs({ Name: 'x'.repeat(100) })).toHaveLength(83);
});
