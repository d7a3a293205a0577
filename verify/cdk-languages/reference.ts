import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { CONSTRUCTS } from './pins';
import { run } from './run';

/** Synthesizes the application in TypeScript, on a version of aws-cdk-lib, from the package for npm. */
export function synthesizeReference(source: string, cdk: string, packages: string, folder: string, env: NodeJS.ProcessEnv): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const [archive] = readdirSync(join(packages, 'js'));
  const wanted = [`aws-cdk-lib@${cdk}`, `constructs@${CONSTRUCTS}`, join(packages, 'js', archive)];
  run({ cwd: folder }, 'npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts', ...wanted);
  const { code } = transformSync(readFileSync(source, 'utf8'), { loader: 'ts', format: 'cjs' });
  writeFileSync(join(folder, 'app.js'), code);
  run({ cwd: folder, env }, process.execPath, 'app.js');
}
