import type { Example } from '../../lib/checks/rule';
import type { ResourceBody } from '../../lib/template-model/template';

const ELSEWHERE = 'arn:aws:sqs:eu-west-1:111122223333:elsewhere';

/** What CloudFormation asks for, and no rule looks at. */
const REQUIRED: Readonly<Record<string, object>> = {
  'AWS::Chatbot::SlackChannelConfiguration': {
    ConfigurationName: 'ops',
    SlackChannelId: 'C1',
    SlackWorkspaceId: 'T1',
    IamRoleArn: { Ref: 'AWS::StackId' },
  },
  'AWS::IAM::Role': { AssumeRolePolicyDocument: { Statement: [] } },
  'AWS::KMS::Alias': { AliasName: 'alias/orders' },
  'AWS::Lambda::EventSourceMapping': { FunctionName: 'orders' },
  'AWS::Lambda::Url': { AuthType: 'AWS_IAM' },
  'AWS::Logs::SubscriptionFilter': { FilterPattern: '' },
  'AWS::Pipes::Pipe': { RoleArn: 'arn:aws:iam::111122223333:role/pipe', Source: ELSEWHERE, Target: ELSEWHERE },
};

/** An example as a template that others read too: the parameters and conditions that it mentions are declared. */
export function wholeTemplate(given: Example): object {
  const known = declared(given, given) as Example;
  const complete = (body: ResourceBody): ResourceBody => ({ ...body, Properties: { ...REQUIRED[body.Type], ...body.Properties } });
  const example: Example = Object.fromEntries(Object.entries(known).map(([id, body]) => [id, complete(body)]));
  const named = { parameters: new Set<string>(), conditions: new Set<string>() };
  note(example, named);
  for (const { Condition } of Object.values(example)) if (Condition !== undefined) named.conditions.add(Condition);
  const parameters = [...named.parameters].filter((name) => !(name in example) && !name.startsWith('AWS::'));
  return {
    Parameters: Object.fromEntries(parameters.map((name) => [name, { Type: 'String' }])),
    Conditions: Object.fromEntries([...named.conditions].map((name) => [name, { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] }])),
    Resources: example,
  };
}

/** An attribute of what is not there becomes a parameter. */
function declared(part: unknown, example: Example): unknown {
  if (typeof part !== 'object' || part === null) return part;
  if (Array.isArray(part)) return part.map((item) => declared(item, example));
  const attribute = (part as Record<string, unknown>)['Fn::GetAtt'];
  if (Array.isArray(attribute) && typeof attribute[0] === 'string' && !(attribute[0] in example)) return { Ref: attribute[0] };
  return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, declared(inner, example)]));
}

/** Whether it names nothing but itself: Guard's rules stumble over parameters in some places. */
export function namesOnlyItself(example: Example): boolean {
  const named = { parameters: new Set<string>(), conditions: new Set<string>() };
  note(declared(example, example), named);
  return named.conditions.size === 0 && [...named.parameters].every((name) => name in example || name.startsWith('AWS::'));
}

function note(part: unknown, named: { readonly parameters: Set<string>; readonly conditions: Set<string> }): void {
  if (typeof part === 'string') for (const [, name] of part.matchAll(/\$\{([A-Za-z0-9]+)\}/g)) named.parameters.add(name);
  if (typeof part !== 'object' || part === null) return;
  for (const [key, inner] of Object.entries(part)) {
    if (key === 'Ref' && typeof inner === 'string') named.parameters.add(inner);
    if (key === 'Fn::If' && Array.isArray(inner)) named.conditions.add(inner[0]);
    note(inner, named);
  }
}
