import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { languagesApp } from '../../examples/languages/app';
import { boot, type Deployed, type Outcome } from './boot';
import { deployed } from './deployed';
import { javaClient, pythonClient, pythonFolder, run } from './language-clients';

/*
 * The code of examples/languages, built by the commands of its stack with the tools of this machine in place of the
 * containers, and booted in AWS's runtime clients. What this does not show: the images that build, and arm64.
 */

jest.setTimeout(300_000);

const outdir = mkdtempSync(join(tmpdir(), 'languages-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

let app: App;
beforeAll(() => {
  const { env } = process;
  process.env = { ...env, CDK_DOCKER: join(__dirname, 'container.js'), PATH: [pythonFolder(), env.PATH].join(delimiter) };
  app = languagesApp({ outdir: join(outdir, 'cdk.out') });
  process.env = env;
});

const EVENT = { detail: { orderId: 'A-1' } };
const ANSWER = { kind: 'response', body: { orderId: 'A-1' } };

const logged = ({ logs }: Outcome) => logs.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));

/** Lambda starts the function, takes a snapshot, and starts an environment from it. */
const fromSnapshot = (of: Deployed): Deployed => ({
  ...of,
  environment: { ...of.environment, AWS_LAMBDA_INITIALIZATION_TYPE: 'snap-start' },
});
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
const environmentIn = (line: string | undefined) => UUID.exec(line ?? '')?.[0];

/** The hooks have run: before the snapshot, and after it, when the environment got another id. */
function expectHooks({ answers, restores, logs }: Outcome): void {
  expect(answers).toEqual([ANSWER]);
  expect(restores).toBe(1);
  const [before, after] = ['before the snapshot', 'order placed'].map((text) => environmentIn(logs.find((line) => line.includes(text))));
  expect(before).toMatch(UUID);
  expect(after).toMatch(UUID);
  expect(after).not.toBe(before);
}

describe('Python', () => {
  const booted = (events: unknown[], handler?: string, python = deployed(app, 'Python')) =>
    boot(python, events, pythonClient(handler ?? python.handler));

  test('runs the hooks of its snapshot', async () => {
    expectHooks(await booted([EVENT], undefined, fromSnapshot(deployed(app, 'Python'))));
  });

  test('runs no hook without a snapshot', async () => {
    const { restores, logs } = await booted([EVENT]);
    expect(restores).toBe(0);
    expect(logs.join()).not.toContain('before the snapshot');
  });

  test('answers, logs and counts by the Powertools of the layer, as the stack has set it up', async () => {
    const outcome = await booted([EVENT]);
    expect(outcome.answers).toEqual([ANSWER]);
    expect(logged(outcome)).toEqual([
      expect.objectContaining({ level: 'INFO', message: 'order placed', service: 'orders', order_id: 'A-1' }),
      expect.objectContaining({ service: 'orders', OrdersPlaced: [1] }),
    ]);
    expect(logged(outcome)[1]._aws.CloudWatchMetrics[0].Namespace).toBe('Shop');
  });

  test('reports the error of a bad event', async () => {
    const { answers } = await booted([{}]);
    expect(answers).toEqual([{ kind: 'error', body: expect.objectContaining({ errorType: 'KeyError' }) }]);
  });

  test('works once on an event that is delivered twice, and answers the same', async () => {
    const outcome = await booted([EVENT, EVENT]);
    expect(outcome.answers).toEqual([ANSWER, ANSWER]);
    expect(logged(outcome).filter(({ message }) => message === 'order placed')).toHaveLength(1);
    expect(outcome.knownEvents).toEqual([
      expect.objectContaining({ id: { S: expect.stringMatching(/^orders\.app\.handler#/) }, status: { S: 'COMPLETED' } }),
    ]);
  });

  test('a handler that is missing is seen', async () => {
    const { answers } = await booted([EVENT], 'app.nothing');
    expect(answers[0].body.errorType).toBe('Runtime.HandlerNotFound');
  });
});

describe('Java', () => {
  const booted = (events: unknown[], handler?: string, java = deployed(app, 'Java')) => {
    const folder = dirname(java.folder);
    return boot({ ...java, folder }, events, javaClient(java.folder, handler ?? java.handler));
  };

  test('answers a good event, and logs with a level, by which Lambda filters', async () => {
    const outcome = await booted([EVENT]);
    expect(outcome.answers).toEqual([ANSWER]);
    expect(logged(outcome)).toEqual([expect.objectContaining({ level: 'INFO', message: expect.stringMatching(/^order placed: A-1 by /) })]);
  });

  test('runs the hooks of its snapshot', async () => {
    expectHooks(await booted([EVENT], undefined, fromSnapshot(deployed(app, 'Java'))));
  });

  test('reports the error of a bad event', async () => {
    const { answers } = await booted([{}]);
    expect(answers).toEqual([{ kind: 'error', body: expect.objectContaining({ errorType: 'java.lang.NullPointerException' }) }]);
  });

  test('a class that is missing is seen', async () => {
    const { answers } = await booted([EVENT], 'shop.Nothing::handleRequest');
    expect(answers[0]).toMatchObject({ body: { errorType: 'java.lang.ClassNotFoundException' } });
  });
});

describe('Go', () => {
  test('is built for the architecture of the function, under the name that Lambda starts', () => {
    const { folder } = deployed(app, 'Go');
    expect(readdirSync(folder)).toEqual(['bootstrap']);
    const ARM = 183;
    expect(readFileSync(join(folder, 'bootstrap')).readUInt16LE(18)).toBe(ARM);
  });

  test('built for this machine, answers a good event and reports the error of a bad one', async () => {
    const folder = join(outdir, 'go');
    run('go', ['build', '-o', join(folder, 'bootstrap'), '.'], join(__dirname, '../../examples/languages/go'), { CGO_ENABLED: '0' });
    const go: Deployed = { ...deployed(app, 'Go'), folder };
    const outcome = await boot(go, [EVENT, 'no event'], { command: join(folder, 'bootstrap'), args: [], initLimit: 30_000 });
    expect(outcome.answers).toEqual([ANSWER, { kind: 'error', body: expect.objectContaining({ errorType: expect.any(String) }) }]);
    expect(logged(outcome)[0]).toMatchObject({ msg: 'order placed', orderId: 'A-1' });
  });
});

const hasDotnet = spawnSync('dotnet', ['--version']).status === 0;
(hasDotnet ? test : test.skip)('.NET is built, where its SDK is installed', () => {
  const { folder } = deployed(app, 'Dotnet');
  expect(['Orders.dll', 'Orders.runtimeconfig.json'].filter((file) => !existsSync(join(folder, file)))).toEqual([]);
});
