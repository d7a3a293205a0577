import type { ApplicationModel } from '../../../template-model/application-model';
import type { Invoked } from '../../../template-model/functions/lambda-function';
import { Reference, type Resource } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, ref, resource } from '../examples/parts';
import { alias, permission } from '../examples/triggers';

const url = (AuthType: unknown) => resource('AWS::Lambda::Url', { TargetFunctionArn: ref('Orders'), AuthType });
const viaUrl = permission(ref('Orders'), '*', { Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE' });

const URL_ACTION = 'lambda:InvokeFunctionUrl';
const ACTION = 'lambda:InvokeFunction';

/** @internal */
export const FUNCTION_URL_PERMISSION: Rule = {
  id: 'FunctionUrlPermission',
  severity: CheckSeverity.ERROR,
  problem: 'A function URL has only one of the two permissions that its callers need.',
  impact:
    "Since October 2025 callers need both 'lambda:InvokeFunctionUrl' and 'lambda:InvokeFunction', so every request is answered with 403.",
  fix: "Add an 'AWS::Lambda::Permission' with 'Action' lambda:InvokeFunction and 'InvokedViaFunctionUrl' true for the same principal.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
  *find(model): Iterable<Violation> {
    if (model.resources.hasHiddenPolicies) return;
    for (const url of model.resources.ofType('AWS::Lambda::Url')) {
      const invoked = invokedBy(url, model);
      const principals = invoked && principalsOf(url, invoked, model);
      if (!invoked || !principals) continue;
      const missing = principals.find(({ isComplete }) => !isComplete);
      if (!missing) continue;
      const message = `'TargetFunctionArn' must be a function that allows ${missing.principal} both lambda:InvokeFunctionUrl and lambda:InvokeFunction, got ${invoked.fn.name} without both`;
      yield { resource: url, property: 'TargetFunctionArn', message, fn: invoked.fn };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn(), Url: url('NONE'), First: viaUrl },
      { Orders: fn(), Url: url('NONE') },
      {
        Orders: fn(),
        Url: url('AWS_IAM'),
        First: permission(ref('Orders'), 'cloudfront.amazonaws.com', { Action: 'lambda:InvokeFunctionUrl' }),
      },
      {
        Orders: fn(),
        Url: url('AWS_IAM'),
        First: permission(ref('Orders'), '444455556666', { Action: 'lambda:InvokeFunctionUrl' }),
      },
    ],
    good: [
      { Orders: fn(), Url: url('NONE'), First: viaUrl, Second: permission(ref('Orders'), '*', { InvokedViaFunctionUrl: true }) },
      {
        Orders: fn(),
        Live: alias('Orders'),
        Url: resource('AWS::Lambda::Url', { TargetFunctionArn: ref('Orders'), Qualifier: 'live', AuthType: 'NONE' }),
        First: permission(ref('Live'), '*', { Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE' }),
        Second: permission(ref('Live'), '*', { InvokedViaFunctionUrl: true }),
      },
      { Orders: fn(), Url: url('AWS_IAM') },
      {
        Orders: fn(),
        Url: url('AWS_IAM'),
        First: permission(ref('Orders'), '111122223333', { Action: 'lambda:InvokeFunctionUrl' }),
      },
      { Orders: fn(), Url: url(ref('AuthType')) },
      {
        Orders: fn(),
        Url: url('NONE'),
        First: permission(ref('Name'), '*', { Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE' }),
      },
    ],
  }),
};

/** The qualifier has a property; undefined where only a deployment knows it. */
function invokedBy(url: Resource, { finder }: ApplicationModel): Invoked | undefined {
  const invoked = finder.invokedBy(url.get('TargetFunctionArn'));
  const value = url.get('Qualifier');
  const qualifier = value instanceof Reference ? value.resource.text('Name') : url.text('Qualifier', invoked?.qualifier);
  return invoked && qualifier !== undefined ? { fn: invoked.fn, qualifier } : undefined;
}

/** Who may call the URL, and whether with both permissions; undefined where only a deployment knows a permission. */
function principalsOf(url: Resource, invoked: Invoked, { resources, finder }: ApplicationModel) {
  const auth = url.text('AuthType');
  const all = resources
    .ofType('AWS::Lambda::Permission')
    .map((permission) => ({ permission, target: finder.invokedBy(permission.get('FunctionName')) }));
  if (auth === undefined || all.some(({ target }) => target === undefined)) return undefined;
  const own = all
    .filter(({ target }) => target?.fn === invoked.fn && target.qualifier === invoked.qualifier)
    .map(({ permission }) => permission);
  if (own.some((permission) => permission.text('Action') === undefined || permission.text('Principal') === undefined)) return undefined;
  const has = (action: string, principal: string): boolean =>
    own.some(
      (permission) => ['*', 'lambda:*', action].includes(permission.text('Action') ?? '') && permission.text('Principal') === principal,
    );
  const named = own
    .filter((permission) => permission.text('Action') === URL_ACTION)
    .map((permission) => permission.text('Principal') ?? '');
  const needsBoth = (principal: string): boolean => principal.endsWith('.amazonaws.com') || isOtherAccount(principal, url.template.account);
  const principals = auth === 'NONE' ? ['*'] : named.filter(needsBoth);
  return principals.map((principal) => ({ principal, isComplete: has(URL_ACTION, principal) && has(ACTION, principal) }));
}

/** In the same account, the caller's own policy is enough. */
const isOtherAccount = (principal: string, account: string | undefined): boolean =>
  account !== undefined && /^\d{12}$/.test(account) && /^\d{12}$/.test(principal) && principal !== account;
