import { GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import type { Clients } from '../clients';
import type { Deployed } from '../deployed';
import { ACCOUNT, REGION } from '../emulator';

export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  /** By which its service knows it. */
  readonly name: string;
  /** As the template has them, with what its references stand for. */
  readonly properties: Record<string, unknown>;
}

const PSEUDO: Record<string, string> = {
  'AWS::AccountId': ACCOUNT,
  'AWS::Region': REGION,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': 'ReadBack',
};

/** The resources of the deployed stack's template. */
export async function resourcesOf({ cloudFormation, dynamoDb }: Clients, deployed: Deployed): Promise<Resource[]> {
  const { TemplateBody = '' } = await cloudFormation.send(new GetTemplateCommand({ StackName: deployed.stackId }));
  const template = JSON.parse(TemplateBody);
  const names = new Map(deployed.resources.map((each) => [String(each.LogicalResourceId), String(each.PhysicalResourceId)]));
  // The one attribute that no name tells.
  const { Table } = await dynamoDb.send(new DescribeTableCommand({ TableName: deployed.nameOf('DynamoDB::Table', 'Table') }));
  const resolve = resolverOf(
    (logicalId) => ({ name: String(names.get(logicalId)), type: template.Resources[logicalId].Type }),
    String(Table?.LatestStreamArn),
  );
  return Object.entries<any>(template.Resources)
    .filter(([, { Type }]) => Type !== 'AWS::CDK::Metadata')
    .map(([logicalId, { Type, Properties = {} }]) => ({
      logicalId,
      type: Type,
      name: String(names.get(logicalId)),
      properties: resolve(Properties) as Record<string, unknown>,
    }));
}

type Named = (logicalId: string) => { readonly name: string; readonly type: string };

/** Puts what they stand for in the place of references. */
function resolverOf(named: Named, stream: string): (value: unknown) => unknown {
  const resolve = (value: any): unknown => {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== 'object' || value === null) return value;
    if (value.Ref) return PSEUDO[value.Ref] ?? named(value.Ref).name;
    if (value['Fn::GetAtt']?.[1] === 'StreamArn') return stream;
    if (value['Fn::GetAtt']) return attribute(named(value['Fn::GetAtt'][0]), value['Fn::GetAtt'][1]);
    if (value['Fn::Join']) return (resolve(value['Fn::Join'][1]) as string[]).join(value['Fn::Join'][0]);
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolve(each)]));
  };
  return resolve;
}

/** What `Fn::GetAtt` gives, which the name alone tells. */
function attribute({ name, type }: ReturnType<Named>, attribute: string): unknown {
  const last = name.split('/').slice(-1)[0];
  if (attribute === 'QueueName') return last;
  if (attribute === 'TopicName') return name.split(':').slice(-1)[0];
  if (attribute === 'GroupId') return name;
  const arns: Record<string, string> = {
    'AWS::SQS::Queue': `arn:aws:sqs:${REGION}:${ACCOUNT}:${last}`,
    'AWS::Lambda::Function': `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`,
    'AWS::IAM::Role': `arn:aws:iam::${ACCOUNT}:role/${name}`,
    'AWS::Logs::LogGroup': `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${name}:*`,
    'AWS::KMS::Key': `arn:aws:kms:${REGION}:${ACCOUNT}:key/${name}`,
    'AWS::DynamoDB::Table': `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${name}`,
  };
  if (attribute !== 'Arn' || !arns[type])
    throw new Error(`what is '${attribute}' of ${type}? Add it to verify/emulator/readback/template.ts`);
  return arns[type];
}
