import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { fileSystemStatements, withoutStatements } from '../../lib/execution/file-system-statements';

const ARN = 'arn:aws:elasticfilesystem:eu-west-1:111122223333:access-point/fsap-1';
const statement = (action: string, ...resources: string[]) => new iam.PolicyStatement({ actions: [action], resources });
const mounting = (...policies: iam.PolicyStatement[]): lambda.FileSystem => ({
  config: { localMountPath: '/mnt/files', arn: ARN, policies },
});
const asked = (...policies: iam.PolicyStatement[]) => fileSystemStatements(mounting(...policies)).map((made) => made.toStatementJson());

test('without a file system nothing is allowed', () => expect(fileSystemStatements(undefined)).toEqual([]));

test('a file system that asks for nothing gets nothing', () => {
  expect(fileSystemStatements({ config: { localMountPath: '/mnt/files', arn: ARN } })).toEqual([]);
});

test('what is asked for on every file system is allowed on those that are named', () => {
  const conditions = { StringEquals: { 'elasticfilesystem:AccessPointArn': ARN } };
  const mount = new iam.PolicyStatement({ actions: ['elasticfilesystem:ClientMount'], resources: ['*'], conditions });
  expect(asked(mount, statement('elasticfilesystem:ClientWrite', ARN))).toEqual([
    { Effect: 'Allow', Action: 'elasticfilesystem:ClientMount', Resource: ARN, Condition: conditions },
    { Effect: 'Allow', Action: 'elasticfilesystem:ClientWrite', Resource: ARN },
  ]);
});

test('where none is named, it stays as it was asked for', () => {
  expect(asked(statement('elasticfilesystem:ClientMount', '*'))).toEqual([
    { Effect: 'Allow', Action: 'elasticfilesystem:ClientMount', Resource: '*' },
  ]);
});

test('the file system keeps all but its statements', () => {
  const fileSystem = mounting(statement('elasticfilesystem:ClientMount', '*'));
  expect(withoutStatements(fileSystem).config).toEqual({ localMountPath: '/mnt/files', arn: ARN, policies: undefined });
  expect(fileSystem.config.policies).toHaveLength(1);
});
