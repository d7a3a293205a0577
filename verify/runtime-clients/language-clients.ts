import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Program } from './boot';

/*
 * AWS's runtime clients for Python and Java, each fetched once by its own package manager, as its file says.
 */

const CACHE = join(__dirname, '../../node_modules/.cache/runtime');
const INIT_LIMIT = 30_000;

export function run(command: string, args: string[], cwd?: string, environment: Record<string, string> = {}): void {
  const { error, status, stderr, stdout } = spawnSync(command, args, { cwd, encoding: 'utf8', env: { ...process.env, ...environment } });
  if (error || status !== 0) throw new Error(`'${command} ${args.join(' ')}' failed: ${error?.message ?? (stderr || stdout)}`);
}

/** The folder that the file fills, kept until the file changes. */
function fetched(file: string, fetch: (path: string, folder: string) => void): string {
  const path = join(__dirname, 'client', file);
  const folder = join(CACHE, file);
  const mark = join(folder, file);
  const wanted = readFileSync(path, 'utf8');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  fetch(path, folder);
  writeFileSync(mark, wanted);
  return folder;
}

/** A Python with the client and the layer of Powertools, and its pip. */
export function pythonFolder(): string {
  const folder = fetched('requirements.txt', (path, venv) => {
    run(process.env.PYTHON ?? 'python3', ['-m', 'venv', venv]);
    run(join(venv, 'bin/python'), ['-m', 'pip', 'install', '--quiet', '--no-deps', '-r', path]);
  });
  return join(folder, 'bin');
}

export function pythonClient(handler: string): Program {
  return { command: join(pythonFolder(), 'python'), args: ['-m', 'awslambdaric', handler], initLimit: INIT_LIMIT };
}

export function javaClient(jar: string, handler: string): Program {
  const folder = fetched('pom.xml', (path, target) =>
    run('mvn', ['-B', '-q', '-f', path, 'dependency:copy-dependencies', `-DoutputDirectory=${target}`]),
  );
  const main = 'com.amazonaws.services.lambda.runtime.api.client.AWSLambda';
  // By the property org.crac, with which hooks are written, finds Lambda's own context.
  const context = '-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac';
  return { command: 'java', args: [context, '-cp', `${jar}:${join(folder, '*')}`, main, handler], initLimit: INIT_LIMIT };
}
