import { App, type AppProps, Duration, Stack, Tags } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  AlarmActions,
  DynamoFilter,
  HardenedDynamoEventSource,
  HardenedFunction,
  HardenedFunctionDefaults,
  HardenedSqsEventSource,
  HardeningProfile,
  SqsFilter,
} from 'cdk-hardened-lambda';

const CODE = {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline('exports.handler = async () => {};'),
};

/** Functions of both profiles that production uses, with all that they make. */
export function readBackApp(props?: AppProps): App {
  const app = new App(props);
  const stack = new Stack(app, 'ReadBack');
  Tags.of(stack).add('team', 'orders');
  HardenedFunctionDefaults.of(stack).set({ alarmActions: AlarmActions.email('ops@example.com') });
  const table = new dynamodb.Table(stack, 'Table', {
    partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
    stream: dynamodb.StreamViewType.NEW_IMAGE,
  });
  const standard = new HardenedFunction(stack, 'Standard', {
    ...CODE,
    description: 'keeps orders',
    environment: { TABLE_NAME: table.tableName },
    maxEventAge: Duration.hours(1),
    retryAttempts: 1,
    events: [
      HardenedSqsEventSource.withNewQueue({ filters: [SqsFilter.body({ kind: ['order'] })], maxConcurrency: 10 }),
      new HardenedDynamoEventSource(table, {
        startingPosition: lambda.StartingPosition.TRIM_HORIZON,
        filters: [DynamoFilter.eventName('INSERT')],
      }),
    ],
  });
  standard.addToRolePolicy(new iam.PolicyStatement({ actions: ['dynamodb:PutItem'], resources: [table.tableArn] }));
  strict(stack);
  return app;
}

function strict(stack: Stack): void {
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-1',
    availabilityZones: ['us-east-1a', 'us-east-1b'],
    privateSubnetIds: ['subnet-1', 'subnet-2'],
    privateSubnetRouteTableIds: ['rtb-1', 'rtb-2'],
  });
  new HardenedFunction(stack, 'Strict', {
    ...CODE,
    profile: HardeningProfile.strict(),
    vpc,
    reservedConcurrentExecutions: 5,
  });
}
