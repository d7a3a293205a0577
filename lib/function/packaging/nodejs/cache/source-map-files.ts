import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const URL_COMMENT = /[#@]\s*sourceMappingURL=([^\s*]+)/g;

/**
 * The files that esbuild reads for the source map of a source: the map that it names, and where that lacks the text of
 * its own sources, these.
 *
 * @internal
 */
export function sourceMapFiles(path: string, withSources: boolean): string[] {
  const text = textOf(path) ?? '';
  return [...text.matchAll(URL_COMMENT)].flatMap(([, url]) => {
    const inline = inlineMap(url);
    if (inline !== undefined) return withSources ? sourcesWithoutText(path, inline) : [];
    return pathsOf(path, url).flatMap((file) => [file, ...(withSources ? sourcesWithoutText(file, textOf(file)) : [])]);
  });
}

function sourcesWithoutText(map: string, text: string | undefined): string[] {
  try {
    const { sources = [], sourcesContent = [], sections = [] } = JSON.parse(text ?? '{}');
    const lacking = sources.filter(
      (source: unknown, index: number) => typeof source === 'string' && typeof sourcesContent[index] !== 'string',
    );
    const parts = sections.flatMap(({ map: part }: { map: unknown }) => sourcesWithoutText(map, JSON.stringify(part)));
    return [...lacking.flatMap((source: string) => pathsOf(map, source)), ...parts];
  } catch {
    return [];
  }
}

function inlineMap(url: string): string | undefined {
  const [, encoding, data] = /^data:[^,]*?(;base64)?,(.*)$/s.exec(url) ?? [];
  if (data === undefined) return undefined;
  return encoding ? Buffer.from(data, 'base64').toString('utf8') : (decoded(data) ?? data);
}

/** As it is written, and decoded. */
function pathsOf(from: string, url: string): string[] {
  if (url.startsWith('file:')) return [tried(() => fileURLToPath(url))].filter((path) => path !== undefined);
  return [...new Set([url, decoded(url) ?? url])].map((path) => (isAbsolute(path) ? path : resolve(dirname(from), path)));
}

const decoded = (text: string): string | undefined => tried(() => decodeURIComponent(text));
const textOf = (path: string): string | undefined => tried(() => readFileSync(path, 'utf8'));

function tried<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
