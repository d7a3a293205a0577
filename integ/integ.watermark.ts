import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { RemovalPolicies, Stack } from 'aws-cdk-lib';
import type { FunctionUrlDistribution } from 'cdk-hardened-lambda';
import { watermarkApp } from '../examples/watermark/app';

/*
 * examples/watermark as a whole: through CloudFront, the function looks into its bucket, and refuses what it has not and widths that
 * nobody may ask for.
 */

const app = watermarkApp();
const stack = app.node.findChild('Watermark') as Stack;

// Production keeps them; a test leaves only the buckets behind, which have access logs in them.
RemovalPolicies.of(stack).destroy({ excludeResourceTypes: ['AWS::S3::Bucket'] });

// What asks is in the region of the stack.
const assertionStack = new Stack(app, 'DeployAssert', { env: { region: stack.region } });
const integ = new IntegTest(app, 'Scenario', { testCases: [stack], assertionStack });
const { distributionDomainName } = stack.node.findChild('Images') as FunctionUrlDistribution;
const answers = (path: string, status: number) =>
  integ.assertions.httpApiCall(`https://${distributionDomainName}${path}`).expect(ExpectedResult.objectLike({ status }));

answers('/absent.jpg?width=640', 404).next(answers('/absent.jpg?width=641', 400)).next(answers('/absent.txt', 404));
