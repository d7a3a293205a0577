import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { errorsAlarm } from '../examples/alarms';
import { arn, fn } from '../examples/parts';
import { permission } from '../examples/triggers';

const ALARM = { called: 'CloudWatch alarms', principal: 'lambda.alarms.cloudwatch.amazonaws.com', isAsync: true };

/** @internal */
export const ALARM_FUNCTION_WITHOUT_PERMISSION: Rule = {
  id: 'AlarmFunctionWithoutPermission',
  severity: CheckSeverity.ERROR,
  problem: 'An alarm action is a function that does not allow CloudWatch alarms to invoke it.',
  impact: 'The alarm goes into ALARM, but the function is not invoked and nobody is notified.',
  fix: "Add an 'AWS::Lambda::Permission' with 'Principal' lambda.alarms.cloudwatch.amazonaws.com and the alarm as 'SourceArn'.",
  docsUrl: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html',
  *find(model): Iterable<Violation> {
    for (const { alarm, property, value } of model.alarmActions) {
      const invoked = model.finder.invokedBy(value);
      if (!invoked) continue;
      const invocation = { by: ALARM, resource: alarm, property, source: alarm, invoked, role: undefined };
      if (model.permissions.allows(invocation) !== false) continue;
      const message = `'${property}' must be a function that allows ${ALARM.principal}, got ${invoked.fn.name} without a permission`;
      yield { resource: alarm, property, message, fn: invoked.fn };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn(), Notify: fn(), Alarm: errorsAlarm('Orders', { AlarmActions: [arn('Notify')] }) },
      {
        Orders: fn(),
        Notify: fn(),
        Alarm: errorsAlarm('Orders', { AlarmActions: [arn('Notify')] }),
        Other: permission(arn('Notify'), 'events.amazonaws.com'),
      },
    ],
    good: [
      {
        Orders: fn(),
        Notify: fn(),
        Alarm: errorsAlarm('Orders', { AlarmActions: [arn('Notify')] }),
        Permission: permission(arn('Notify'), 'lambda.alarms.cloudwatch.amazonaws.com', { SourceArn: arn('Alarm') }),
      },
      { Orders: fn(), Alarm: errorsAlarm('Orders', { AlarmActions: ['arn:aws:lambda:eu-west-1:111122223333:function:notify'] }) },
      { Orders: fn(), Alarm: errorsAlarm('Orders') },
    ],
  }),
};
