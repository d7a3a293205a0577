import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A project of a user in a separate folder, with the esbuild of this repository. */
export function newProject(files: Record<string, string>, folder = mkdtempSync(join(realpathSync(tmpdir()), 'project-'))): string {
  write(folder, { 'package.json': '{"name":"shop"}', 'package-lock.json': '{"lockfileVersion":3}', ...files });
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
  symlinkSync(dirname(require.resolve('esbuild/package.json')), join(folder, 'node_modules/esbuild'));
  symlinkSync('../esbuild/bin/esbuild', join(folder, 'node_modules/.bin/esbuild'));
  return folder;
}

export function write(folder: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
