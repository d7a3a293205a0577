import { App, Duration, NestedStack, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { AlarmActions, AlarmTuning, FailureCapture, FleetAlarms, HardenedFunction, HardenedFunctionDefaults, OkActions } from '../../lib';
import { CODE, stackOf } from '../harness';
import { notificationsOf as evaluated, type Measured } from './alarm-evaluator';
import { evaluate } from './metric-math';

const notificationsOf = (template: any, measured: readonly Measured[], minutes: number) => evaluated(template, measured, minutes);
const ALARM = 'AWS::CloudWatch::Alarm';

const withFunctions = (count: number, props: object = {}, stack: Stack = stackOf()): Stack => {
  const alarmActions = AlarmActions.email('ops@example.com');
  for (let index = 0; index < count; index++) new HardenedFunction(stack, `F${index}`, { ...CODE, alarmActions, ...props });
  return stack;
};
const groupsIn = (stack: Stack): Record<string, any> =>
  Object.fromEntries(
    Object.entries<any>(Template.fromStack(stack).findResources(ALARM)).filter(([id]) => id.startsWith('HardenedFunctionFailedEvents')),
  );
const namesIn = ({ Properties }: any): string[] =>
  (Properties.Metrics ?? [{ MetricStat: { Metric: Properties } }]).flatMap(
    ({ MetricStat }: any) => MetricStat?.Metric.Dimensions[0].Value.Ref ?? [],
  );

describe('one alarm for at most ten functions', () => {
  test.each([
    [1, [1]],
    [2, [2]],
    [10, [10]],
    [11, [10, 1]],
    [25, [10, 10, 5]],
  ])('%d functions', (count, sizes) => {
    const groups = Object.values(groupsIn(withFunctions(count)));
    expect(groups.map((group) => namesIn(group).length)).toEqual(sizes);
    expect(new Set(groups.flatMap(namesIn)).size).toBe(count);
  });

  test('with one function it is on the metric itself', () => {
    const [{ Properties }] = Object.values(groupsIn(withFunctions(1)));
    expect(Properties).toMatchObject({
      MetricName: 'AsyncEventsDropped',
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: expect.stringMatching(/^F0/) } }],
      Statistic: 'Sum',
      Period: 300,
      Threshold: 0,
    });
    expect(Properties.Metrics).toBeUndefined();
  });

  test('with several it counts those that start to drop events, and names them', () => {
    const [{ Properties }] = Object.values(groupsIn(withFunctions(2)));
    expect(Properties.MetricName).toBeUndefined();
    expect(Properties.Metrics).toHaveLength(3);
    expect(Properties.Metrics[2]).toEqual({
      Id: 'starts',
      Expression: 'IF(FILL(m1,0)>0 AND DIFF(FILL(m1,0))==FILL(m1,0),1,0)+IF(FILL(m2,0)>0 AND DIFF(FILL(m2,0))==FILL(m2,0),1,0)',
      Label: 'Functions that started to drop events',
      ReturnData: true,
    });
    const [, parts] = Properties.AlarmDescription['Fn::Join'];
    expect(parts.filter((part: any) => part.Ref?.startsWith('F'))).toHaveLength(2);
  });

  test('the description of ten functions with the longest names fits', () => {
    const [{ Properties }] = Object.values(groupsIn(withFunctions(10, { runbookUrl: `https://wiki.example.com/${'r'.repeat(55)}` })));
    const text = Properties.AlarmDescription['Fn::Join'][1].map((part: any) =>
      typeof part === 'string' ? part : 'x'.repeat(part.Ref ? 64 : 80),
    );
    expect(text.join('').length).toBeLessThanOrEqual(1024);
    expect(text.join('')).toContain('Runbook: https://wiki');
    expect(Properties.Metrics[10].Expression.length).toBeLessThanOrEqual(1024);
  });

  test('a runbook for which there is no room is left out', () => {
    const [{ Properties }] = Object.values(groupsIn(withFunctions(2, { runbookUrl: `https://wiki.example.com/${'r'.repeat(56)}` })));
    expect(JSON.stringify(Properties.AlarmDescription)).not.toContain('Runbook');
  });
});

describe('who shares it', () => {
  test('functions that notify the same', () => {
    expect(Object.keys(groupsIn(withFunctions(3)))).toHaveLength(1);
    const stack = stackOf();
    for (const [index, address] of ['a@example.com', 'b@example.com', 'a@example.com'].entries()) {
      new HardenedFunction(stack, `F${index}`, { ...CODE, alarmActions: AlarmActions.email(address) });
    }
    expect(Object.values(groupsIn(stack)).map((group) => namesIn(group).length)).toEqual([2, 1]);
  });

  test.each<[string, object]>([
    ['other OK actions', { okActions: OkActions.ALL }],
    ['another runbook', { runbookUrl: 'https://wiki.example.com' }],
    [
      'other severities',
      { alarmActions: AlarmActions.bySeverity({ critical: AlarmActions.topicNamed('a'), warning: AlarmActions.topicNamed('b') }) },
    ],
  ])('a function with %s has another one', (_, props) => {
    const stack = withFunctions(2);
    new HardenedFunction(stack, 'Other', { ...CODE, alarmActions: AlarmActions.email('ops@example.com'), ...props });
    expect(Object.values(groupsIn(stack)).map((group) => namesIn(group).length)).toEqual([2, 1]);
  });

  test('severities are compared one by one', () => {
    const stack = stackOf();
    const bySeverity = (critical: string, warning: string) =>
      AlarmActions.bySeverity({ critical: AlarmActions.topicNamed(critical), warning: AlarmActions.topicNamed(warning) });
    const actions = [bySeverity('a', 'b'), bySeverity('a', 'b'), bySeverity('a', 'c'), bySeverity('c', 'b')];
    for (const [index, alarmActions] of actions.entries()) new HardenedFunction(stack, `F${index}`, { ...CODE, alarmActions });
    expect(Object.values(groupsIn(stack)).map((group) => namesIn(group).length)).toEqual([2, 1, 1]);
  });

  test('functions with another encryption key have another queue, and another alarm', () => {
    const stack = withFunctions(2);
    const encryptionKey = new kms.Key(stack, 'Key');
    for (const id of ['A', 'B']) new HardenedFunction(stack, id, { ...CODE, alarmActions: AlarmActions.topicNamed('ops'), encryptionKey });
    const plain = new HardenedFunction(stack, 'C', { ...CODE, alarmActions: AlarmActions.topicNamed('ops') });
    expect(Object.values(groupsIn(stack)).map((group) => namesIn(group).length)).toEqual([2, 2, 1]);
    expect(JSON.stringify(Object.values(groupsIn(stack))[2].Properties.AlarmDescription)).toContain(
      (stack.resolve((plain.failureQueue as sqs.IQueue).queueName) as { 'Fn::GetAtt': string[] })['Fn::GetAtt'][0],
    );
  });

  test('a function that tunes it, or has another failure target, does not', () => {
    const tuned = { alarms: { failedEvents: AlarmTuning.threshold({ threshold: 5 }) } };
    expect(groupsIn(withFunctions(2, tuned))).toEqual({});
    expect(groupsIn(withFunctions(2, { failureCapture: FailureCapture.dedicatedQueue() }))).toEqual({});
    expect(groupsIn(withFunctions(2, { failureCapture: FailureCapture.none('a test') }))).toEqual({});
  });

  test('functions of a nested stack share one of their stack, which notifies the topic of the parent', () => {
    const stack = stackOf();
    const nested = new NestedStack(stack, 'Nested');
    withFunctions(2, {}, nested);
    expect(Object.keys(groupsIn(nested))).toHaveLength(1);
    Template.fromStack(nested).resourceCountIs('AWS::SNS::Topic', 0);
    Template.fromStack(nested).resourceCountIs('AWS::SQS::Queue', 0);
    Template.fromStack(stack).resourceCountIs('AWS::SNS::Topic', 1);
    Template.fromStack(stack).resourceCountIs('AWS::SQS::Queue', 1);
  });

  test('each function reads it as its own', () => {
    const stack = withFunctions(2);
    const [one, two] = ['F0', 'F1'].map((id) => (stack.node.findChild(id) as HardenedFunction).alarms.failedEvents);
    expect(one).toBeDefined();
    expect(one).toBe(two);
  });
});

describe("by CloudWatch's documented evaluation", () => {
  const each = (from: number, to: number, step = 1): Record<number, number> =>
    Object.fromEntries(Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => [from + index * step, 1]));
  const idOf = (template: any, prefix: string) =>
    Object.keys(template.Resources).find(
      (id) => id.startsWith(prefix) && template.Resources[id].Type === 'AWS::Lambda::Function',
    ) as string;
  const situation = (stack: Stack, dropped: Record<string, Record<number, number>>, waiting: Record<number, number> = {}) => {
    const template = Template.fromStack(stack).toJSON();
    const measured: Measured[] = Object.entries(dropped).map(([name, values]) => ({
      metric: 'AsyncEventsDropped',
      of: idOf(template, name),
      values,
    }));
    const queue = Object.keys(template.Resources).find((id) => id.startsWith('HardenedFunctionFailureQueue')) as string;
    measured.push({ metric: 'ApproximateNumberOfMessagesVisible', of: queue, values: waiting });
    return notificationsOf(template, measured, 240);
  };
  const ofGroup = (all: readonly { alarm: string; minute: number }[]) =>
    all.filter(({ alarm }) => alarm.startsWith('HardenedFunctionFailedEvents')).map(({ minute }) => minute);

  test("the depth of the shared queue alone hides B behind A's events", () => {
    const all = situation(withFunctions(2), { F0: { 10: 1 }, F1: { 120: 1 } }, each(11, 240));
    expect(all.filter(({ alarm }) => alarm.includes('StoredEvents')).map(({ minute }) => minute)).toEqual([12]);
  });

  test("B notifies while A's events wait", () => {
    const all = situation(withFunctions(2), { F0: { 10: 1 }, F1: { 120: 1 } }, each(11, 240));
    expect(ofGroup(all)).toEqual([11, 121]);
  });

  test('B notifies while A fails in every period, and A notifies once', () => {
    for (const step of [1, 5]) {
      const all = situation(withFunctions(2), { F0: each(10, 240, step), F1: { 120: 1 } }, each(11, 240));
      expect(ofGroup(all)).toEqual([11, 121]);
    }
  });

  test('the same with ten functions of which nine fail in every period', () => {
    const failing = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`F${index}`, each(10, 240)]));
    expect(ofGroup(situation(withFunctions(10), { ...failing, F9: { 120: 3 } }))).toEqual([11, 121]);
  });

  test('functions that start to fail together notify once', () => {
    expect(ofGroup(situation(withFunctions(3), { F0: each(10, 60), F1: each(11, 60), F2: each(12, 60) }))).toEqual([11]);
  });

  test('a function alone notifies whenever it starts to fail', () => {
    expect(ofGroup(situation(withFunctions(1), { F0: { 10: 1, 120: 1 } }))).toEqual([11, 121]);
  });

  test('the sum of the same metrics would not notify of B', () => {
    const template = Template.fromStack(withFunctions(2)).toJSON();
    const [group] = Object.keys(template.Resources).filter((id) => id.startsWith('HardenedFunctionFailedEvents'));
    template.Resources[group].Properties.Metrics[2].Expression = 'FILL(m1,0)+FILL(m2,0)';
    const measured = [
      { metric: 'AsyncEventsDropped', of: idOf(template, 'F0'), values: each(10, 240) },
      { metric: 'AsyncEventsDropped', of: idOf(template, 'F1'), values: { 120: 1 } },
    ];
    expect(ofGroup(notificationsOf(template, measured, 240))).toEqual([11]);
  });

  test('fleet alarms notify of each function, and name it', () => {
    const stack = stackOf();
    new FleetAlarms(stack, 'Fleet', { alarmActions: AlarmActions.email('ops@example.com') });
    const measured = [
      { metric: 'Errors', of: 'a', values: each(10, 240) },
      { metric: 'Errors', of: 'b', values: { 120: 1 } },
    ];
    const all = notificationsOf(Template.fromStack(stack).toJSON(), measured, 240);
    expect(all.map(({ minute, contributor }) => [minute, contributor])).toEqual([
      [11, 'a'],
      [121, 'b'],
    ]);
  });
});

describe('metric math', () => {
  test.each([
    ['FILL(m, 0)', [0, 2, 0, 3]],
    ['DIFF(m)', [undefined, undefined, undefined, 1]],
    ['DIFF(FILL(m, 0))', [undefined, 2, -2, 3]],
    ['m > 2', [undefined, 0, undefined, 1]],
    ['m + 1', [undefined, 3, undefined, 4]],
    ['IF(m > 2, 5, 7)', [undefined, 7, undefined, 5]],
    ['FILL(m,0) > 0 AND FILL(m,0) < 3', [0, 1, 0, 0]],
  ])('%s', (expression, expected) => expect(evaluate(expression, { m: [undefined, 2, undefined, 3] })).toEqual(expected));

  test('what it does not know is an error', () => {
    expect(() => evaluate('RATE(m)', { m: [1] })).toThrow('the evaluator knows no RATE');
    expect(() => evaluate('n', { m: [1] })).toThrow('there is no metric n');
  });
});

describe('the footprint of the standard profile', () => {
  const resources = (count: number): string[] => {
    const stack = stackOf(new App());
    HardenedFunctionDefaults.of(stack).set({ alarmActions: AlarmActions.email('ops@example.com') });
    for (let index = 0; index < count; index++) new HardenedFunction(stack, `F${index}`, CODE);
    return Object.values<any>(Template.fromStack(stack).toJSON().Resources).map(({ Type }) => Type);
  };
  const withPlain = (count: number): number => {
    const stack = stackOf(new App());
    for (let index = 0; index < count; index++) new lambda.Function(stack, `F${index}`, { ...CODE, timeout: Duration.seconds(30) });
    return Object.keys(Template.fromStack(stack).toJSON().Resources).length;
  };

  test('is at most four resources beside a plain function and its role, and ten for the stack', () => {
    const beside = (count: number) => resources(count).length - withPlain(count);
    expect(beside(2) - beside(1)).toBe(4);
    expect(beside(1) - 4).toBeLessThanOrEqual(10);
    expect(beside(10) - 10 * 4).toBeLessThanOrEqual(10);
  });

  test('is at most 0.35 USD a function in a stack of ten', () => {
    const template = Template.fromStack(withFunctions(10)).toJSON();
    const metrics = Object.values<any>(template.Resources)
      .filter(({ Type }) => Type === ALARM)
      .map(({ Properties }) => Properties.Metrics?.filter(({ MetricStat }: any) => MetricStat).length ?? 1);
    const usd = metrics.reduce((sum, count) => sum + count, 0) * 0.1;
    expect(usd / 10).toBeLessThanOrEqual(0.35);
  });
});
