import { App, Stack } from 'aws-cdk-lib';
import { HardenedLambdaChecks } from 'cdk-hardened-lambda';
import { addQueueWorker } from './hardened';

/*
 * Runs in a fresh process: writes an app of so many functions, each with a queue and its alarms, and checks it, once.
 */

const FUNCTIONS_PER_STACK = 10;

export interface CheckTime {
  readonly resources: number;
  readonly milliseconds: number;
  /** Processor time. */
  readonly cpu: number;
  readonly findings: number;
}

function check(outdir: string, functions: number): CheckTime {
  const app = new App({ outdir });
  for (let first = 0; first < functions; first += FUNCTIONS_PER_STACK) {
    const stack = new Stack(app, `Shop${first / FUNCTIONS_PER_STACK}`);
    for (let each = 0; each < FUNCTIONS_PER_STACK; each++) addQueueWorker(stack, `Orders${each}`);
  }
  const { stacks } = app.synth();
  const resources = stacks.reduce((sum, { template }) => sum + Object.keys(template.Resources).length, 0);
  const stackTemplates = stacks.map(({ hierarchicalId, templateFullPath }) => ({
    stackConstructPath: hierarchicalId,
    templatePath: templateFullPath,
    accountId: undefined,
    region: undefined,
  }));
  const cpuBefore = process.cpuUsage();
  const begin = performance.now();
  const { violations } = new HardenedLambdaChecks().validate({
    appConstruct: app,
    stackTemplates,
    templatePaths: stackTemplates.map(({ templatePath }) => templatePath),
  });
  const milliseconds = performance.now() - begin;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { resources, milliseconds, cpu: (user + system) / 1000, findings: violations.length };
}

const [outdir, functions] = process.argv.slice(2);
process.stdout.write(JSON.stringify(check(outdir, Number(functions))));
