import { ListTagsForResourceCommand as AlarmTags, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeLogGroupsCommand, ListTagsForResourceCommand as LogTags } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeTableCommand, ListTagsOfResourceCommand as TableTags } from '@aws-sdk/client-dynamodb';
import { DescribeSecurityGroupsCommand } from '@aws-sdk/client-ec2';
import {
  GetPolicyCommand as GetManagedPolicy,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { DescribeKeyCommand, GetKeyPolicyCommand, GetKeyRotationStatusCommand, ListResourceTagsCommand } from '@aws-sdk/client-kms';
import {
  GetEventSourceMappingCommand,
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionEventInvokeConfigCommand,
  ListTagsCommand,
} from '@aws-sdk/client-lambda';
import { GetTopicAttributesCommand, ListSubscriptionsByTopicCommand, ListTagsForResourceCommand as TopicTags } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, ListQueueTagsCommand } from '@aws-sdk/client-sqs';
import { strFromU8, unzipSync } from 'fflate';
import type { Clients } from '../clients';
import type { Resource } from './template';

type Read = Record<string, unknown>;
type Reader = (clients: Clients, resource: Resource) => Promise<Read>;

const listed = (tags: Record<string, string> = {}): Read[] => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
const parsed = (text?: string): unknown => (text ? JSON.parse(text.startsWith('%') ? decodeURIComponent(text) : text) : undefined);

/** The one file of the archive, which CloudFormation makes of the code in a template. */
async function inlineCode(archive: string): Promise<string> {
  const files = unzipSync(new Uint8Array(await (await fetch(archive)).arrayBuffer()));
  return strFromU8(files['index.js']);
}

/** What the services say of each type that the library makes, under the names that CloudFormation has for it. */
export const READERS: Record<string, Reader> = {
  async 'AWS::Lambda::Function'({ lambda }, { name: FunctionName }) {
    const { Configuration = {}, Code: { Location = '' } = {}, Tags } = await lambda.send(new GetFunctionCommand({ FunctionName }));
    const { ReservedConcurrentExecutions } = await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName }));
    return {
      ...Configuration,
      KmsKeyArn: Configuration.KMSKeyArn,
      ReservedConcurrentExecutions,
      Code: { ZipFile: await inlineCode(Location) },
      Tags: listed(Tags),
    };
  },
  async 'AWS::Lambda::EventInvokeConfig'({ lambda }, { properties }) {
    const { FunctionName, Qualifier } = properties as Record<string, string>;
    const read = await lambda.send(new GetFunctionEventInvokeConfigCommand({ FunctionName, Qualifier }));
    const [, , , , , , name, qualifier] = read.FunctionArn?.split(':') ?? [];
    return { ...read, FunctionName: name, Qualifier: qualifier };
  },
  async 'AWS::Lambda::EventSourceMapping'({ lambda }, { name: UUID }) {
    const read = await lambda.send(new GetEventSourceMappingCommand({ UUID }));
    const Enabled = read.State === 'Enabled';
    const { Tags } = await lambda.send(new ListTagsCommand({ Resource: read.EventSourceMappingArn }));
    return { ...read, Enabled, FunctionName: read.FunctionArn?.split(':')[6], Tags: listed(Tags) };
  },
  async 'AWS::SQS::Queue'({ sqs }, { name: QueueUrl }) {
    const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
    const { Tags } = await sqs.send(new ListQueueTagsCommand({ QueueUrl }));
    return { ...Attributes, RedrivePolicy: parsed(Attributes.RedrivePolicy), Tags: listed(Tags) };
  },
  async 'AWS::SQS::QueuePolicy'({ sqs }, { properties }) {
    const [QueueUrl] = properties.Queues as string[];
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Policy'] }));
    return { Queues: [QueueUrl], PolicyDocument: parsed(Attributes?.Policy) };
  },
  async 'AWS::SNS::Topic'({ sns }, { name: TopicArn }) {
    const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
    const { Tags } = await sns.send(new TopicTags({ ResourceArn: TopicArn }));
    return { ...Attributes, Tags };
  },
  async 'AWS::SNS::TopicPolicy'({ sns }, { properties }) {
    const [TopicArn] = properties.Topics as string[];
    const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
    return { Topics: [TopicArn], PolicyDocument: parsed(Attributes?.Policy) };
  },
  async 'AWS::SNS::Subscription'({ sns }, { properties }) {
    const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: String(properties.TopicArn) }));
    return { ...Subscriptions.find(({ Endpoint }) => Endpoint === properties.Endpoint) };
  },
  async 'AWS::Logs::LogGroup'({ logs }, { name }) {
    const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: name }));
    const [{ logGroupName, retentionInDays, kmsKeyId, logGroupClass, logGroupArn }] = logGroups;
    const { tags } = await logs.send(new LogTags({ resourceArn: logGroupArn }));
    return {
      LogGroupName: logGroupName,
      RetentionInDays: retentionInDays,
      KmsKeyId: kmsKeyId,
      LogGroupClass: logGroupClass,
      Tags: listed(tags),
    };
  },
  async 'AWS::IAM::Role'({ iam }, { name: RoleName }) {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
    const inline = await Promise.all(PolicyNames.map((PolicyName) => iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }))));
    return {
      ...Role,
      Policies: inline.map(({ PolicyName, PolicyDocument }) => ({ PolicyName, PolicyDocument: parsed(PolicyDocument) })),
      AssumeRolePolicyDocument: parsed(Role?.AssumeRolePolicyDocument),
      ManagedPolicyArns: AttachedPolicies.map(({ PolicyArn }) => PolicyArn),
    };
  },
  async 'AWS::IAM::Policy'({ iam }, { properties }) {
    const [RoleName] = properties.Roles as string[];
    const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
    const PolicyName = PolicyNames.find((each) => each === properties.PolicyName);
    const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
    return { PolicyName, Roles: [RoleName], PolicyDocument: parsed(PolicyDocument) };
  },
  async 'AWS::IAM::ManagedPolicy'({ iam }, { name: PolicyArn, properties }) {
    const [RoleName] = properties.Roles as string[];
    const { Policy } = await iam.send(new GetManagedPolicy({ PolicyArn }));
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy?.DefaultVersionId }));
    const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    const Roles = AttachedPolicies.some((each) => each.PolicyArn === PolicyArn) ? [RoleName] : [];
    return { ...Policy, PolicyDocument: parsed(PolicyVersion?.Document), Roles };
  },
  async 'AWS::DynamoDB::Table'({ dynamoDb }, { name: TableName }) {
    const { Table } = await dynamoDb.send(new DescribeTableCommand({ TableName }));
    const { Tags } = await dynamoDb.send(new TableTags({ ResourceArn: Table?.TableArn }));
    return { ...Table, Tags };
  },
  async 'AWS::EC2::SecurityGroup'({ ec2 }, { name }) {
    const { SecurityGroups: [group] = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [name] }));
    const SecurityGroupEgress = group.IpPermissionsEgress?.flatMap(({ IpRanges = [], ...rule }) =>
      IpRanges.map((range) => ({ ...rule, ...range })),
    );
    return { ...group, GroupDescription: group.Description, SecurityGroupEgress };
  },
  async 'AWS::CloudWatch::Alarm'({ cloudWatch }, { name }) {
    const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: [name] }));
    const { Tags } = await cloudWatch.send(new AlarmTags({ ResourceARN: MetricAlarms[0].AlarmArn }));
    return { ...MetricAlarms[0], Tags };
  },
  async 'AWS::KMS::Key'({ kms }, { name: KeyId }) {
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
    const { KeyRotationEnabled, RotationPeriodInDays } = await kms.send(new GetKeyRotationStatusCommand({ KeyId }));
    const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }));
    const { Tags = [] } = await kms.send(new ListResourceTagsCommand({ KeyId }));
    const tags = Tags.map(({ TagKey, TagValue }) => ({ Key: TagKey, Value: TagValue }));
    return { ...KeyMetadata, EnableKeyRotation: KeyRotationEnabled, RotationPeriodInDays, KeyPolicy: parsed(Policy), Tags: tags };
  },
};
