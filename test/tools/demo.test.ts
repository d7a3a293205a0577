import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App, AppProps, Stack } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { ordersApp } from '../../examples/orders/app';
import { demo } from '../../tools/demo';
import { footprints } from '../../tools/demo/footprint';

const stackOf = (app: App): Stack => app.node.findChild('Shop') as Stack;

function orders(change: (stack: Stack) => void = () => {}): (props: AppProps) => App {
  return (props) => {
    const app = ordersApp(props);
    change(stackOf(app));
    return app;
  };
}

function run(build: (props: AppProps) => App, columns = 100): { exitCode: number; text: string } {
  let text = '';
  const out = { columns, isTTY: false, write: (chunk: string) => (text += chunk) } as unknown as NodeJS.WriteStream;
  return { exitCode: demo(out, build, mkdtempSync(join(tmpdir(), 'demo-'))), text };
}

test('the example passes', () => {
  const { exitCode, text } = run(orders());

  expect(text).toContain('✔ AwsSolutions, Serverless: no open finding.');
  expect(exitCode).toBe(0);
});

test('a finding that is left open fails, and is named', () => {
  const { exitCode, text } = run(orders((stack) => new sqs.Queue(stack, 'Unencrypted', { encryption: sqs.QueueEncryption.UNENCRYPTED })));

  expect(exitCode).toBe(1);
  expect(text).toMatch(/✘ .* findings open and not acknowledged/);
  expect(text).toContain('AwsSolutions-SQS4 at Shop/Unencrypted/Resource');
});

test.each([80, 100])('every line fits a terminal of %i columns', (columns) => {
  const { text } = run(orders(), columns);

  expect(text.split('\n').filter((line) => line.length > columns)).toEqual([]);
});

test('a stream that is no terminal gets no colour', () => {
  expect(run(orders()).text).not.toContain('\u001b');
});

test('what was made, what is open and the cost fit thirty lines, and the page is left and named', () => {
  const { text } = run(orders());

  expect(text.split('\n').length).toBeLessThanOrEqual(30);
  expect(text).toMatch(/Orders +6 +5 +HardenedFunctionFailureQueue/);
  expect(text).toContain('1.96 USD a month without traffic: ');
  const [page] = /\S+functions\.html/.exec(text) ?? [];
  expect(existsSync(page as string)).toBe(true);
});

test('a function in a stack of ten is shown beside a plain one, and costs at most 0.35 USD a month', () => {
  const [plain, standard, lean] = footprints();
  expect(plain).toEqual({ profile: 'plain', resources: 2, alarms: 0, idle: 0 });
  expect(standard.resources - plain.resources).toBeLessThanOrEqual(5);
  expect(standard.idle).toBeGreaterThan(0);
  expect(standard.idle).toBeLessThanOrEqual(0.35);
  expect(lean).toMatchObject({ alarms: 0, idle: 0 });
  expect(run(orders()).text).toMatch(
    new RegExp(`standard +${standard.resources.toFixed(1)} +${standard.alarms.toFixed(1)} +${standard.idle.toFixed(2)}`),
  );
});
