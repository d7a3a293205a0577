import type { ApplicationModel } from '../../../template-model/application-model';
import type { LambdaFunction } from '../../../template-model/functions/lambda-function';
import type { Role } from '../../../template-model/permissions/role';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule } from '../../rule';
import { arn, fn, join, ref, resource, role } from '../examples/parts';
import { allow } from '../examples/triggers';

const WRITING = ['logs:CreateLogStream', 'logs:PutLogEvents'];

const ORDERS = fn({ Role: arn('Role'), LoggingConfig: { LogGroup: ref('Logs') } });
const group = (...name: unknown[]) => join('arn:aws:logs:', ref('AWS::Region'), ':', ref('AWS::AccountId'), ':log-group:', ...name);
const LOGS = resource('AWS::Logs::LogGroup', { RetentionInDays: 365 });

/** @internal */
export const ROLE_MISSING_LOGS_ACCESS: Rule = {
  id: 'RoleMissingLogsAccess',
  severity: CheckSeverity.ERROR,
  problem: "The role of a function is not allowed to write to the function's log group.",
  impact: 'The function runs without logs, so operators cannot find out why an invocation failed.',
  fix: "Allow 'logs:CreateLogStream' and 'logs:PutLogEvents' to the role, on the ARN of the function's log group with ':*' at the end.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html',
  *find(model) {
    for (const fn of model.functions.values()) {
      const role = model.roleOf(fn);
      const missing = role && missingOf(fn, role, model);
      if (!missing) continue;
      const streams = `the log streams of ${model.logGroupOf(fn)?.label ?? "the function's log group"}`;
      yield {
        resource: fn.resource,
        property: 'Role',
        message: `'Role' must allow ${missing} on ${streams}, got ${role.resource.label} without it`,
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
      { Orders: fn({ FunctionName: 'orders', Role: arn('Role') }), Role: role(allow(WRITING, group('/aws/lambda/invoices:*'))) },
      { Orders: fn({ Role: arn('Role') }), Role: role(allow(WRITING, group('/aws/lambda/invoices:*'))) },
      { Orders: fn({ LoggingConfig: { LogGroup: 'shop' }, Role: arn('Role') }), Role: role(allow(WRITING, group('/aws/lambda/*'))) },
      {
        Orders: fn({ FunctionName: join(ref('Stage'), '-orders'), Role: arn('Role') }),
        Role: role(allow(WRITING, group('/aws/lambda/', ref('Stage'), '-invoices:*'))),
      },
      // Without ':*', it is about the log group and not about its streams.
      { Orders: ORDERS, Logs: LOGS, Role: role(allow(WRITING, group(ref('Logs')))) },
      { Orders: fn({ FunctionName: 'orders', Role: arn('Role') }), Role: role(allow(WRITING, group('/aws/lambda/orders'))) },
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
      { Orders: fn({ FunctionName: 'orders', Role: arn('Role') }), Role: role(allow(WRITING, group('/aws/lambda/orders', ':*'))) },
      { Orders: fn({ FunctionName: 'orders', Role: arn('Role') }), Role: role(allow(WRITING, group('/aws/lambda/ord*'))) },
      { Orders: fn({ Role: arn('Role') }), Role: role(allow(WRITING, group('/aws/lambda/', ref('AWS::StackName'), '-*'))) },
      {
        Orders: fn({ FunctionName: join(ref('Stage'), '-orders'), Role: arn('Role') }),
        Role: role(allow(WRITING, group('/aws/lambda/', ref('Stage'), '-orders:*'))),
      },
      { Orders: fn({ Role: arn('Role') }), Role: role(allow(WRITING, 'arn:aws:logs:eu-west-1:111122223333:*')) },
      { Orders: fn({ LoggingConfig: { LogGroup: ref('Group') }, Role: arn('Role') }), Role: role(allow(WRITING, group('shop:*'))) },
      { Orders: ORDERS, Logs: LOGS, Role: role(allow(WRITING, group(ref('Logs'), ':log-stream:*'))) },
    ],
  }),
};

/** What the role surely may not do. Who forbids it means it. */
function missingOf(fn: LambdaFunction, role: Role, model: ApplicationModel): string | undefined {
  const group = model.logGroupOf(fn);
  const streams = model.logs.streamsOf(fn);
  return WRITING.find((action) => {
    const allowed = streams ? role.allowsOn(action, streams, [group, fn.resource]) : role.allows(action, group);
    return allowed === false && !role.denies(action, group);
  });
}
