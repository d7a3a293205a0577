import { ordersApp } from '../../examples/orders/app';
import { costsOf, countOf, idleCostOf, totalOf } from '../../tools/demo/costs';
import { hardenedFunctionOf, partsOf } from '../../tools/demo/parts';
import { type Resource, synthesize } from '../../tools/demo/synthesis';

const resource = (type: string, properties: Resource['properties'] = {}): Resource => ({
  path: 'Shop/It',
  logicalId: 'It',
  type,
  properties,
});
const alarm = (properties: Resource['properties']) => resource('AWS::CloudWatch::Alarm', properties);
const stat = (Period: number) => ({ MetricStat: { Period } });

test.each([
  ['of one metric', { MetricName: 'Errors', Period: 60 }, 0.1],
  ['of one metric of high resolution', { MetricName: 'Errors', Period: 30 }, 0.3],
  ['of an expression of two metrics', { Metrics: [{ Expression: 'a + b' }, stat(300), stat(300)] }, 0.2],
  ['of an expression of mixed resolution', { Metrics: [{ Expression: 'a + b' }, stat(10), stat(60)] }, 0.4],
])('an alarm %s', (_, properties, usd) => {
  expect(idleCostOf(alarm(properties))).toBeCloseTo(usd);
});

test('an alarm whose price is not known is refused', () => {
  expect(() => idleCostOf(alarm({ Metrics: [{ Expression: 'SELECT AVG(x)' }] }))).toThrow('no price');
});

test('a resource whose price is not known is refused', () => {
  expect(() => costsOf([resource('AWS::EC2::VPC')])).toThrow(
    'Shop/It: there is no price for AWS::EC2::VPC; add it to tools/catalogue/prices.ts',
  );
});

test('resources are added up by type, the most expensive first', () => {
  const items = costsOf([resource('AWS::SQS::Queue'), alarm({ MetricName: 'A', Period: 60 }), alarm({ MetricName: 'B', Period: 60 })]);

  expect(items.map(({ type, count }) => [type, count])).toEqual([
    ['AWS::CloudWatch::Alarm', 2],
    ['AWS::SQS::Queue', 1],
  ]);
  expect(totalOf(items)).toBeCloseTo(0.2);
  expect(countOf(items)).toBe(3);
});

test('the example costs what its alarms cost', () => {
  const orders = synthesize(ordersApp);
  const resources = partsOf(orders, hardenedFunctionOf(orders)).map(({ resource }) => resource);
  const alarms = resources.filter(({ type }) => type === 'AWS::CloudWatch::Alarm');

  expect(totalOf(costsOf(resources))).toBeCloseTo(alarms.length * 0.1);
});
