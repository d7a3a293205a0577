import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { AlarmActions, HardenedNodejsFunction, type HardenedNodejsFunctionProps } from '../../../../../lib';
import { keepBundles } from '../../../../../lib/function/packaging/nodejs/bundle/bundler';
import { esbuildThread } from '../../../../../lib/function/packaging/nodejs/bundle/esbuild-worker';
import { newProject } from './project';

const VARIABLE = 'CDK_HARDENED_LAMBDA_BUNDLE_CACHE';

const folders: string[] = [];
/** A folder that is removed with the others. */
export function newFolder(): string {
  folders.push(mkdtempSync(join(tmpdir(), 'synthesized-')));
  return folders[folders.length - 1];
}
export const isDue = (folder: string): void => void folders.push(folder);
export const removeFolders = (): void => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
};

/** A project with one entry, `src/orders.ts`, which is removed with the folders. */
export function ordersProject(): string {
  const project = newProject({ 'src/orders.ts': 'export const handler = () => 1;\n' });
  isDue(project);
  return project;
}

/** What was touched a moment ago is not kept. */
export const settle = (): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 70);

export interface Synthesized {
  /** Each file of the bundle. */
  readonly files: Record<string, string>;
  /** How often esbuild was asked. */
  readonly builds: number;
  readonly app: App;
}

/** A function of the project is made in a new app, and bundled in the process. What a synthesis keeps at its end is kept. */
export function synthesized(project: string, props: Partial<HardenedNodejsFunctionProps> = {}, cache?: string): Synthesized {
  const before = process.env[VARIABLE];
  if (cache !== undefined) process.env[VARIABLE] = cache;
  const builds = jest.spyOn(esbuildThread, 'build');
  const written = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    const app = new App({ outdir: join(project, 'cdk.out') });
    const fn = new HardenedNodejsFunction(new Stack(app, 'Shop'), 'Orders', {
      entry: join(project, 'src/orders.ts'),
      depsLockFilePath: join(project, 'package-lock.json'),
      alarmActions: AlarmActions.none('test'),
      ...props,
    });
    keepBundles();
    const assets = readdirSync(app.outdir).filter((name) => name.startsWith('asset.'));
    const [asset] = assets.filter((name) => name.includes(hashOf(fn)));
    const names = readdirSync(join(app.outdir, asset));
    const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(app.outdir, asset, name), 'utf8')]));
    return { files, builds: builds.mock.calls.length, app };
  } finally {
    builds.mockRestore();
    written.mockRestore();
    if (before === undefined) delete process.env[VARIABLE];
    else process.env[VARIABLE] = before;
  }
}

function hashOf({ stack, lambdaFunction }: HardenedNodejsFunction): string {
  const { code } = lambdaFunction.node.defaultChild as unknown as { code: unknown };
  return String(stack.resolve(code).s3Key).replace('.zip', '');
}
