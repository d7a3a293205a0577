import { App, Fn, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AlarmActions, FailureCapture, HardenedDockerImageFunction, type HardenedFunctionProps } from '../../lib';
import { accepted, findingsOf, orders, stackOf } from '../harness';

const account = '111122223333';
const here = (app = new App()) => stackOf(app, 'Shop', { env: { account, region: 'eu-west-1' } });
const away = (stack: Stack) =>
  stackOf(stack.node.root as App, 'Away', { env: { account, region: 'us-east-1' }, crossRegionReferences: true });

const PARTS: [string, (stack: Stack) => Partial<HardenedFunctionProps>, string][] = [
  [
    'a role of another account',
    (s) => ({ role: iam.Role.fromRoleArn(s, 'R', 'arn:aws:iam::444455556666:role/worker') }),
    "'role' must be in the function's account (111122223333), got a role in 444455556666",
  ],
  [
    'a log group of another region',
    (s) => ({ logGroup: logs.LogGroup.fromLogGroupArn(s, 'L', `arn:aws:logs:us-east-1:${account}:log-group:g`) }),
    "'logGroup' must be in the function's region (eu-west-1), got a log group in us-east-1",
  ],
  [
    'a log group of another account',
    (s) => ({ logGroup: logs.LogGroup.fromLogGroupArn(s, 'L', 'arn:aws:logs:eu-west-1:444455556666:log-group:g') }),
    "'logGroup' must be in the function's account",
  ],
  [
    'a log group of a stack elsewhere',
    (s) => ({ logGroup: new logs.LogGroup(away(s), 'L') }),
    "'logGroup' must be in the function's region",
  ],
  [
    'a key of another region',
    (s) => ({ encryptionKey: kms.Key.fromKeyArn(s, 'K', `arn:aws:kms:us-east-1:${account}:key/1`) }),
    "'encryptionKey' must be in the function's region",
  ],
  [
    'a key of a stack elsewhere',
    (s) => ({ environmentEncryption: new kms.Key(away(s), 'K') }),
    "'environmentEncryption' must be in the function's region",
  ],
  ['a VPC of a stack elsewhere', (s) => ({ vpc: new ec2.Vpc(away(s), 'V') }), "'vpc' must be in the function's region"],
  [
    'an alias as key',
    (s) => ({ encryptionKey: kms.Alias.fromAliasName(s, 'K', 'alias/shop') }),
    "'encryptionKey' must be a key, got an alias, whose ARN grants nothing in a policy of IAM",
  ],
  [
    'an alias of the app as key',
    (s) => ({ environmentEncryption: new kms.Alias(s, 'K', { aliasName: 'shop', targetKey: new kms.Key(s, 'T') }) }),
    "'environmentEncryption' must be a key, got an alias",
  ],
];

test.each(PARTS)('%s is refused', (_, props, message) => {
  const stack = here();
  expect(() => orders(stack, props(stack))).toThrow(`Shop/Orders: ${message}`);
});

test('parts of the same region and account are silent, and so are those that nobody knows', () => {
  for (const stack of [here(), stackOf()]) {
    const role = iam.Role.fromRoleArn(stack, 'R', `arn:aws:iam::${account}:role/worker`);
    const logGroup = logs.LogGroup.fromLogGroupName(stack, 'L', 'group');
    const encryptionKey = kms.Key.fromKeyArn(stack, 'K', 'arn:aws:kms:eu-west-1:444455556666:key/1');
    expect(() => accepted(orders(stack, { role, logGroup, encryptionKey }))).not.toThrow();
  }
});

describe('an image repository', () => {
  const image = (stack: Stack, repository: ecr.IRepository, tagOrDigest = '1') =>
    new HardenedDockerImageFunction(stack, 'Orders', {
      code: lambda.DockerImageCode.fromEcr(repository, { tagOrDigest }),
      alarmActions: AlarmActions.none('a test'),
    });
  const named = (stack: Stack, region: string, owner = account) =>
    ecr.Repository.fromRepositoryAttributes(stack, 'Repo', {
      repositoryArn: `arn:aws:ecr:${region}:${owner}:repository/shop`,
      repositoryName: 'shop',
    });

  test('of another region is refused', () => {
    const stack = here();
    const message = "Shop/Orders: 'code' must be in the function's region (eu-west-1), got an image repository in us-east-1";
    expect(() => image(stack, named(stack, 'us-east-1'))).toThrow(message);
    const other = here();
    expect(() => image(other, new ecr.Repository(away(other), 'Repo'))).toThrow(message);
  });

  test('of another account, or of the same region, is not', () => {
    for (const owner of [account, '444455556666']) {
      const stack = here();
      expect(() => accepted(image(stack, named(stack, 'eu-west-1', owner)))).not.toThrow();
    }
    const stack = here();
    expect(() => accepted(image(stack, new ecr.Repository(stack, 'Repo')))).not.toThrow();
  });

  test('whose region is known at deployment is not', () => {
    const stack = here();
    const repositoryArn = Fn.importValue('OrdersRepositoryArn');
    const imported = ecr.Repository.fromRepositoryAttributes(stack, 'Imported', { repositoryArn, repositoryName: 'orders' });
    expect(() => accepted(image(stack, imported))).not.toThrow();
  });

  test('whose tag names another architecture is refused', () => {
    const stack = here();
    expect(() => accepted(image(stack, named(stack, 'eu-west-1'), 'latest-amd64'))).toThrow(
      "'code' must be an image for arm64, got one whose repository or tag says x86_64; use the image for arm64, or set " +
        "'architecture: lambda.Architecture.X86_64' (at ",
    );
    const other = here();
    expect(() => accepted(image(other, named(other, 'eu-west-1'), 'latest-arm64'))).not.toThrow();
  });
});

test('a target whose key is known by its alias is granted by the alias', () => {
  const app = new App();
  const stack = here(app);
  const encryptionMasterKey = kms.Alias.fromAliasName(stack, 'K', 'alias/shop');
  const queue = new sqs.Queue(stack, 'Failed', { encryptionMasterKey, enforceSSL: true, deadLetterQueue: undefined });
  orders(stack, { failureCapture: FailureCapture.destination(new destinations.SqsDestination(queue)) });
  const statements = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role')).flatMap(({ Properties }: any) =>
    (Properties.Policies ?? []).flatMap(({ PolicyDocument }: any) => PolicyDocument.Statement),
  );
  expect(statements).toContainEqual({
    Effect: 'Allow',
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:kms:eu-west-1:${account}:key/*`]] },
    Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/shop' } },
  });
  expect(JSON.stringify(statements)).not.toContain(':alias/');
  expect(findingsOf(app).filter((finding) => finding.includes('IAM5'))).toEqual([]);
});
