import { Aws, CfnResource, CustomResource, Duration, Fn, NestedStack, RemovalPolicy, Stack, Stage, Tags } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as deployment from 'aws-cdk-lib/aws-s3-deployment';
import * as notifications from 'aws-cdk-lib/aws-s3-notifications';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as cr from 'aws-cdk-lib/custom-resources';
import * as triggers from 'aws-cdk-lib/triggers';
import type { Construct } from 'constructs';
import { HardenedFunction } from '../../lib';
import { CODE } from '../harness';
import type { Application } from './adopted';

export const ENVIRONMENT = { account: '111122223333', region: 'us-east-1' };

export const plainFunction = (scope: Construct, id: string, props: Partial<lambda.FunctionProps> = {}): lambda.Function =>
  new lambda.Function(scope, id, { ...CODE, ...props });

const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const BASIC = `arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole`;
const CODE_OF_RESOURCE = { zipFile: 'exports.handler = async () => {};' };

/** A function and its role as resources without a construct of the CDK. */
export function rawFunction(scope: Construct, id: string): lambda.CfnFunction {
  const role = new iam.CfnRole(scope, `${id}Role`, { assumeRolePolicyDocument: TRUST, managedPolicyArns: [BASIC] });
  const runtime = lambda.Runtime.NODEJS_24_X.name;
  return new lambda.CfnFunction(scope, id, { code: CODE_OF_RESOURCE, role: role.attrArn, handler: 'index.handler', runtime });
}

/** The same, written by hand down to the names of properties. */
export function rawResource(scope: Construct, id: string): CfnResource {
  new CfnResource(scope, `${id}Role`, {
    type: 'AWS::IAM::Role',
    properties: { AssumeRolePolicyDocument: TRUST, ManagedPolicyArns: [BASIC] },
  });
  return new CfnResource(scope, id, {
    type: 'AWS::Lambda::Function',
    properties: {
      Code: { ZipFile: CODE_OF_RESOURCE.zipFile },
      Role: Fn.getAtt(`${id}Role`, 'Arn'),
      Handler: 'index.handler',
      Runtime: lambda.Runtime.NODEJS_24_X.name,
    },
  });
}

/** What the CDK makes for a deployment. */
export const deployments: Application = (app) => {
  const stack = new Stack(app, 'Deployments', { env: ENVIRONMENT });
  const handler = plainFunction(stack, 'Handler');
  const provider = new cr.Provider(stack, 'Provider', { onEventHandler: handler, isCompleteHandler: handler });
  new CustomResource(stack, 'Resource', { serviceToken: provider.serviceToken });
  new cr.AwsCustomResource(stack, 'Call', {
    onCreate: { service: 'SSM', action: 'getParameter', physicalResourceId: cr.PhysicalResourceId.of('x') },
    policy: cr.AwsCustomResourcePolicy.fromSdkCalls({ resources: ['*'] }),
  });
  const bucket = new s3.Bucket(stack, 'Bucket', { autoDeleteObjects: true, removalPolicy: RemovalPolicy.DESTROY });
  bucket.addEventNotification(s3.EventType.OBJECT_CREATED, new notifications.LambdaDestination(handler));
  new deployment.BucketDeployment(stack, 'Deploy', { destinationBucket: bucket, sources: [deployment.Source.data('a', 'b')] });
  new logs.LogRetention(stack, 'Retention', { logGroupName: '/x', retention: logs.RetentionDays.ONE_DAY });
  new triggers.Trigger(stack, 'Trigger', { handler });
  new lambda.SingletonFunction(stack, 'Single', { ...CODE, uuid: 'f7d4f730-4ee1-11e8-9c2d-fa7ae01bbebc' });
};

/** All that is odd. */
export const odd: Application = (app) => {
  const stack = new Stack(app, 'Odd', { env: ENVIRONMENT });
  const elsewhere = new Stack(app, 'Elsewhere', { env: ENVIRONMENT });
  Tags.of(app).add('team', 'orders');

  rawFunction(stack, 'Raw');
  rawResource(stack, 'Rawer');

  const shared = new iam.Role(stack, 'SharedRole', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  shared.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaBasicExecutionRole'));
  for (const id of ['SharingA', 'SharingB']) plainFunction(stack, id, { role: shared });
  plainFunction(stack, 'Inline', {
    role: new iam.Role(stack, 'InlineRole', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaBasicExecutionRole')],
      inlinePolicies: {
        Own: new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] })] }),
      },
    }),
  });
  plainFunction(stack, 'Imported', { role: iam.Role.fromRoleArn(stack, 'ImportedRole', `arn:aws:iam::${Aws.ACCOUNT_ID}:role/known`) });
  plainFunction(stack, 'OfAnotherStack', {
    role: new iam.Role(elsewhere, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }),
  });
  plainFunction(stack, 'ManyServices', {
    role: new iam.Role(stack, 'ManyRole', {
      assumedBy: new iam.CompositePrincipal(
        new iam.ServicePrincipal('lambda.amazonaws.com'),
        new iam.ServicePrincipal('states.amazonaws.com'),
      ),
    }),
  });

  const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0, maxAzs: 2, restrictDefaultSecurityGroup: false });
  const table = new dynamodb.Table(stack, 'Table', {
    partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
    stream: dynamodb.StreamViewType.NEW_IMAGE,
  });
  const inVpc = plainFunction(stack, 'InVpc', { vpc, vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } });
  table.grantReadWriteData(inVpc);
  inVpc.addEventSource(new sources.DynamoEventSource(table, { startingPosition: lambda.StartingPosition.LATEST, retryAttempts: 5 }));

  const key = new kms.Key(stack, 'Key');
  const configured = plainFunction(stack, 'Configured', {
    functionName: 'configured',
    memorySize: 128,
    timeout: Duration.seconds(3),
    tracing: lambda.Tracing.PASS_THROUGH,
    environment: { TABLE: table.tableName },
    environmentEncryption: key,
    loggingFormat: lambda.LoggingFormat.TEXT,
    logGroup: new logs.LogGroup(stack, 'Forever', { retention: logs.RetentionDays.INFINITE, encryptionKey: key }),
    retryAttempts: 1,
    onSuccess: new destinations.EventBridgeDestination(),
    deadLetterTopic: new sns.Topic(stack, 'Dead'),
  });
  configured.metricErrors().createAlarm(stack, 'ConfiguredErrors', { threshold: 1, evaluationPeriods: 1 });

  const retried = plainFunction(stack, 'Retried', { retryAttempts: 0, maxEventAge: Duration.minutes(5) });
  retried.addAlias('live').configureAsyncInvoke({ retryAttempts: 1 });
  retried.addAlias('other');
  plainFunction(stack, 'Escaped', { memorySize: 1024 });
  (stack.node.findChild('Escaped').node.defaultChild as lambda.CfnFunction).addPropertyOverride('Timeout', 900);
  (stack.node.findChild('Escaped').node.defaultChild as lambda.CfnFunction).addPropertyOverride('TracingConfig.Mode', 'PassThrough');

  for (const id of ['ReaderA', 'ReaderB', 'ReaderC', 'ReaderD']) plainFunction(stack, id);
  const reader = (id: string) => stack.node.findChild(id) as lambda.Function;
  const both = new sqs.Queue(stack, 'Both');
  reader('ReaderA').addEventSource(new sources.SqsEventSource(both));
  reader('ReaderB').addEventSource(new sources.SqsEventSource(both));
  reader('ReaderC').addEventSource(new sources.SqsEventSource(new sqs.Queue(stack, 'Short', { visibilityTimeout: Duration.seconds(10) })));
  reader('ReaderD').addEventSource(new sources.SqsEventSource(new sqs.Queue(stack, 'Fifo', { fifo: true })));
  reader('ReaderD').addEventSource(
    new sources.KinesisEventSource(new kinesis.Stream(stack, 'Stream'), { startingPosition: lambda.StartingPosition.TRIM_HORIZON }),
  );

  const bucket = new s3.Bucket(stack, 'Site');
  const edge = new cloudfront.experimental.EdgeFunction(stack, 'Edge', CODE);
  new cloudfront.Distribution(stack, 'Distribution', {
    defaultBehavior: {
      origin: origins.S3BucketOrigin.withOriginAccessControl(bucket),
      edgeLambdas: [{ functionVersion: edge.currentVersion, eventType: cloudfront.LambdaEdgeEventType.VIEWER_REQUEST }],
    },
  });

  const nested = new NestedStack(stack, 'Nested');
  plainFunction(nested, 'Inside');
  rawResource(nested, 'RawInside');
  plainFunction(new Stack(new Stage(app, 'Test', { env: ENVIRONMENT }), 'Staged'), 'Fn');
  new HardenedFunction(stack, 'Ours', CODE);
};
