import { readFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { EC2Client } from '@aws-sdk/client-ec2';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type Emulator, REGION } from './emulator';

const configOf = ({ endpoint, credentials, certificate }: Emulator) => ({
  endpoint,
  credentials,
  region: REGION,
  ...(certificate && { requestHandler: { httpsAgent: new Agent({ ca: readFileSync(certificate) }) } }),
});

/** AWS's own clients of the services, for the emulator. */
export class Clients {
  public readonly cloudFormation;
  public readonly cloudWatch;
  public readonly dynamoDb;
  public readonly dynamoDbStreams;
  public readonly ec2;
  public readonly eventBridge;
  public readonly iam;
  public readonly kinesis;
  public readonly kms;
  public readonly lambda;
  public readonly logs;
  public readonly s3;
  public readonly sns;
  public readonly sqs;

  constructor(emulator: Emulator) {
    const config = configOf(emulator);
    this.cloudFormation = new CloudFormationClient(config);
    this.cloudWatch = new CloudWatchClient(config);
    this.dynamoDb = new DynamoDBClient(config);
    this.dynamoDbStreams = new DynamoDBStreamsClient(config);
    this.ec2 = new EC2Client(config);
    this.eventBridge = new EventBridgeClient(config);
    this.iam = new IAMClient(config);
    this.kms = new KMSClient(config);
    this.kinesis = new KinesisClient(config);
    this.lambda = new LambdaClient(config);
    this.logs = new CloudWatchLogsClient(config);
    this.s3 = new S3Client(config);
    this.sns = new SNSClient(config);
    this.sqs = new SQSClient(config);
  }
}
