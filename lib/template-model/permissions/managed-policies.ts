import type { Fields } from '../resource';

const LOGS = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];
const INTERFACES = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];
const KAFKA_NETWORK = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeVpcs',
  'ec2:DescribeSubnets',
  'ec2:DescribeSecurityGroups',
];
const TABLE_STREAM = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'];
const TRACES = [
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:GetSamplingStatisticSummaries',
];
/** What DynamoDB's own policies allow of other services. */
const BESIDE_TABLES = [
  'application-autoscaling:*',
  'cloudwatch:*',
  'datapipeline:*',
  'dax:*',
  'ec2:Describe*',
  'iam:*',
  'kinesis:DescribeStream',
  'kinesis:DescribeStreamSummary',
  'kinesis:ListStreams',
  'kms:DescribeKey',
  'kms:ListAliases',
  'lambda:*',
  'resource-groups:*',
  'tag:*',
];

const allow = (Action: readonly string[], Resource = '*'): Fields => ({ Effect: 'Allow', Action, Resource });

/**
 * What AWS's own policies allow, by their names: those that are made for functions to the letter, others by the services
 * that they are about, which is never less than they allow. One that is not here may allow anything.
 *
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 *
 * @internal
 */
export const MANAGED_POLICIES: Readonly<Record<string, readonly Fields[]>> = {
  AWSLambdaBasicExecutionRole: [allow(LOGS)],
  AWSLambdaBasicDurableExecutionRolePolicy: [allow([...LOGS, 'lambda:CheckpointDurableExecution', 'lambda:GetDurableExecutionState'])],
  AWSLambdaVPCAccessExecutionRole: [allow([...LOGS, ...INTERFACES, 'ec2:DescribeSubnets'])],
  AWSLambdaENIManagementAccess: [allow(INTERFACES)],
  AWSLambdaSQSQueueExecutionRole: [allow([...LOGS, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'])],
  AWSLambdaDynamoDBExecutionRole: [allow([...LOGS, ...TABLE_STREAM])],
  'AWSLambdaInvocation-DynamoDB': [allow([...TABLE_STREAM, 'lambda:InvokeFunction'])],
  AWSLambdaKinesisExecutionRole: [
    allow([
      ...LOGS,
      'kinesis:DescribeStream',
      'kinesis:DescribeStreamSummary',
      'kinesis:GetRecords',
      'kinesis:GetShardIterator',
      'kinesis:ListShards',
      'kinesis:ListStreams',
      'kinesis:SubscribeToShard',
    ]),
  ],
  AWSLambdaMSKExecutionRole: [
    allow([...LOGS, ...KAFKA_NETWORK, 'kafka:DescribeCluster', 'kafka:DescribeClusterV2', 'kafka:GetBootstrapBrokers']),
  ],
  AWSLambdaExecute: [allow(['logs:*'], 'arn:aws:logs:*:*:*'), allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::*')],
  AWSLambdaRole: [allow(['lambda:InvokeFunction'])],
  AWSXRayDaemonWriteAccess: [allow(TRACES)],
  AWSXrayWriteOnlyAccess: [allow(TRACES)],
  CloudWatchLambdaInsightsExecutionRolePolicy: [
    allow(['logs:CreateLogGroup']),
    allow(['logs:CreateLogStream', 'logs:PutLogEvents'], 'arn:aws:logs:*:*:log-group:/aws/lambda-insights:*'),
  ],
  CloudWatchLambdaApplicationSignalsExecutionRolePolicy: [
    allow(['xray:PutTraceSegments']),
    allow(LOGS, 'arn:aws:logs:*:*:log-group:/aws/application-signals/data:*'),
  ],

  AdministratorAccess: [allow(['*'])],
  AmazonBedrockFullAccess: [allow(['bedrock:*', 'bedrock-mantle:*', 'sagemaker:*', 'aws-marketplace:*', 'ec2:Describe*', 'iam:*'])],
  AmazonDynamoDBFullAccess: [allow(['dynamodb:*', 'sns:*', ...BESIDE_TABLES])],
  AmazonDynamoDBReadOnlyAccess: [
    allow([
      'dynamodb:BatchGet*',
      'dynamodb:Describe*',
      'dynamodb:List*',
      'dynamodb:GetAbacStatus',
      'dynamodb:GetItem',
      'dynamodb:GetResourcePolicy',
    ]),
    allow(['dynamodb:Query', 'dynamodb:Scan', 'dynamodb:PartiQLSelect', 'sns:List*', ...BESIDE_TABLES]),
  ],
  AmazonElasticFileSystemClientReadWriteAccess: [allow(['elasticfilesystem:*'])],
  AmazonEventBridgeFullAccess: [allow(['events:*', 'schemas:*', 'scheduler:*', 'pipes:*', 'iam:*', 'secretsmanager:*'])],
  AmazonKinesisFullAccess: [allow(['kinesis:*'])],
  AmazonKinesisReadOnlyAccess: [allow(['kinesis:Get*', 'kinesis:List*', 'kinesis:Describe*'])],
  AmazonRDSDataFullAccess: [allow(['rds-data:*', 'dbqms:*', 'secretsmanager:*', 'tag:*'])],
  AmazonRekognitionFullAccess: [allow(['rekognition:*'])],
  AmazonS3FullAccess: [allow(['s3:*', 's3-object-lambda:*'])],
  AmazonS3ReadOnlyAccess: [allow(['s3:Get*', 's3:List*', 's3:Describe*', 's3-object-lambda:*'])],
  AmazonSESFullAccess: [allow(['ses:*'])],
  AmazonSNSFullAccess: [allow(['sns:*', 'sms-voice:*'])],
  AmazonSQSFullAccess: [allow(['sqs:*'])],
  AmazonSQSReadOnlyAccess: [allow(['sqs:Get*', 'sqs:List*'])],
  AmazonSSMReadOnlyAccess: [allow(['ssm:Describe*', 'ssm:Get*', 'ssm:List*'])],
  AmazonTextractFullAccess: [allow(['textract:*'])],
  AWSStepFunctionsFullAccess: [allow(['states:*'])],
  AWSXrayFullAccess: [allow(['xray:*'])],
  CloudWatchLogsFullAccess: [allow(['logs:*', 'cloudwatch:*', 'observabilityadmin:*'])],
};
