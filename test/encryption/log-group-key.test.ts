import { App, Aspects, PropertyInjectors } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { orders, stackOf, warningsOf } from '../harness';

const policyOf = (stack: ReturnType<typeof stackOf>) => JSON.stringify(Template.fromStack(stack).findResources('AWS::KMS::Key'));
const rolePolicies = (stack: ReturnType<typeof stackOf>) =>
  JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Policy')) +
  JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Role'));
const SERVICE = '"logs.';

const WAYS: [string, (stack: ReturnType<typeof stackOf>, key: kms.IKey) => void][] = [
  ["the user's own group", (stack, key) => orders(stack, { logGroup: new logs.LogGroup(stack, 'Logs', { encryptionKey: key }) })],
  [
    'a property injector',
    (stack, encryptionKey) => {
      const inject = (props: object) => ({ ...props, encryptionKey });
      PropertyInjectors.of(stack).add({ constructUniqueId: logs.LogGroup.PROPERTY_INJECTION_ID, inject });
      orders(stack);
    },
  ],
  [
    'an aspect',
    (stack, key) => {
      orders(stack);
      Aspects.of(stack).add({
        visit: (node) => {
          if (node instanceof logs.CfnLogGroup) node.kmsKeyId = key.keyArn;
        },
      });
    },
  ],
];

test.each(WAYS)('a key of the app that %s brings allows CloudWatch Logs, and the role may use it', (_, make) => {
  const stack = stackOf();
  make(stack, new kms.Key(stack, 'Key'));
  expect(policyOf(stack)).toContain(SERVICE);
  expect(rolePolicies(stack)).toContain('kms:ReEncryptFrom');
});

test('a key that allows CloudWatch Logs in its own words stays as it is', () => {
  const stack = stackOf();
  const key = new kms.Key(stack, 'Key');
  const { stack: s } = orders(stack, { logGroup: new logs.LogGroup(stack, 'Logs', { encryptionKey: key }) });
  const { ServicePrincipal, PolicyStatement } = require('aws-cdk-lib/aws-iam');
  key.addToResourcePolicy(
    new PolicyStatement({ principals: [new ServicePrincipal('logs.amazonaws.com')], actions: ['kms:*'], resources: ['*'] }),
  );
  expect(policyOf(s).match(/logs\./g)).toHaveLength(1);
});

test.each<[string, object]>([
  ['another region', { principal: 'logs.us-east-1.amazonaws.com' }],
  ['another log group', { principal: 'logs.eu-west-1.amazonaws.com', context: 'arn:aws:logs:eu-west-1:111122223333:log-group:/other' }],
])('a key that allows CloudWatch Logs of %s allows those of the group too', (_, { principal, context }: any) => {
  const stack = stackOf(new App(), 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
  const key = new kms.Key(stack, 'Key');
  key.addToResourcePolicy(
    new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal(principal)],
      actions: ['kms:*'],
      resources: ['*'],
      conditions: context && { ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': context } },
    }),
  );
  orders(stack, { logGroup: new logs.LogGroup(stack, 'Logs', { encryptionKey: key, logGroupName: '/mine' }) });
  expect(policyOf(stack)).toContain('"Sid":"AllowCloudWatchLogs"');
});

test('an alias of a key of the app leads to the key', () => {
  const stack = stackOf();
  const alias = new kms.Key(stack, 'Key').addAlias('logs');
  orders(stack, { logGroup: new logs.LogGroup(stack, 'Logs', { encryptionKey: alias }) });
  expect(policyOf(stack)).toContain(SERVICE);
  expect(warningsOf(stack)).toEqual([]);
  expect(rolePolicies(stack)).toContain('"Resource":{"Fn::GetAtt":["Key');
  expect(rolePolicies(stack)).not.toContain(':alias/');
});

test('a key of CloudFormation that allows it under a condition is accepted', () => {
  const stack = stackOf(new App(), 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
  const key = new kms.CfnKey(stack, 'Key', {
    keyPolicy: {
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'logs.eu-west-1.amazonaws.com' },
          Action: 'kms:*',
          Resource: '*',
          Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:*:*:log-group:/mine*' } },
        },
      ],
    },
  });
  const logGroup = new logs.LogGroup(stack, 'Logs');
  (logGroup.node.defaultChild as logs.CfnLogGroup).kmsKeyId = key.attrArn;
  orders(stack, { logGroup });
  expect(() => Template.fromStack(stack)).not.toThrow();
});

test('a key of CloudFormation whose policy does not is refused with the statement', () => {
  const app = new App();
  const stack = stackOf(app);
  const key = new kms.CfnKey(stack, 'Key', { keyPolicy: { Statement: [] } });
  const logGroup = new logs.LogGroup(stack, 'Logs');
  (logGroup.node.defaultChild as logs.CfnLogGroup).kmsKeyId = key.attrArn;
  orders(stack, { logGroup });
  expect(() => app.synth()).toThrow(/the key of the log group must allow CloudWatch Logs to use it, got Shop\/Key, .*AllowCloudWatchLogs/);
});

test('an imported key is a warning, and no key is silent', () => {
  const stack = stackOf();
  const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/1');
  orders(stack, { logGroup: new logs.LogGroup(stack, 'Logs', { encryptionKey }) });
  Template.fromStack(stack);
  expect(warningsOf(stack)).toEqual([expect.stringContaining('HardenedLambda::ImportedKey')]);
  const plain = stackOf();
  orders(plain, { logGroup: new logs.LogGroup(plain, 'Logs') });
  Template.fromStack(plain);
  expect(warningsOf(plain)).toEqual([]);
});
