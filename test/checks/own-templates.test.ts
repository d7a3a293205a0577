import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { endlessAisleApp } from '../../examples/endless-aisle/app';
import { ordersApp } from '../../examples/orders/app';
import { watermarkApp } from '../../examples/watermark/app';
import { webApplicationApp } from '../../examples/web-application/app';
import { CheckSeverity } from '../../lib/checks/check-severity';
import { findViolations } from '../../lib/checks/find-violations';
import { RULES } from '../../lib/checks/rules';
import type { Template } from '../../lib/template-model/template';
import { QueueWorker } from '../event-sources/scenarios/queue-worker';
import { StreamReader } from '../event-sources/scenarios/stream-reader';

const INTEG = join(__dirname, '../../integ');

const snapshots = readdirSync(INTEG, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('Integ.template.json'))
  .map((path): [string, Template[]] => [path, [{ name: path, body: JSON.parse(readFileSync(join(INTEG, path), 'utf8')), file: path }]]);

const synthesized = (app: App): Template[] =>
  app.synth().stacks.map(({ stackName, template, templateFile }) => ({ name: stackName, body: template, file: templateFile }));

function scenario(Scenario: new (scope: Construct, id: string) => Stack): Template[] {
  const app = new App();
  new Scenario(app, 'Shop');
  return synthesized(app);
}

const APPS: [string, Template[]][] = [
  ...snapshots,
  ['the queue worker', scenario(QueueWorker)],
  ['the stream reader', scenario(StreamReader)],
  ['examples/orders', synthesized(ordersApp({ context: { 'aws:cdk:bundling-stacks': [] } }))],
  ['examples/watermark', synthesized(watermarkApp({ context: { 'aws:cdk:bundling-stacks': [] } }))],
  ['examples/web-application', synthesized(webApplicationApp({ context: { 'aws:cdk:bundling-stacks': [] } }))],
  ['examples/endless-aisle', synthesized(endlessAisleApp({ context: { 'aws:cdk:bundling-stacks': [] } }))],
];

test('there are some snapshots', () => expect(snapshots.length).toBeGreaterThan(3));

test.each(APPS)('no error and no warning is found in what this library makes: %s', (_, templates) => {
  const found = findViolations(templates, RULES).filter(({ rule }) => rule.severity !== CheckSeverity.INFO);
  expect(found.map(({ rule, resource, message }) => `${rule.id} ${resource.id}: ${message}`)).toEqual([]);
});
