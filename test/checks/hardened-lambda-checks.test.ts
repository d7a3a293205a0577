import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Duration, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { CheckSeverity, HardenedLambdaChecks, type HardenedLambdaChecksProps } from '../../lib';
import { describeSince, VALIDATING } from '../cdk';
import { CODE } from '../harness';

const ID = 'HardenedLambda::SqsVisibilityTimeout';

/** Reads a queue that shows its messages again too early, through an alias: nobody else says so. */
function badWorker(scope: Construct, id: string): lambda.Function {
  const fn = new lambda.Function(scope, id, { ...CODE, timeout: Duration.minutes(1) });
  const queue = new sqs.Queue(scope, `${id}Queue`, { visibilityTimeout: Duration.minutes(1) });
  fn.addAlias('live').addEventSource(new SqsEventSource(queue));
  (queue.node.defaultChild as sqs.CfnQueue).visibilityTimeout = 30;
  return fn;
}

const only = { disabledRules: offBut('SqsVisibilityTimeout') };
function offBut(...ids: string[]): Record<string, string> {
  const all = new HardenedLambdaChecks().ruleIds as string[];
  return Object.fromEntries(all.filter((id) => !ids.includes(id)).map((id) => [id, 'a test looks at one rule']));
}

interface Report {
  readonly violations: { readonly ruleName: string; readonly severity: string; readonly violatingConstructs: Record<string, unknown>[] }[];
  readonly suppressedViolations?: { readonly reason: string }[];
  readonly conclusion: string;
}

/** The plugin's part of the report, and whether the synthesis failed. */
function synthesized(app: App, props: HardenedLambdaChecksProps = only): { readonly report?: Report; readonly failure?: string } {
  process.env.CDK_APP_MODE = 'inmemory';
  Validations.of(app).addPlugins(new HardenedLambdaChecks(props));
  const silence = jest.spyOn(console, 'error').mockImplementation(() => {});
  let failure: string | undefined;
  try {
    app.synth();
  } catch (error) {
    failure = (error as Error).message;
  } finally {
    silence.mockRestore();
    delete process.env.CDK_APP_MODE;
  }
  try {
    const written = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8'));
    return { failure, report: written.pluginReports.find(({ pluginName }: { pluginName: string }) => pluginName === 'HardenedLambda') };
  } catch {
    return { failure };
  }
}

const newApp = () => new App({ context: { 'aws:cdk:enable-path-metadata': true } });

describeSince(VALIDATING)('in an app', () => {
  test('a finding of level error fails the synthesis, with the construct, the fix and the id', () => {
    const app = newApp();
    badWorker(new Stack(app, 'Shop'), 'Orders');
    const { failure, report } = synthesized(app);
    expect(failure).toContain("'VisibilityTimeout' must be at least the timeout of");
    expect(failure).toContain('Shop/OrdersQueue/Resource');
    expect(failure).toContain(`Acknowledge with '${ID}'`);
    expect(report?.violations[0]).toMatchObject({ ruleName: 'SqsVisibilityTimeout', severity: 'error' });
    expect(report?.violations[0].violatingConstructs[0]).toMatchObject({
      constructPath: 'Shop/OrdersQueue/Resource',
      cloudFormationResource: { propertyPaths: ['Properties.VisibilityTimeout'] },
    });
  });

  test('without path metadata the construct is found as well', () => {
    const app = new App();
    badWorker(new Stack(app, 'Shop'), 'Orders');
    expect(synthesized(app).failure).toContain('Shop/OrdersQueue/Resource');
  });

  test('where no level fails, everything is reported all the same', () => {
    const app = newApp();
    badWorker(new Stack(app, 'Shop'), 'Orders');
    const { failure, report } = synthesized(app, { ...only, failOn: [] });
    expect(failure).toBeUndefined();
    expect(report).toMatchObject({ conclusion: 'success', violations: [{ severity: 'warning' }] });
  });

  test('acknowledged on the construct, a finding is kept with its reason and fails nothing', () => {
    const app = newApp();
    const stack = new Stack(app, 'Shop');
    badWorker(stack, 'Orders');
    Validations.of(stack.node.findChild('OrdersQueue')).acknowledge({ id: ID, reason: 'the worker is idempotent, see ADR 3' });
    const { failure, report } = synthesized(app);
    expect(failure).toBeUndefined();
    expect(report).toMatchObject({ violations: [], suppressedViolations: [{ reason: 'the worker is idempotent, see ADR 3' }] });
  });

  test('acknowledged on one construct, the same finding on another still fails, under its own id', () => {
    const app = newApp();
    const stack = new Stack(app, 'Shop');
    badWorker(stack, 'Orders');
    badWorker(stack, 'Invoices');
    Validations.of(stack.node.findChild('OrdersQueue')).acknowledge({ id: ID, reason: 'the worker is idempotent, see ADR 3' });
    const { failure, report } = synthesized(app);
    expect(failure).toContain('Shop/InvoicesQueue/Resource');
    expect(failure).not.toContain('Shop/OrdersQueue/Resource');
    expect(report?.violations.map(({ ruleName }) => ruleName)).toEqual([
      expect.stringMatching(/^SqsVisibilityTimeout\[InvoicesQueue\w+\]$/),
    ]);
  });

  test('its own id acknowledges it too', () => {
    const app = newApp();
    const stack = new Stack(app, 'Shop');
    badWorker(stack, 'Orders');
    badWorker(stack, 'Invoices');
    for (const queue of ['Orders', 'Invoices']) {
      const resource = stack.node.findChild(`${queue}Queue`).node.defaultChild as sqs.CfnQueue;
      Validations.of(stack).acknowledge({ id: `${ID}[${stack.resolve(resource.logicalId)}]`, reason: 'see ADR 3' });
    }
    expect(synthesized(app).failure).toBeUndefined();
  });

  test('stacks of one app are checked together', () => {
    const app = newApp();
    const queue = new sqs.Queue(new Stack(app, 'Queues'), 'Queue');
    const fn = new lambda.Function(new Stack(app, 'Workers'), 'Worker', { ...CODE, timeout: Duration.seconds(20) });
    fn.addEventSource(new SqsEventSource(queue));
    (fn.node.defaultChild as lambda.CfnFunction).timeout = 31;
    expect(synthesized(app).failure).toContain('which is 31 seconds, got 30');
  });

  test('stages are separate applications, nested stacks are part of their parents', () => {
    const app = newApp();
    for (const name of ['Test', 'Live']) badWorker(new NestedStack(new Stack(new Stage(app, name), 'Shop'), 'Inner'), 'Orders');
    const { failure } = synthesized(app);
    for (const name of ['Test', 'Live']) expect(failure).toContain(`${name}/Shop/Inner/OrdersQueue/Resource`);
  });

  test('what the validator of the CDK reports is not reported twice', () => {
    const app = () => {
      const made = newApp();
      const stack = new Stack(made, 'Shop');
      const fn = new lambda.Function(stack, 'Orders', { ...CODE, timeout: Duration.seconds(20) });
      fn.addEventSource(new SqsEventSource(new sqs.Queue(stack, 'Queue')));
      (fn.node.defaultChild as lambda.CfnFunction).timeout = 31;
      return stack;
    };
    expect(HardenedLambdaChecks.findings(app(), only).map(({ ruleId }) => ruleId)).toEqual([ID]);
    process.env.CDK_VALIDATION = 'true';
    const silence = jest.spyOn(console, 'error').mockImplementation(() => {});
    try {
      const stack = app();
      expect(HardenedLambdaChecks.findings(stack, only)).toEqual([]);
    } finally {
      process.env.CDK_VALIDATION = 'false';
      silence.mockRestore();
    }
  });

  test('disabled rules report nothing', () => {
    const app = newApp();
    badWorker(new Stack(app, 'Shop'), 'Orders');
    expect(synthesized(app, { disabledRules: { ...offBut(), [ID]: 'the workers are idempotent' } })).toEqual({
      failure: undefined,
      report: undefined,
    });
  });
});

describe('in a test', () => {
  test('findings name the rule, the place and the fix', () => {
    const stack = new Stack(new App(), 'Shop');
    badWorker(stack, 'Orders');
    expect(HardenedLambdaChecks.findings(stack, only)).toEqual([
      {
        ruleId: ID,
        severity: CheckSeverity.ERROR,
        message: expect.stringMatching(/^'VisibilityTimeout' must be at least the timeout of Orders\w+, which is 60 seconds, got 30; /),
        impact: expect.any(String),
        fix: expect.any(String),
        ruleUrl: 'https://github.com/cdk-hardened-lambda/cdk-hardened-lambda/blob/main/docs/checks/SqsVisibilityTimeout.md',
        docsUrl: expect.stringMatching(/^https:/),
        logicalId: expect.stringMatching(/^OrdersQueue/),
        property: 'VisibilityTimeout',
        constructPath: 'Shop/OrdersQueue/Resource',
        functionName: expect.stringMatching(/^Orders/),
      },
    ]);
  });

  test('findings are those of the stack, without what is acknowledged', () => {
    const app = new App();
    const [shop, bank] = [new Stack(app, 'Shop'), new Stack(app, 'Bank')];
    badWorker(shop, 'Orders');
    badWorker(bank, 'Payments');
    Validations.of(shop).acknowledge({ id: ID, reason: 'see ADR 3' });
    expect(HardenedLambdaChecks.findings(shop, only)).toEqual([]);
    expect(HardenedLambdaChecks.findings(bank, only)).toHaveLength(1);
  });
});

describe('bad input', () => {
  test.each<[string, HardenedLambdaChecksProps, string]>([
    [
      'an unknown rule',
      { disabledRules: { SqsVisibilityTimout: 'x' } },
      'got "SqsVisibilityTimout"; did you mean \'HardenedLambda::SqsVisibilityTimeout\'',
    ],
    ['nothing like a rule', { disabledRules: { x: 'y' } }, 'docs/checks.md lists them'],
    ['an empty reason', { disabledRules: { [ID]: ' ' } }, `must have a reason for each rule, got " " for ${ID}`],
    ['an unknown level', { failOn: ['fatal' as CheckSeverity] }, 'must list values of CheckSeverity, got "fatal"'],
    ['a level that is missing', { failOn: [undefined as unknown as CheckSeverity] }, 'must list values of CheckSeverity, got undefined'],
    [
      'an unknown option',
      { failon: [] } as never,
      "'HardenedLambdaChecks' must have options that exist, got 'failon'; did you mean 'failOn'",
    ],
    [
      'a list of disabled rules',
      { disabledRules: ['RoleShared'] as never },
      'HardenedLambdaChecks: \'disabledRules\' must be an object, got ["RoleShared"]; set it for example to',
    ],
    ['no list', { failOn: 'error' as unknown as CheckSeverity[] }, 'must list values of CheckSeverity, got "error"'],
  ])('%s', (_what, props, message) => {
    expect(() => new HardenedLambdaChecks(props)).toThrow(message);
  });
});
