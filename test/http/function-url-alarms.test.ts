import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmActions, AlarmTuning, HardenedFunctionDefaults, type HardenedFunctionProps, Release, Waiver } from '../../lib';
import { stackOf, warningsOf } from '../harness';
import { all, functionIn, one } from './fronts';

const OF_URL = /^OrdersAlarms(ServerErrors|ClientErrors|Latency)[0-9A-F]{8}$/;
const ALARM = 'AWS::CloudWatch::Alarm';

function withUrl(props: Partial<HardenedFunctionProps> = {}, options?: lambda.FunctionUrlOptions) {
  const stack = stackOf();
  const fn = functionIn(stack, { alarmActions: AlarmActions.topicNamed('on-call'), ...props });
  const url = fn.addFunctionUrl(options);
  const alarms = Object.entries(all(stack, ALARM)).filter(([id]) => OF_URL.test(id));
  return { stack, fn, url, alarms, kinds: alarms.map(([id]) => OF_URL.exec(id)?.[1]).sort() };
}

test('a URL has alarms on server errors and on the latency, which notify as those of its function do', () => {
  const { alarms, fn, kinds } = withUrl();
  expect(kinds).toEqual(['Latency', 'ServerErrors']);
  const [[, latency], [, errors]] = alarms.sort(([one], [other]) => (one < other ? -1 : 1));
  expect(latency.Properties).toMatchObject({
    MetricName: 'UrlRequestLatency',
    Statistic: 'Average',
    Threshold: 5000,
    EvaluationPeriods: 3,
  });
  expect(errors.Properties).toMatchObject({ MetricName: 'Url5xxCount', Statistic: 'Sum', Threshold: 0, EvaluationPeriods: 1 });
  for (const { Properties } of [latency, errors]) {
    expect(Properties.Namespace).toBe('AWS/Lambda');
    expect(Properties.Dimensions).toEqual([{ Name: 'FunctionName', Value: { Ref: expect.stringMatching(/^Orders/) } }]);
    expect(JSON.stringify(Properties.AlarmActions)).toContain('on-call');
    expect(JSON.stringify(Properties.AlarmDescription)).toContain('Shop/Orders (');
  }
  expect(Object.keys(fn.urlAlarms).sort()).toEqual(['latency', 'serverErrors']);
});

test('the metrics are those of the name of the function, also behind an alias', () => {
  const { alarms } = withUrl({ release: Release.allAtOnce() });
  for (const [, { Properties }] of alarms) {
    expect(Properties.Dimensions).toEqual([{ Name: 'FunctionName', Value: { Ref: expect.stringMatching(/^Orders[0-9A-F]{8}$/) } }]);
  }
});

test('client errors are an alarm by choice, as a count or as a rate', () => {
  const counted = withUrl({ urlAlarms: { clientErrors: AlarmTuning.threshold({ threshold: 50 }) } });
  expect(counted.kinds).toEqual(['ClientErrors', 'Latency', 'ServerErrors']);
  const [, alarm] = counted.alarms.find(([id]) => id.includes('ClientErrors')) ?? [];
  expect(alarm?.Properties).toMatchObject({ MetricName: 'Url4xxCount', Threshold: 50, Statistic: 'Sum' });
  const rated = withUrl({ urlAlarms: { clientErrors: AlarmTuning.rate({ percent: 10 }) } });
  const [, rate] = rated.alarms.find(([id]) => id.includes('ClientErrors')) ?? [];
  expect(JSON.stringify(rate?.Properties.Metrics)).toContain('UrlRequestCount');
});

test('a scope tunes them, and the function wins', () => {
  const stack = stackOf();
  HardenedFunctionDefaults.of(stack).set({
    frontAlarms: { latency: AlarmTuning.threshold({ threshold: 100 }), serverErrors: AlarmTuning.threshold({ threshold: 7 }) },
  });
  const fn = functionIn(stack, { urlAlarms: { serverErrors: AlarmTuning.threshold({ threshold: 9 }) } });
  fn.addFunctionUrl();
  const thresholds = Object.entries(all(stack, ALARM)).filter(([id]) => OF_URL.test(id));
  expect(thresholds.map(([, { Properties }]) => Properties.Threshold).sort()).toEqual([100, 9]);
});

test('a streamed response may take long: its latency has an alarm only where it is tuned', () => {
  const stream = { invokeMode: lambda.InvokeMode.RESPONSE_STREAM };
  expect(withUrl({}, stream).kinds).toEqual(['ServerErrors']);
  expect(withUrl({ urlAlarms: { latency: AlarmTuning.threshold({ threshold: 60_000 }) } }, stream).kinds).toEqual([
    'Latency',
    'ServerErrors',
  ]);
});

test('the function keeps why an alarm is disabled', () => {
  const { stack, kinds } = withUrl({ urlAlarms: { latency: AlarmTuning.none('long polling') } });
  expect(kinds).toEqual(['ServerErrors']);
  expect(one(stack, 'AWS::Lambda::Function').Metadata).toMatchObject({
    'cdk-hardened-lambda:Waivers': { 'urlAlarms.latency': 'long polling' },
  });
});

test('alarms of a URL that does not exist are refused', () => {
  const props = { urlAlarms: { latency: AlarmTuning.none('why') } };
  expect(functionIn(stackOf(), props).node.validate()).toEqual([
    expect.stringMatching(/^'urlAlarms' must be for a function URL, got a function without one; call 'addFunctionUrl', or remove it$/),
  ]);
  expect(withUrl(props).fn.node.validate()).toEqual([]);
  expect(functionIn(stackOf()).urlAlarms).toEqual({});
});

test.each<[string, object, RegExp]>([
  ['an unknown alarm', { latncy: AlarmTuning.none('why') }, /'urlAlarms' must name alarms, got "latncy"; did you mean 'latency'/],
  ['a number', { latency: 5 }, /'urlAlarms\.latency' must be a tuning, got 5/],
  ['no reason', { latency: AlarmTuning.none('') }, /'urlAlarms\.latency: AlarmTuning\.none' must have a reason/],
  ['a rate of the latency', { latency: AlarmTuning.rate({ percent: 1 }) }, /'urlAlarms\.latency' must have a threshold, got a rate/],
])('%s is refused', (_, urlAlarms, sentence) => expect(() => functionIn(stackOf(), { urlAlarms }).addFunctionUrl()).toThrow(sentence));

describe('a URL that anyone can call', () => {
  const open = { authType: lambda.FunctionUrlAuthType.NONE };
  const warned = (props: Partial<HardenedFunctionProps>) =>
    warningsOf(withUrl(props, open).stack).filter((text) => text.includes('FunctionUrlWithoutLimit'));

  test('takes a reserved concurrency, or a reason, which the template keeps', () => {
    expect(warned({})).toHaveLength(1);
    expect(warned({ reservedConcurrentExecutions: 0 })).toEqual([]);
    const waivers = [Waiver.reservedConcurrency('the distribution in front limits it')];
    expect(warned({ waivers })).toEqual([]);
    const { Metadata } = one(withUrl({ waivers }, open).stack, 'AWS::Lambda::Function');
    expect(Metadata?.['cdk-hardened-lambda:Waivers']).toMatchObject({
      reservedConcurrentExecutions: 'the distribution in front limits it',
    });
  });
});
