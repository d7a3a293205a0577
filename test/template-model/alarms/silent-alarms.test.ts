import { alarm } from '../../../lib/checks/rules/examples/alarms';
import { fn, queue, ref, resource } from '../../../lib/checks/rules/examples/parts';
import { silentAlarmsIn } from '../../../lib/template-model/alarms/silent-alarms';
import type { ResourceBody } from '../../../lib/template-model/template';
import { modelOf } from '../model-of';

const silent = { AlarmActions: [] };
const query = (Namespace: string, MetricName: string, Dimensions: unknown[] = []) => ({
  Id: MetricName.toLowerCase(),
  MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Stat: 'Sum', Period: 300 },
});
const together = (...Metrics: unknown[]): ResourceBody =>
  resource('AWS::CloudWatch::Alarm', { Metrics, Threshold: 0, EvaluationPeriods: 1, ComparisonOperator: 'GreaterThanThreshold' });

test.each<[string, ResourceBody, string[]]>([
  ['of the function', alarm('AWS/Lambda', 'Errors', { FunctionName: ref('Orders') }, silent), ['Orders']],
  ['of a function that a deployment knows', alarm('AWS/Lambda', 'Errors', { FunctionName: ref('Name') }, silent), ['nobody']],
  ['of all functions', alarm('AWS/Lambda', 'Errors', {}, silent), ['nobody']],
  ['of Lambda and something else', together(query('AWS/Lambda', 'Errors'), query('Shop', 'Orders')), ['nobody']],
  ['of a queue that no function reads', alarm('AWS/SQS', 'NumberOfMessagesSent', { QueueName: ref('Queue') }, silent), []],
  ['of something else', alarm('Shop', 'Orders', {}, silent), []],
  ['that tells somebody', alarm('AWS/Lambda', 'Errors', { FunctionName: ref('Orders') }), []],
  ['that may tell somebody', alarm('AWS/Lambda', 'Errors', { FunctionName: ref('Orders') }, { AlarmActions: ref('Actions') }), []],
])('an alarm %s is silent for: %#', (_, body, whose) => {
  const model = modelOf({ Orders: fn(), Queue: queue(), Alarm: body });
  expect([...silentAlarmsIn(model)].map((each) => each.fn?.resource.id ?? 'nobody')).toEqual(whose);
});
