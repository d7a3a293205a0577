import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Duration, Stack, Validations } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';
import { CheckSeverity, HardenedFunction, HardenedLambdaChecks, HardenedSqsEventSource } from '../../lib';
import { describeSince, VALIDATING } from '../cdk';
import { TOLD } from '../harness';

const ID = 'HardenedLambda::RedriveReceiveCountLow';

/** What is reported under the id: warnings of the constructs, and findings of the rule. */
function reported(acknowledge: (made: { readonly fn: IConstruct; readonly queue: IConstruct; readonly stack: Stack }) => void) {
  const app = new App({ context: { 'aws:cdk:enable-path-metadata': true } });
  const stack = new Stack(app, 'Shop');
  const fn = new HardenedFunction(stack, 'Orders', TOLD);
  const queue = new sqs.Queue(stack, 'Queue', {
    visibilityTimeout: Duration.minutes(3),
    deadLetterQueue: { maxReceiveCount: 3, queue: new sqs.Queue(stack, 'Failed') },
  });
  fn.addEventSource(new HardenedSqsEventSource(queue));
  acknowledge({ fn, queue, stack });
  const all = new HardenedLambdaChecks().ruleIds as string[];
  const others = all.filter((id) => id !== 'RedriveReceiveCountLow');
  const props = { failOn: [CheckSeverity.INFO], disabledRules: Object.fromEntries(others.map((id) => [id, 'a test looks at one rule'])) };
  Validations.of(app).addPlugins(new HardenedLambdaChecks(props));
  const silence = jest.spyOn(console, 'error').mockImplementation(() => {});
  process.env.CDK_APP_MODE = 'inmemory';
  let failure: string | undefined;
  try {
    app.synth();
  } catch (error) {
    failure = (error as Error).message;
  } finally {
    silence.mockRestore();
    delete process.env.CDK_APP_MODE;
  }
  const warnings = app.node
    .findAll()
    .flatMap(({ node }) => node.metadata)
    .filter(({ type, data }) => type === 'aws:cdk:warning' && JSON.stringify(data).includes(ID));
  return { warnings: warnings.length, failure, report: () => readFileSync(join(app.outdir, 'validation-report.json'), 'utf8') };
}

describeSince(VALIDATING)('in an app', () => {
  test('a matter is warned of and found under one id', () => {
    const { warnings, failure } = reported(() => {});
    expect(warnings).toBe(1);
    expect(failure).toContain(`Acknowledge with '${ID}'`);
  });

  test.each(['fn', 'stack'] as const)('acknowledged once on the %s, both are silent, and the reason is kept', (where) => {
    const { warnings, failure, report } = reported((made) =>
      Validations.of(made[where]).acknowledge({ id: ID, reason: 'the API is slow' }),
    );
    expect({ warnings, failure }).toEqual({ warnings: 0, failure: undefined });
    expect(report()).toContain('the API is slow');
  });
});
