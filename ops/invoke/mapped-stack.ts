import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const FRAME = /(file:\/\/)?\/var\/task\/([^\s:()]+):(\d+):(\d+)/;

/** The stack of an error, with the places in the sources where the folder of the bundle has a source map of them. */
export async function mappedStack(stack: readonly string[], folder: string | undefined): Promise<string[]> {
  if (folder === undefined) return [...stack];
  const { originalPositionFor, TraceMap } = await import('@jridgewell/trace-mapping');
  const maps = new Map<string, InstanceType<typeof TraceMap> | undefined>();
  const mapOf = (file: string) => {
    const path = [`${join(folder, file)}.map`, `${join(folder, basename(file))}.map`].find((candidate) => existsSync(candidate));
    if (!maps.has(file)) maps.set(file, path === undefined ? undefined : new TraceMap(readFileSync(path, 'utf8')));
    return maps.get(file);
  };
  return stack.map((line) => {
    const [found, , file, at, column] = FRAME.exec(line) ?? [];
    const map = found === undefined ? undefined : mapOf(file);
    if (found === undefined || map === undefined) return line;
    // Node.js counts columns from one, a source map from zero.
    const { source, line: sourceLine, column: sourceColumn } = originalPositionFor(map, { line: Number(at), column: Number(column) - 1 });
    return source === null ? line : line.replace(found, `${source}:${sourceLine}:${sourceColumn + 1}`);
  });
}
