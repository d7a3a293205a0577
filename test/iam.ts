import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { App } from 'aws-cdk-lib';

/*
 * What a role of a finished app may do, by a simulator of IAM that knows every action and condition key. Policies of
 * the role and of the resource (queue, topic, key, bucket) count, as in one account.
 */

export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';
export const ENV = { env: { account: ACCOUNT, region: REGION } };

/** What follows the ARN of a table in that of its stream. */
export const STREAM = '/stream/2026-01-01T00:00:00.000';

type Resource = { Type: string; Properties?: Record<string, any> };
const statementsIn = ({ Policies }: { Policies: { PolicyDocument: { Statement: unknown[] } }[] }): unknown[] =>
  Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);

type Found = { stack: string; id: string; resource: Resource };

export class World {
  private readonly resources: Found[];
  private readonly exports = new Map<string, { stack: string; value: unknown }>();

  constructor(app: App) {
    const stacks = app.synth().stacks;
    this.resources = stacks.flatMap(({ stackName, template }) =>
      Object.entries<Resource>(template.Resources ?? {}).map(([id, resource]) => ({ stack: stackName, id, resource })),
    );
    for (const { stackName, template } of stacks) {
      for (const output of Object.values<any>(template.Outputs ?? {})) {
        if (output.Export) this.exports.set(String(this.resolve(stackName, output.Export.Name)), { stack: stackName, value: output.Value });
      }
    }
  }

  /** The ARN of the only resource of the type whose logical id starts with the prefix. */
  public arn(type: string, prefix = ''): string {
    const found = this.find(type, prefix);
    return String(this.attribute(found, 'Arn'));
  }

  /** Whether the role may do it: `allowed`, or why not. */
  public async may(rolePrefix: string, action: string, resource: string, context: Record<string, string> = {}): Promise<boolean> {
    const role = this.find('AWS::IAM::Role', rolePrefix);
    const arn = String(this.attribute(role, 'Arn'));
    const result = await runSimulation(
      {
        request: {
          principal: arn,
          action,
          resource: { resource, accountId: ACCOUNT },
          contextVariables: { 'aws:SecureTransport': 'true', 'aws:PrincipalAccount': ACCOUNT, ...context },
        },
        identityPolicies: this.policiesOf(role),
        serviceControlPolicies: [],
        resourceControlPolicies: [],
        resourcePolicy: this.policyOn(resource),
      },
      {},
    );
    if (result.resultType === 'error') throw new Error(JSON.stringify(result.errors));
    return result.overallResult === 'Allowed';
  }

  /** Whether a service may call a function, by the permissions of the function: an ARN of a version or an alias has its own. */
  public async mayInvoke(service: string, action: string, functionArn: string, context: Record<string, string>): Promise<boolean> {
    const statements = this.resources
      .filter(({ resource }) => resource.Type === 'AWS::Lambda::Permission')
      .map(({ stack, resource }) => this.resolve(stack, resource.Properties) as Record<string, string>)
      .filter(({ FunctionName }) => FunctionName === functionArn)
      .map(statementOf);
    const result = await runSimulation(
      {
        request: { principal: service, action, resource: { resource: functionArn, accountId: ACCOUNT }, contextVariables: context },
        identityPolicies: [],
        serviceControlPolicies: [],
        resourceControlPolicies: [],
        resourcePolicy: { Version: '2012-10-17', Statement: statements },
      },
      {},
    );
    if (result.resultType === 'error') throw new Error(JSON.stringify(result.errors));
    return result.overallResult === 'Allowed';
  }

  /** The policies of a stack by the logical id of what holds them: what roles may, and who may use queues and topics. */
  public policiesIn(stackName: string): Record<string, object> {
    const policies = this.resources
      .filter(({ stack, resource }) => stack === stackName && resource.Properties?.PolicyDocument)
      .map(({ stack, id, resource }) => [id, this.resolve(stack, resource.Properties?.PolicyDocument)]);
    const inRoles = this.resources
      .filter(({ stack, resource }) => stack === stackName && resource.Type === 'AWS::IAM::Role' && resource.Properties?.Policies)
      .map(({ stack, id, resource }) => {
        const inside = resource.Properties?.Policies as { PolicyDocument: { Version?: string } }[];
        const versions = new Set(inside.map(({ PolicyDocument }) => PolicyDocument.Version));
        const version = versions.size === 1 ? [...versions][0] : undefined;
        return [id, this.resolve(stack, { Version: version, Statement: statementsIn(resource.Properties as never) })];
      });
    return Object.fromEntries([...policies, ...inRoles]);
  }

  private find(type: string, prefix: string): Found {
    const found = this.resources.filter(({ id, resource }) => resource.Type === type && id.startsWith(prefix));
    if (found.length !== 1) throw new Error(`expected one ${type} ${prefix}, found ${found.map(({ id }) => id).join(', ') || 'none'}`);
    return found[0];
  }

  private policiesOf(role: Found): { name: string; policy: any }[] {
    const roleName = this.reference(role);
    const inside = this.resolve(role.stack, role.resource.Properties?.Policies ?? []) as { PolicyName: string; PolicyDocument: unknown }[];
    const beside = this.resources
      .filter(({ resource }) => resource.Type === 'AWS::IAM::Policy' || resource.Type === 'AWS::IAM::ManagedPolicy')
      .map(({ stack, id, resource }) => ({ id, properties: this.resolve(stack, resource.Properties) as Record<string, any> }))
      .filter(({ properties }) => properties.Roles?.includes(roleName))
      .map(({ id, properties }) => ({ name: id, policy: properties.PolicyDocument }));
    return [...inside.map(({ PolicyName, PolicyDocument }) => ({ name: PolicyName, policy: PolicyDocument })), ...beside];
  }

  /** The policy of the queue, topic, bucket or key behind the ARN. */
  private policyOn(arn: string): unknown {
    for (const found of this.resources) {
      const properties = this.resolve(found.stack, found.resource.Properties ?? {}) as Record<string, any>;
      if (found.resource.Type === 'AWS::KMS::Key' && this.attribute(found, 'Arn') === arn) return properties.KeyPolicy;
      if (
        found.resource.Type === 'AWS::SQS::QueuePolicy' &&
        properties.Queues.some((url: string) => arn.endsWith(`:${url.split('/').pop()}`))
      ) {
        return properties.PolicyDocument;
      }
      if (found.resource.Type === 'AWS::SNS::TopicPolicy' && properties.Topics.includes(arn)) return properties.PolicyDocument;
    }
    return undefined;
  }

  private byId(stack: string, id: string): Found {
    const found = this.resources.find((candidate) => candidate.stack === stack && candidate.id === id);
    if (!found) throw new Error(`no resource ${id} in ${stack}`);
    return found;
  }

  private reference(found: Found): string {
    const { Type } = found.resource;
    const name = String(this.resolve(found.stack, found.resource.Properties?.[NAMES[Type]] ?? `${found.stack}-${found.id}`));
    if (Type === 'AWS::SQS::Queue') return `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/${name}`;
    if (Type === 'AWS::SecretsManager::Secret') return `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:${name}`;
    if (Type === 'AWS::SNS::Topic') return `arn:aws:sns:${REGION}:${ACCOUNT}:${name}`;
    if (Type === 'AWS::Lambda::Alias') return this.qualified(found, String(found.resource.Properties?.Name));
    if (Type === 'AWS::ApiGateway::Stage') return String(found.resource.Properties?.StageName);
    if (Type === 'AWS::Lambda::Version') return this.qualified(found, '1');
    return name;
  }

  /** The ARN of an alias or a version. */
  private qualified({ stack, resource }: Found, qualifier: string): string {
    const fn = String(this.resolve(stack, resource.Properties?.FunctionName));
    return `${fn.startsWith('arn:') ? fn : `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${fn}`}:${qualifier}`;
  }

  /** The ARN of what a function URL calls, by which CloudFormation also names an alias. */
  private urlTarget({ stack, resource }: Found): string {
    const { TargetFunctionArn, Qualifier } = resource.Properties ?? {};
    const target = String(this.resolve(stack, TargetFunctionArn));
    return Qualifier === undefined ? target : `${target}:${Qualifier}`;
  }

  private attribute(found: Found, attribute: string): string {
    const name = this.reference(found).split('/').pop();
    if (attribute === 'QueueName') return String(name);
    switch (found.resource.Type) {
      case 'AWS::IAM::Role':
        return `arn:aws:iam::${ACCOUNT}:role/${name}`;
      case 'AWS::SQS::Queue':
        return `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;
      case 'AWS::SNS::Topic':
        return `arn:aws:sns:${REGION}:${ACCOUNT}:${String(name).split(':').pop()}`;
      case 'AWS::Logs::LogGroup':
        return `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${name}:*`;
      case 'AWS::Lambda::Function':
        return `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;
      case 'AWS::Lambda::Url':
        return this.urlTarget(found);
      case 'AWS::KMS::Key':
        return `arn:aws:kms:${REGION}:${ACCOUNT}:key/${name}`;
      case 'AWS::S3::Bucket':
        return `arn:aws:s3:::${name}`;
      case 'AWS::DynamoDB::Table':
      case 'AWS::DynamoDB::GlobalTable':
        return `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${name}${attribute === 'StreamArn' ? STREAM : ''}`;
      case 'AWS::Kinesis::Stream':
        return `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/${name}`;
      case 'AWS::Kinesis::StreamConsumer':
        return `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/orders/consumer/${name}:1700000000`;
      case 'AWS::SecretsManager::Secret':
        return String(name);
      case 'AWS::MSK::Cluster':
        return `arn:aws:kafka:${REGION}:${ACCOUNT}:cluster/${name}/abc-1`;
      case 'AWS::Events::EventBus':
        return `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/${name}`;
      default:
        return `arn:aws:other:${REGION}:${ACCOUNT}:${name}`;
    }
  }

  private resolve(stack: string, value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.resolve(stack, item));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    if (entries.length === 1) {
      const [name, argument] = entries[0];
      if (name === 'Ref') return PSEUDO[argument as string] ?? this.reference(this.byId(stack, argument));
      if (name === 'Fn::GetAtt') return this.attribute(this.byId(stack, argument[0]), argument[1]);
      if (name === 'Fn::Join') return (this.resolve(stack, argument[1]) as string[]).join(argument[0]);
      if (name === 'Fn::Split') return String(this.resolve(stack, argument[1])).split(argument[0]);
      if (name === 'Fn::Select') return (this.resolve(stack, argument[1]) as unknown[])[argument[0]];
      if (name === 'Fn::ImportValue') {
        const found = this.exports.get(String(this.resolve(stack, argument)));
        if (!found) throw new Error(`no export ${argument}`);
        return this.resolve(found.stack, found.value);
      }
    }
    return Object.fromEntries(entries.map(([name, item]) => [name, this.resolve(stack, item)]));
  }
}

/** The statement that Lambda makes of a permission. */
function statementOf({ Action, Principal, FunctionName, SourceArn, SourceAccount, ...others }: Record<string, string | boolean>): object {
  const { FunctionUrlAuthType, InvokedViaFunctionUrl } = others;
  const bool = InvokedViaFunctionUrl === undefined ? {} : { Bool: { 'lambda:InvokedViaFunctionUrl': String(InvokedViaFunctionUrl) } };
  const equals = {
    ...(SourceAccount === undefined ? {} : { 'aws:SourceAccount': SourceAccount }),
    ...(FunctionUrlAuthType === undefined ? {} : { 'lambda:FunctionUrlAuthType': FunctionUrlAuthType }),
  };
  return {
    Effect: 'Allow',
    Action,
    Principal: { Service: Principal },
    Resource: FunctionName,
    Condition: {
      ...bool,
      ...(Object.keys(equals).length > 0 ? { StringEquals: equals } : {}),
      ...(SourceArn === undefined ? {} : { ArnLike: { 'aws:SourceArn': SourceArn } }),
    },
  };
}

const PSEUDO: Record<string, string> = {
  'AWS::Partition': 'aws',
  'AWS::Region': REGION,
  'AWS::AccountId': ACCOUNT,
  'AWS::StackId': `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/Shop/1`,
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::NoValue': '',
};

const NAMES: Record<string, string> = {
  'AWS::IAM::Role': 'RoleName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Events::EventBus': 'Name',
};
