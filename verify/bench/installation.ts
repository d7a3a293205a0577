import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..', '..');
const INSTALLED = join(ROOT, 'node_modules/.cache/bench');

export interface Installation {
  /** Where the compiled benchmark stands, with the packed library in node_modules. */
  readonly folder: string;
  readonly unpackedKilobytes: number;
}

/** Packs the library as it would be published, and puts it beside the benchmark: what is measured is what users get. */
export function install(): Installation {
  const modules = join(INSTALLED, 'node_modules/cdk-hardened-lambda');
  rmSync(INSTALLED, { recursive: true, force: true });
  mkdirSync(modules, { recursive: true });
  const { filename, unpackedSize } = pack();
  execFileSync('tar', ['-xzf', join(INSTALLED, filename), '-C', modules, '--strip-components=1']);
  for (const file of readdirSync(__dirname).filter((name) => name.endsWith('.ts'))) compile(file);
  return { folder: INSTALLED, unpackedKilobytes: unpackedSize / 1000 };
}

function pack(): { filename: string; unpackedSize: number } {
  const output = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', INSTALLED], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return Object.values<{ filename: string; unpackedSize: number }>(JSON.parse(output))[0];
}

function compile(file: string): void {
  const { outputText } = ts.transpileModule(readFileSync(join(__dirname, file), 'utf8'), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
  });
  writeFileSync(join(INSTALLED, file.replace(/\.ts$/, '.js')), outputText);
}
