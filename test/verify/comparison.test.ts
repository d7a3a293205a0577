import { App, Duration, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { TOOLS, toolFindingsOfAll } from '../../verify/scanners/npm-packages';
import { describeSince, VALIDATING } from '../cdk';
import { CODE, orders, stackOf } from '../harness';

const templateOf = (build: (stack: Stack) => void): object => {
  const stack = stackOf(new App());
  build(stack);
  return Template.fromStack(stack).toJSON();
};

const TEMPLATES = {
  hardened: templateOf((s) => orders(s)),
  plain: templateOf((s) => new lambda.Function(s, 'Orders', CODE)),
  refused: templateOf((s) => {
    const fn = new lambda.Function(s, 'Orders', CODE);
    (fn.node.defaultChild as lambda.CfnFunction).addPropertyOverride('MemorySize', 64);
  }),
  fifo: templateOf((s) => {
    const queue = new sqs.Queue(s, 'Events', { fifo: true });
    const fn = new lambda.Function(s, 'Orders', { ...CODE, timeout: Duration.seconds(30) });
    new lambda.CfnEventSourceMapping(s, 'Mapping', {
      functionName: fn.functionName,
      eventSourceArn: queue.queueArn,
      batchSize: 100,
      maximumBatchingWindowInSeconds: 5,
    });
  }),
};

describeSince(VALIDATING)('the other tools that come by npm', () => {
  let found: Awaited<ReturnType<typeof toolFindingsOfAll<keyof typeof TEMPLATES>>>;
  beforeAll(async () => {
    found = await toolFindingsOfAll(TEMPLATES);
  }, 120_000);

  const rules = (name: keyof typeof TEMPLATES, wanted: string) =>
    found[name].filter((finding) => finding.tool === wanted).map(({ rule, resource }) => `${rule} ${resource}`);

  test('each finds something in one of the templates: none is silent', () => {
    const finders = new Set(Object.values(found).flatMap((findings) => findings.map(({ tool }) => tool)));
    expect([...finders].sort()).toEqual(Object.keys(TOOLS).sort());
  });

  test('know what CloudFormation refuses, by its resource and in its template alone', () => {
    expect(rules('refused', 'CloudFormation validator')).toEqual(['F3034 OrdersA9B65338']);
    expect(rules('plain', 'CloudFormation validator')).toEqual([]);
  });

  test('know what a deployment refuses beyond the schemas', () => {
    expect(rules('fifo', 'cdk-preflight')).toEqual([expect.stringMatching(/^pf-\S+ Mapping$/)]);
    expect(rules('hardened', 'cdk-preflight')).toEqual([]);
  });

  test('know what AWS asks of an organization', () => {
    expect(rules('plain', 'Control Tower')).toEqual(['lambda_inside_vpc_check OrdersA9B65338']);
  });

  test('find what is acknowledged too: the template alone is checked', () => {
    expect(rules('hardened', 'AwsSolutions')).toContain('AwsSolutions-IAM5[Resource::*] OrdersServiceRoleF2087E22');
  });
});
