import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '../../ops');

/** What the SDK calls for its helpers. */
const WAITERS: Readonly<Record<string, string>> = {
  waitUntilFunctionActiveV2: 'GetFunction',
  waitUntilFunctionUpdatedV2: 'GetFunction',
  waitUntilPublishedVersionActive: 'GetFunctionConfiguration',
};
const SERVICES: Readonly<Record<string, string>> = { 'cloudwatch-logs': 'logs' };

/** The files of a folder of `ops/`, and of those in it. */
export const sourcesOf = (folder: string): string[] =>
  readdirSync(join(FOLDER, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file));

/** The calls in files of `ops/`, as `lambda.Invoke`, by the commands, paginators and waiters that they take from the SDK. */
export function callsOf(files: readonly string[]): string[] {
  const calls = files.flatMap((file) => {
    const text = readFileSync(join(FOLDER, file), 'utf8');
    const imports = [...text.matchAll(/const \{([^}]+)\} = await import\('@aws-sdk\/client-([a-z0-9-]+)'\)/g)];
    return imports.flatMap(([, names, client]) =>
      names
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name in WAITERS || /^paginate|Command$/.test(name))
        .map((name) => `${SERVICES[client] ?? client}.${WAITERS[name] ?? name.replace(/^paginate|Command$/g, '')}`),
    );
  });
  return [...new Set(calls)].sort();
}
