import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import picomatch from 'picomatch';

/** The files and folders that a path means: itself, or what a pattern matches. A pattern is what no file is called. */
export function pathsOf(path: string): string[] {
  if (existsSync(path)) return [path];
  const { base, glob } = picomatch.scan(path);
  if (glob === '' || !existsSync(base || '.')) return [path];
  const isMatch = picomatch(path);
  const found = [...below(base || '.')].filter((one) => isMatch(one)).sort();
  return found.length > 0 ? found : [path];
}

/** Links are not followed: what they lead to is found where it is. */
function* below(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    yield path;
    if (entry.isDirectory() && entry.name !== 'node_modules' && entry.name !== '.git') yield* below(path);
  }
}
