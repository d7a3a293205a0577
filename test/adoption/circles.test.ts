import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestedStack, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import type { Construct } from 'constructs';
import { HardenedFunctionDefaults, HardeningProfile } from '../../lib';

import { adopted, BY_ASPECT, BY_CALL, type Templates } from './adopted';
import { deployments, ENVIRONMENT, odd, rawResource } from './odd-application';

const TRUST = {
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const OWN = {
  policyName: 'Own',
  policyDocument: { Statement: [{ Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '*' }] },
};
const FUNCTION = { code: { zipFile: 'exports.handler = async () => {};' }, handler: 'index.handler', runtime: 'nodejs24.x' };

const roleWith = (scope: Construct, props: Partial<iam.CfnRoleProps>): iam.CfnRole =>
  new iam.CfnRole(scope, 'Role', { assumeRolePolicyDocument: TRUST, ...props });
const functionOf = (role: iam.CfnRole, id = 'Orders', stack: Construct = role.stack): lambda.CfnFunction =>
  new lambda.CfnFunction(stack, id, { ...FUNCTION, role: role.attrArn });

const KINDS: [string, (stack: Stack) => void][] = [
  ['without a policy', (stack) => functionOf(roleWith(stack, {}))],
  ['with inline policies of the app', (stack) => functionOf(roleWith(stack, { policies: [OWN] }))],
  [
    'that functions share',
    (stack) => {
      const role = roleWith(stack, {});
      for (const id of ['Orders', 'Payments']) functionOf(role, id);
    },
  ],
  ['of the parent of its stack', (stack) => functionOf(roleWith(stack, { policies: [OWN] }), 'Orders', new NestedStack(stack, 'Nested'))],
  ['that is raw', (stack) => rawResource(stack, 'Orders')],
  [
    'of a template that is included',
    (stack) => {
      const template = {
        Resources: {
          Role: {
            Type: 'AWS::IAM::Role',
            Properties: { AssumeRolePolicyDocument: TRUST, Policies: [{ PolicyName: 'Own', PolicyDocument: OWN.policyDocument }] },
          },
          Orders: {
            Type: 'AWS::Lambda::Function',
            Properties: {
              Code: { ZipFile: 'x' },
              Handler: 'index.handler',
              Runtime: 'nodejs24.x',
              Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
            },
          },
        },
      };
      const templateFile = join(mkdtempSync(join(tmpdir(), 'included-')), 'template.json');
      writeFileSync(templateFile, JSON.stringify(template));
      new CfnInclude(stack, 'Included', { templateFile });
    },
  ],
];

/** Throws where resources wait for each other, which CloudFormation refuses. */
function expectNoCircle(templates: Templates): void {
  for (const resources of Object.values(templates)) Template.fromJSON({ Resources: resources });
}

const WAYS = [
  ['by a call', BY_CALL],
  ['by an aspect', BY_ASPECT],
] as const;

describe.each(WAYS)('resources do not wait for each other where %s', (_, way) => {
  describe.each([
    ['standard', HardeningProfile.standard()],
    ['strict', HardeningProfile.strict().derive({ requirements: [] })],
  ])('the profile is %s', (_name, profile) => {
    test.each(KINDS)('and a function that no class holds has a role %s', (_kind, make) => {
      const { hardened } = adopted(
        (app) => {
          HardenedFunctionDefaults.of(app).set({ profile });
          make(new Stack(app, 'Shop', { env: ENVIRONMENT }));
        },
        {},
        way,
      );
      expectNoCircle(hardened);
      // The function itself waits for what its role has to allow.
      const functions = Object.values(hardened)
        .flatMap((resources) => Object.values(resources))
        .filter(({ Type }) => Type === 'AWS::Lambda::Function');
      const isInRole = JSON.stringify(hardened).includes('"PolicyName":"LambdaService"');
      if (!isInRole) for (const { DependsOn } of functions) expect(DependsOn).toContainEqual(expect.stringMatching(/ServicePolicy/));
    });

    test.each([
      ['odd', odd],
      ['deployments', deployments],
    ])('and the application is %s', (_app, application) => {
      expectNoCircle(
        adopted(
          (app) => {
            HardenedFunctionDefaults.of(app).set({ profile });
            application(app);
          },
          {},
          way,
        ).hardened,
      );
    });
  });
});
