import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule } from '../../rule';
import { arn, fn, policy, ref, resource } from '../examples/parts';
import { permission, rule, subscription } from '../examples/triggers';

const EVENTS = 'events.amazonaws.com';

/** @internal */
export const TRIGGER_WITHOUT_PERMISSION: Rule = {
  id: 'TriggerWithoutPermission',
  severity: CheckSeverity.ERROR,
  problem: 'A trigger invokes a function without a permission.',
  impact: 'Every invocation is denied and the function never runs; for S3 and CloudWatch Logs the deployment fails.',
  fix: "Add an 'AWS::Lambda::Permission' with the service as 'Principal', and 'SourceArn' and 'SourceAccount' of the source.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html',
  *find(model) {
    for (const invocation of model.invocations) {
      const { by, resource, property, invoked, role } = invocation;
      if (!by.principal || role !== undefined || model.permissions.allows(invocation) !== false) continue;
      if (model.permissions.missing(invocation).length > 0) continue;
      // SAM gives the permissions of its events, also where an API has its own OpenAPI document.
      if (property === 'Body' && 'Transform' in resource.template.body) continue;
      yield {
        resource,
        property,
        message: `'${property}' must be a function that allows ${by.principal}, got ${invoked.fn.name} without a permission for ${resource.label}`,
        fn: invoked.fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn(), Rule: rule(arn('Orders')) },
      { Orders: fn(), Rule: rule(arn('Orders')), Permission: permission(ref('Orders'), 'sns.amazonaws.com') },
      { Orders: fn(), Rule: rule(arn('Orders')), Permission: permission(ref('Orders'), EVENTS, { Action: 'lambda:InvokeFunctionUrl' }) },
      {
        Orders: fn(),
        Rule: rule(arn('Orders')),
        Other: rule(arn('Orders')),
        Permission: permission(ref('Orders'), EVENTS, { SourceArn: arn('Other') }),
      },
      {
        Orders: fn(),
        Rule: rule(arn('Orders'), {}, { Name: 'orders' }),
        Permission: permission(ref('Orders'), EVENTS, { SourceArn: 'arn:aws:events:eu-west-1:111122223333:rule/invoices' }),
      },
      {
        Orders: fn(),
        Bucket: resource('AWS::S3::Bucket', {
          NotificationConfiguration: { LambdaConfigurations: [{ Event: 's3:ObjectCreated:*', Function: arn('Orders') }] },
        }),
      },
    ],
    good: [
      { Orders: fn(), Rule: rule(arn('Orders'), {}, { RoleArn: 'arn:aws:iam::111122223333:role/rules' }) },
      {
        Orders: fn(),
        Rule: rule(arn('Orders')),
        Policy: resource('AWS::Lambda::ResourcePolicy', {
          ResourceArn: arn('Orders'),
          PolicyDocument: policy({
            Effect: 'Allow',
            Action: 'lambda:InvokeFunction',
            Resource: arn('Orders'),
            Principal: { Service: 'events.amazonaws.com' },
          }),
        }),
      },
      { Orders: fn(), Rule: rule(arn('Orders')), Permission: permission(ref('Orders'), EVENTS, { SourceArn: arn('Rule') }) },
      { Orders: fn(), Rule: rule(arn('Orders')), Permission: permission(ref('Orders'), EVENTS, { SourceArn: ref('RuleArn') }) },
      {
        Orders: fn(),
        Rule: rule(arn('Orders'), {}, { Name: 'orders' }),
        Permission: permission(ref('Orders'), EVENTS, { SourceArn: 'arn:aws:events:eu-west-1:111122223333:rule/ord*' }),
      },
      { Orders: fn(), Rule: rule(arn('Orders')), Permission: permission(ref('Orders'), ref('Principal')) },
      { Orders: fn(), Rule: rule(arn('Orders')), Permission: permission(ref('Name'), EVENTS) },
      { Orders: fn(), Subscription: subscription(arn('Orders')), Permission: permission(arn('Orders'), '*') },
      { Orders: fn(), Rule: rule(arn('Orders'), { RoleArn: arn('Role') }), Role: resource('AWS::IAM::Role') },
      { Orders: fn(), Rule: rule(arn('Orders'), {}, { State: 'DISABLED' }) },
      { Orders: fn(), Rule: rule(ref('Target')) },
      {
        Orders: fn(),
        Filter: resource('AWS::Logs::SubscriptionFilter', { LogGroupName: 'shop', FilterPattern: '', DestinationArn: arn('Orders') }),
        Permission: permission(ref('Orders'), { 'Fn::Sub': 'logs.eu-west-1.amazonaws.com' }),
      },
    ],
  }),
};
