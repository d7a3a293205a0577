import type { ApplicationModel } from '../../../template-model/application-model';
import { arnOf } from '../../../template-model/arns';
import { shown } from '../../../template-model/display';
import { SERVICES_THAT_INVOKE } from '../../../template-model/events/invocation';
import { statementsOf } from '../../../template-model/permissions/role';
import type { Resource, Value } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { arn, fn, resource as made, policy, ref } from '../examples/parts';
import { permission } from '../examples/triggers';

const INVOKE = 'lambda:InvokeFunction';

const resourcePolicy = (statement: Readonly<Record<string, unknown>>) =>
  made('AWS::Lambda::ResourcePolicy', { ResourceArn: arn('Orders'), PolicyDocument: policy(statement) });

/** @internal */
export const PERMISSION_FOR_ANYONE: Rule = {
  id: 'PermissionForAnyone',
  severity: CheckSeverity.ERROR,
  problem: 'A permission allows an AWS service, or everybody, to invoke a function for any account.',
  impact: 'A topic, bucket, rule or API of any other account can invoke the function with its own events and at your cost.',
  fix: "Set 'SourceArn' of the permission to the ARN of the one source, and 'SourceAccount' where its ARN has no account.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html',
  equivalents: ['Security Hub Lambda.1', 'AWS Config lambda-function-public-access-prohibited', 'checkov CKV_AWS_364'],
  *find(model) {
    yield* openPoliciesIn(model);
    for (const resource of model.resources.ofType('AWS::Lambda::Permission')) {
      const principal = shown(resource.get('Principal'));
      if (!isOpenTo(principal, resource)) continue;
      yield {
        resource,
        property: 'SourceArn',
        message: `'SourceArn' or 'SourceAccount' must be set for ${principal}, got ${resource.has('SourceArn') === false ? 'neither' : 'an ARN of any account'}`,
        fn: model.finder.invokedBy(resource.get('FunctionName'))?.fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn(), Permission: permission(ref('Orders'), 'sns.amazonaws.com') },
      { Permission: permission('orders', 'apigateway.amazonaws.com') },
      { Orders: fn(), Permission: permission(ref('Orders'), '*') },
      { Orders: fn(), Url: permission(ref('Orders'), '*', { FunctionUrlAuthType: 'AWS_IAM', Action: 'lambda:InvokeFunctionUrl' }) },
      {
        Orders: fn(),
        Policy: resourcePolicy({ Effect: 'Allow', Principal: '*', Action: 'lambda:InvokeFunction', Resource: arn('Orders') }),
      },
      { Orders: fn(), Permission: permission(ref('Orders'), 'config.amazonaws.com') },
      { Orders: fn(), Permission: permission(ref('Orders'), 'bedrock.amazonaws.com') },
      { Orders: fn(), Permission: permission(ref('Orders'), 'cognito-idp.amazonaws.com') },
      { Orders: fn(), Permission: permission(ref('Orders'), 'sns.amazonaws.com.cn') },
      { Orders: fn(), Permission: permission(ref('Orders'), { 'Fn::Sub': `logs.\${AWS::Region}.amazonaws.com` }) },
      { Orders: fn(), Permission: permission(ref('Orders'), '*', { InvokedViaFunctionUrl: false }) },
      { Orders: fn(), Permission: permission(ref('Orders'), 'sns.amazonaws.com', { SourceArn: 'arn:aws:sns:eu-west-1:*:orders' }) },
      { Orders: fn(), Permission: permission(ref('Orders'), 's3.amazonaws.com', { SourceArn: 'arn:aws:s3:::*' }) },
      { Orders: fn(), Permission: permission(ref('Orders'), 'apigateway.amazonaws.com', { SourceArn: 'arn:aws:execute-api:*' }) },
    ],
    good: [
      {
        Orders: fn(),
        Policy: resourcePolicy({
          Effect: 'Allow',
          Principal: '*',
          Action: 'lambda:InvokeFunction',
          Resource: arn('Orders'),
          Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1234567890' } },
        }),
      },
      { Orders: fn(), Policy: resourcePolicy({ Effect: 'Deny', Principal: '*', Action: 'lambda:*', Resource: arn('Orders') }) },
      {
        Orders: fn(),
        Policy: resourcePolicy({
          Effect: 'Allow',
          Principal: { AWS: '111122223333' },
          Action: 'lambda:InvokeFunction',
          Resource: arn('Orders'),
        }),
      },
      { Orders: fn(), Permission: permission(ref('Orders'), '*', { FunctionUrlAuthType: 'NONE', Action: 'lambda:InvokeFunctionUrl' }) },
      { Orders: fn(), Permission: permission(ref('Orders'), '*', { PrincipalOrgID: 'o-1234567890' }) },
      { Orders: fn(), Permission: permission(ref('Orders'), '*', { InvokedViaFunctionUrl: true }) },
      { Orders: fn(), Permission: permission(ref('Orders'), ref('Principal')) },
      { Orders: fn(), Permission: permission(ref('Orders'), 'config.amazonaws.com', { SourceAccount: ref('AWS::AccountId') }) },
      { Orders: fn(), Permission: permission(ref('Orders'), 'sns.amazonaws.com', { SourceArn: ref('TopicArn') }) },
      { Orders: fn(), Permission: permission(ref('Orders'), 'sns.amazonaws.com', { SourceAccount: ref('AWS::AccountId') }) },
      { Orders: fn(), Permission: permission(ref('Orders'), 'sns.amazonaws.com', { PrincipalOrgID: 'o-1234567890' }) },
      { Orders: fn(), Permission: permission(ref('Orders'), '111122223333') },
      { Orders: fn(), Permission: permission(ref('Orders'), 'elasticloadbalancing.amazonaws.com') },
      {
        Orders: fn(),
        Permission: permission(ref('Orders'), 's3.amazonaws.com', {
          SourceAccount: { 'Fn::If': ['IsShared', ref('AWS::AccountId'), ref('AWS::NoValue')] },
        }),
      },
    ],
  }),
};

/** A policy as a whole, instead of permissions. */
function* openPoliciesIn({ resources, finder }: ApplicationModel): Iterable<Violation> {
  for (const resource of resources.ofType('AWS::Lambda::ResourcePolicy')) {
    const statements = statementsOf(resource.get('PolicyDocument')) ?? [];
    if (!statements.some((one) => !one.denies && !one.hasCondition && one.isForEverybody && one.isAbout(INVOKE) === true)) continue;
    const message = "'PolicyDocument' must have a 'Condition' or a principal for lambda:InvokeFunction, got * without a condition";
    yield { resource, property: 'PolicyDocument', message, fn: finder.invokedBy(resource.get('ResourceArn'))?.fn };
  }
}

const OTHERS = ['config', 'bedrock', 'cloudformation', 'cognito-idp', 'codecommit', 'connect', 'lex', 'lexv2', 'lambda.alarms.cloudwatch'];
const OPEN = new Set([...OTHERS, ...[...SERVICES_THAT_INVOKE].map((principal) => principal?.replace('.amazonaws.com', ''))]);
/** A service, in some regions and partitions with what follows its name. */
const SERVICE = /^([\w.-]+?)(\.[a-z]+(-[a-z]+)+-\d|\.<AWS::Region>)?\.(amazonaws\.com(\.cn)?|<AWS::URLSuffix>)$/;
const NARROWING = ['SourceAccount', 'PrincipalOrgID', 'EventSourceToken'];

function isOpenTo(principal: string, permission: Resource): boolean {
  // A function URL narrows by its own type of authorization, at which another rule looks; any account signs its requests.
  const isForAccounts = permission.text('FunctionUrlAuthType') === 'AWS_IAM';
  const isForUrl = permission.has('FunctionUrlAuthType') !== false || permission.flag('InvokedViaFunctionUrl') !== false;
  const isForAll = principal === '*' && (isForAccounts || !isForUrl);
  if (!isForAll && !OPEN.has(SERVICE.exec(principal)?.[1])) return false;
  if (!NARROWING.every((property) => permission.has(property) === false)) return false;
  return permission.has('SourceArn') === false || isOfAnyAccount(permission.get('SourceArn'));
}

/** A wildcard in the place of the account, or in that of the name where the ARN has no account. */
function isOfAnyAccount(value: Value): boolean {
  const arn = arnOf(value);
  if (arn?.service === 's3') return arn.resource[0] === '*';
  if (arn) return arn.account === '*';
  return typeof value === 'string' && /^(arn:[^:]*:[^:]*(:[^:]*)?:)?\*$/.test(value);
}
