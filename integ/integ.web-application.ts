import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { RemovalPolicies, type Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { webApplicationApp } from '../examples/web-application/app';
import type { Site } from '../examples/web-application/site';

/*
 * examples/web-application as a whole: through the distribution, the API refuses whoever has not signed in, also with a token that
 * nobody has issued, and no file is shown before one is published.
 */

const app = webApplicationApp();
const stack = app.node.findChild('WebApplication') as Stack;

// Production keeps them; a test leaves only the buckets behind, which have access logs in them.
RemovalPolicies.of(stack).destroy({ excludeResourceTypes: ['AWS::S3::Bucket'] });
for (const node of stack.node.findAll()) {
  if (node instanceof dynamodb.CfnTable) node.deletionProtectionEnabled = false;
  if (node instanceof cognito.CfnUserPool) node.deletionProtection = 'INACTIVE';
}

const integ = new IntegTest(app, 'Scenario', { testCases: [stack] });
const { url } = stack.node.findChild('Site') as Site;
const answers = (path: string, status: number, headers?: Record<string, string>) =>
  integ.assertions.httpApiCall(`${url}${path}`, { headers }).expect(ExpectedResult.objectLike({ status }));

answers('/api/todos', 401)
  .next(answers('/api/todos', 401, { Authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.' }))
  .next(answers('/index.html', 403));
