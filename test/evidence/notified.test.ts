import { subscribersOf } from '../../lib/evidence/functions/notified';
import { merged } from '../../lib/evidence/page/amounts';
import { ApplicationModel } from '../../lib/template-model/application-model';
import { evidenceOf, type Resources } from './made';

const topic = (Subscription?: object[]) => ({ Type: 'AWS::SNS::Topic', Properties: { ...(Subscription && { Subscription }) } });
const subscription = (of: string, Protocol: string, Endpoint: unknown) => ({
  Type: 'AWS::SNS::Subscription',
  Properties: { TopicArn: { Ref: of }, Protocol, Endpoint },
});

const RESOURCES: Resources = {
  Ops: topic([{ Protocol: 'sms', Endpoint: '+4915112345678' }]),
  Mail: subscription('Ops', 'email', 'on-call@example.com'),
  Pager: { Type: 'AWS::Lambda::Function', Properties: {} },
  Page: subscription('Ops', 'lambda', { 'Fn::GetAtt': ['Pager', 'Arn'] }),
  Others: topic(),
  OthersMail: subscription('Others', 'email', 'others@example.com'),
  Queue: { Type: 'AWS::SQS::Queue', Properties: {} },
};

/** The subscribers of a topic. */
function subscribers(id: string, short: boolean): string[] {
  const model = new ApplicationModel([{ name: 'Shop', body: { Resources: RESOURCES } }]);
  const found = model.resources.ofType('AWS::SNS::Topic').find((resource) => resource.id === id);
  if (!found) throw new Error(`no topic ${id}`);
  return subscribersOf(found, model, short).map(({ label }) => label);
}

test('the subscribers of a topic are those beside it and those in it, and of no other topic', () => {
  expect(subscribers('Ops', false)).toEqual(['email: on-call@example.com', 'lambda: Pager', 'sms: +4915112345678']);
  expect(subscribers('Others', false)).toEqual(['email: others@example.com']);
});

test('addresses are shortened by choice, names of resources are not', () => {
  const [mail, page, sms] = subscribers('Ops', true);
  expect(page).toBe('lambda: Pager');
  expect([mail, sms].join()).not.toMatch(/on-call@example\.com|5112345678/);
});

test('an alarm notifies all topics of its actions, and without an action nobody', () => {
  const alarm = (AlarmActions: unknown[]) => ({
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: 'Pager' } }],
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
      AlarmActions,
    },
  });
  const { functions } = evidenceOf({ ...RESOURCES, Failing: alarm([{ Ref: 'Ops' }, { Ref: 'Others' }]), Silent: alarm([]) });
  expect(functions[0].alarms.map(({ name, notifies }) => [name, notifies])).toEqual([
    ['Failing', expect.arrayContaining([expect.stringContaining('Ops'), expect.stringContaining('Others')])],
    ['Silent', []],
  ]);
});

test('terms are one only where price, assumptions and unit are the same', () => {
  const term = (price: string, count: number, times: string[], by?: string) => ({ what: 'a', price, count, times, by }) as never;
  const counts = (...terms: never[]) => merged(terms).map(({ count }) => count);
  expect(counts(term('trace', 1, ['traced']), term('trace', 2, ['traced']))).toEqual([3]);
  expect(counts(term('trace', 1, ['traced']), term('alarmMetric', 2, ['traced']))).toEqual([1, 2]);
  expect(counts(term('trace', 1, ['traced']), term('trace', 2, ['failed']))).toEqual([1, 2]);
  expect(counts(term('trace', 1, ['a', 'b']), term('trace', 2, ['ab']))).toEqual([1, 2]);
  expect(counts(term('trace', 1, []), term('trace', 2, [], 'batch'))).toEqual([1, 2]);
  expect(counts(term('trace', 1, [], 'batch'), term('trace', 2, [], 'batch'))).toEqual([3]);
});
