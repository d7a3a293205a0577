import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';

/** `e_machine` of ELF: https://man7.org/linux/man-pages/man5/elf.5.html */
const MACHINES: Readonly<Record<number, string>> = { 62: 'x86_64', 183: 'arm64' };

export interface NativeFile {
  /** The name of the package and of the file. */
  readonly file: string;
  /** By the header of the file. */
  readonly builtFor: string;
}

/** The native files in each bundle of an app, by the header that the loader of Linux reads. */
export function nativeFilesIn(app: App): NativeFile[][] {
  const { directory } = app.synth();
  const bundles = readdirSync(directory).filter(
    (name) => name.startsWith('asset.') && readdirSync(join(directory, name)).includes('node_modules'),
  );
  return bundles.map((bundle) =>
    readdirSync(join(directory, bundle), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.node$|\.so(\.\d+)*$/.test(path))
      .map((path) => ({ file: path.split('/').slice(-3).join('/'), builtFor: builtFor(join(directory, bundle, path)) })),
  );
}

function builtFor(path: string): string {
  const header = readFileSync(path).subarray(0, 20);
  if (header.toString('latin1', 1, 4) !== 'ELF') return 'no Linux';
  return MACHINES[header.readUInt16LE(18)] ?? `machine ${header.readUInt16LE(18)}`;
}
