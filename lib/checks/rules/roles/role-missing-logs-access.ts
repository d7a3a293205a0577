import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule } from '../../rule';
import { arn, fn, ref, resource, role } from '../examples/parts';
import { allow } from '../examples/triggers';

const WRITING = ['logs:CreateLogStream', 'logs:PutLogEvents'];

const ORDERS = fn({ Role: arn('Role'), LoggingConfig: { LogGroup: ref('Logs') } });
const LOGS = resource('AWS::Logs::LogGroup', { RetentionInDays: 365 });

/** @internal */
export const ROLE_MISSING_LOGS_ACCESS: Rule = {
  id: 'RoleMissingLogsAccess',
  severity: CheckSeverity.ERROR,
  problem: "The role of a function is not allowed to write to the function's log group.",
  impact: 'The function runs without logs, so operators cannot find out why an invocation failed.',
  fix: "Allow 'logs:CreateLogStream' and 'logs:PutLogEvents' on the function's log group to the role.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html',
  *find(model) {
    for (const fn of model.functions.values()) {
      const role = model.roleOf(fn);
      const group = model.logGroupOf(fn);
      // Who forbids it means it.
      const missing = role && WRITING.find((action) => role.allows(action, group) === false && !role.denies(action, group));
      if (!missing) continue;
      yield {
        resource: fn.resource,
        property: 'Role',
        message: `'Role' must allow ${missing} on ${group?.id ?? "the function's log group"}, got ${role.resource.id} without it`,
        fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn({ Role: arn('Role') }), Role: role() },
      { Orders: ORDERS, Logs: LOGS, Role: role(allow('logs:PutLogEvents', arn('Logs'))) },
      { Orders: ORDERS, Logs: LOGS, Others: LOGS, Role: role(allow('logs:*', arn('Others'))) },
      {
        Orders: fn({ FunctionName: 'orders', Role: arn('Role') }),
        Logs: resource('AWS::Logs::LogGroup', { LogGroupName: '/aws/lambda/orders' }),
        Role: role(allow(WRITING, 'arn:aws:logs:*:*:log-group:/aws/lambda/reader:*')),
      },
      {
        Orders: ORDERS,
        Logs: resource('AWS::Logs::LogGroup', { LogGroupName: 'orders' }),
        Role: role(allow(WRITING, 'arn:aws:logs:*:*:log-group:/aws/lambda/*')),
      },
    ],
    good: [
      { Orders: ORDERS, Logs: LOGS, Role: role(allow(WRITING, arn('Logs'))) },
      { Orders: ORDERS, Logs: LOGS, Role: role(allow(WRITING, { 'Fn::Join': ['', ['arn:aws:logs:*:*:log-group:', ref('Logs'), ':*']] })) },
      {
        Orders: ORDERS,
        Logs: LOGS,
        Role: resource('AWS::IAM::Role', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'] }),
      },
      { Orders: ORDERS, Logs: LOGS, Role: role(allow(WRITING, ref('LogsArn'))) },
      { Orders: ORDERS, Logs: LOGS, Role: role(allow('*'), { Effect: 'Deny', Action: 'logs:*', Resource: '*' }) },
      { Orders: fn({ Role: arn('Role') }), Role: role(allow(WRITING, 'arn:aws:logs:*:*:log-group:/aws/lambda/*')) },
      { Orders: fn() },
    ],
  }),
};
