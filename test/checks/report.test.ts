import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { HardenedLambdaChecks } from '../../lib';
import { describeSince } from '../cdk';
import { CODE } from '../harness';

function synthesized(report: string): void {
  const app = new App();
  const stack = new Stack(app, 'Shop');
  new lambda.Function(stack, 'Orders', { ...CODE, memorySize: 333, deadLetterQueueEnabled: true });
  Validations.of(stack).acknowledge({ id: 'HardenedLambda::FailureQueueWithoutAlarm', reason: 'A dashboard shows it.' });
  Validations.of(app).addPlugins(new HardenedLambdaChecks({ failOn: [], report }));
  app.synth();
}

const output = (name: string): string => join(mkdtempSync(join(tmpdir(), 'report-')), 'below', name);

// Before, the CDK passes template files only to plugins.
describeSince('2.258.0')('a report', () => {
  test('each synthesis leaves the page', () => {
    const page = output('page.html');
    synthesized(page);
    const text = readFileSync(page, 'utf8');
    expect(text).toContain('333 MB');
    expect(text).toContain('Shop/Orders');
  });

  test('what is acknowledged has its reason', () => {
    const report = output('report.json');
    synthesized(report);
    const { findings, functions, summary } = JSON.parse(readFileSync(report, 'utf8'));
    expect(functions).toMatchObject([{ name: 'Orders', constructPath: 'Shop/Orders' }]);
    expect(findings).toContainEqual(
      expect.objectContaining({ id: 'HardenedLambda::FailureQueueWithoutAlarm', reason: 'A dashboard shows it.' }),
    );
    expect(summary.acknowledged).toBe(1);
  });
});

test('without it, nothing is written', () => {
  const app = new App();
  const stack = new Stack(app, 'Shop');
  new lambda.Function(stack, 'Orders', CODE);
  Validations.of(app).addPlugins(new HardenedLambdaChecks({ failOn: [] }));
  expect(existsSync(join(app.synth().directory, 'page.html'))).toBe(false);
});

test.each([['page.pdf'], [''], [7], [null], [['page.html']], [{}]])('%j is refused', (report) => {
  expect(() => new HardenedLambdaChecks({ report: report as string })).toThrow(
    `HardenedLambdaChecks: 'report' must be a file that ends with .html, .json, .md, .csv, got ${JSON.stringify(report)}; set it for example to 'cdk.out/functions.html'`,
  );
});
