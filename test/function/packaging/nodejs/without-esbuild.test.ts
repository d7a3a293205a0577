import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../../..');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'without-esbuild-'));
  writeFileSync(join(folder, 'docker'), `#!/bin/sh\necho "$@" >> "${folder}/docker-calls"\nexit 1\n`);
  chmodSync(join(folder, 'docker'), 0o755);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Makes a function of the compiled package in a fresh process that has Docker and no esbuild. */
function make(statement: string, context: object = {}): { message: string; startedDocker: boolean } {
  const script = `
    const { App, Stack } = require('aws-cdk-lib');
    const stack = new Stack(new App({ outdir: ${JSON.stringify(join(folder, 'out'))}, context: ${JSON.stringify(context)} }), 'Shop');
    const entry = 'test/function/packaging/nodejs/entries/handler.ts';
    try { ${statement} } catch (error) { console.log(error.message); }`;
  const { stdout } = spawnSync(process.execPath, ['-r', join(__dirname, 'without-esbuild.js'), '-e', script], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { PATH: `${folder}:/bin`, CDK_VALIDATION: 'false' },
  });
  return { message: stdout.trim(), startedDocker: existsSync(join(folder, 'docker-calls')) };
}

const HARDENED = `new (require('./build').HardenedNodejsFunction)(stack, 'Orders', { entry, alarmActions: require('./build').AlarmActions.none('test') });`;
const SKIPPED = { 'aws:cdk:bundling-stacks': [] };

test("CDK's own function would start Docker, even where nothing is bundled", () => {
  const plain = `new (require('aws-cdk-lib/aws-lambda-nodejs').NodejsFunction)(stack, 'Orders', { entry });`;
  expect(make(plain, SKIPPED).startedDocker).toBe(true);
});

test('the hardened one says what is missing, and starts nothing', () => {
  const { message, startedDocker } = make(HARDENED);
  expect(message).toMatch(/^Shop\/Orders: 'entry' must be bundled by esbuild, got none .*; run 'npm install --save-dev esbuild@0'/);
  expect(startedDocker).toBe(false);
});

test('the hardened one starts nothing where nothing is bundled', () => {
  expect(make(HARDENED, SKIPPED)).toEqual({ message: '', startedDocker: false });
});
