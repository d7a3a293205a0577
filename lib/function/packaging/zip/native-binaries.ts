import { closeSync, type Dirent, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { refuseAtSynth } from '../../../core/errors';
import { CONSTANTS, isChecked } from '../architecture-names';
import { deployedFolder } from './deployed-folder';

/*
 * A native addon or a library for another machine deploys without an error, and fails at the first invocation.
 * Detected by the header of the file; nothing is run.
 * https://man7.org/linux/man-pages/man5/elf.5.html
 */

/** Node.js addons, shared libraries; and at the root of the folder the program of a custom runtime. */
const NATIVE = /\.(node|so(\.\d+)*)$/;
const PROGRAM = 'bootstrap';

/** `e_machine`, the two that Lambda has by its own names. */
const MACHINES: Record<number, string> = { 3: '32-bit x86', 40: '32-bit ARM', 62: 'x86_64', 183: 'arm64' };

const OTHERWISE = {
  code: `leave it out by the asset's 'exclude' if the function does not use it`,
  bundling: `say 'forceDockerBundling' to install it in a container of that platform`,
};

const ELF = '7f454c46';
const BIG_ENDIAN = 2;
/** The first bytes of Windows' and macOS's own formats. */
const FOREIGN = /^(4d5a|feedface|feedfacf|cefaedfe|cffaedfe|cafebabe)/;
const NOT_LINUX = 'not a Linux binary';

/** How packages name the platforms that one file is built for: `prebuilds/linux-x64/`, `@img/sharp-linux-arm64`. */
const PLATFORM =
  /linux|darwin|macos|win32|windows|freebsd|android|glibc|musl|gnueabihf|gnu|msvc|x86[_-]64|x86|x64|amd64|ia32|i686|arm64|aarch64|armv\d|armhf|arm/gi;

/** @internal */
export interface Binary {
  /** Below the folder, with slashes. */
  readonly path: string;
  /** An architecture of Lambda's, another machine, or `NOT_LINUX`. */
  readonly builtFor: string;
}

/** What was found, by app and folder. */
const scanned = new WeakMap<IConstruct, Map<string, Binary[]>>();

/**
 * Refuses code in a folder that holds native binaries for another architecture than the function's.
 *
 * A package that brings one file for each of several platforms is right if the function's is among them.
 *
 * @internal
 */
export function checkNativeBinaries(shell: IConstruct, fn: lambda.Function, prop: 'code' | 'bundling' = 'code'): void {
  const fault = binaryFault(shell, fn, prop);
  if (fault !== undefined) refuseAtSynth(shell, fault);
}

/**
 * What is wrong with the code of a function; undefined where nothing is, or nothing is known.
 *
 * @internal
 */
export function binaryFault(shell: IConstruct, fn: lambda.Function, prop: 'code' | 'bundling'): string | undefined {
  const architecture = fn.architecture.name;
  if (!isChecked(architecture)) return undefined;
  const folder = deployedFolder(fn);
  const wrong = folder === undefined ? [] : wrongBinariesIn(shell, folder, architecture);
  return wrong.length > 0 ? message(prop, wrong, architecture) : undefined;
}

/**
 * What a folder holds for another machine, and not for the architecture too.
 *
 * @internal
 */
export const wrongBinariesIn = (shell: IConstruct, folder: string, architecture: string): Binary[] =>
  wrongBinaries(folder, binariesIn(shell, folder), architecture);

/** @internal */
export function describeBinaries([first, ...others]: Binary[]): string {
  const built = first.builtFor === NOT_LINUX ? `which is ${NOT_LINUX}` : `built for ${first.builtFor}`;
  return `${first.path}, ${built}${others.length > 0 ? ` (and ${others.length} more)` : ''}`;
}

function message(prop: 'code' | 'bundling', binaries: Binary[], architecture: string): string {
  const other = CONSTANTS[binaries[0].builtFor];
  const otherwise = other === undefined ? '' : `, set 'architecture: lambda.Architecture.${other}'`;
  return (
    `'${prop}' must have its native binaries built for ${architecture}, got ${describeBinaries(binaries)}; ` +
    `build it for ${architecture}${otherwise}, or ${OTHERWISE[prop]}`
  );
}

function wrongBinaries(folder: string, binaries: Binary[], architecture: string): Binary[] {
  const served = new Set(binaries.filter(({ builtFor }) => builtFor === architecture).map(familyOf));
  return binaries
    .filter((binary) => binary.builtFor !== architecture && !served.has(familyOf(binary)) && !isForOtherSystem(folder, binary))
    .sort((one, other) => Number(one.builtFor === NOT_LINUX) - Number(other.builtFor === NOT_LINUX));
}

/** The same for the files of one package that differ by platform only. */
const familyOf = ({ path }: Binary): string => path.replace(PLATFORM, '').replace(/[-_.+]/g, '');

/** A package like fsevents, for one system only: it is loaded nowhere else. `sharp-darwin-arm64` is one of a family, and missed. */
function isForOtherSystem(folder: string, { path, builtFor }: Binary): boolean {
  if (builtFor !== NOT_LINUX || path.search(PLATFORM) >= 0) return false;
  for (let at = dirname(path); ; at = dirname(at)) {
    const systems = systemsOf(join(folder, at, 'package.json'));
    if (systems) return !systems.some((system) => system === 'linux' || system.startsWith('!'));
    if (at === '.') return false;
  }
}

/** What a package says under `os`; undefined where there is no package. */
function systemsOf(manifest: string): string[] | undefined {
  try {
    const { os } = JSON.parse(readFileSync(manifest, 'utf8'));
    return Array.isArray(os) ? os.map(String) : ['linux'];
  } catch {
    return undefined;
  }
}

function binariesIn(shell: IConstruct, folder: string): Binary[] {
  const known = scanned.get(shell.node.root) ?? new Map<string, Binary[]>();
  scanned.set(shell.node.root, known);
  const binaries = known.get(folder) ?? scan(folder);
  known.set(folder, binaries);
  return binaries;
}

function scan(folder: string): Binary[] {
  return nativeFiles(folder).flatMap((path) => {
    const builtFor = readTarget(join(folder, path));
    return builtFor === undefined ? [] : [{ path, builtFor }];
  });
}

/** By name only. Links to folders are not followed: what they lead to within the folder is found without them. */
function nativeFiles(folder: string): string[] {
  const found: string[] = [];
  const waiting = [''];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const entry of entriesOf(join(folder, at))) {
      const path = `${at}${entry.name}`;
      if (entry.isDirectory()) waiting.push(`${path}/`);
      else if (NATIVE.test(entry.name) || path === PROGRAM) found.push(path);
    }
  }
  return found.sort();
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** What the file was built for; undefined if unknown, as for a linker script or a file that can't be read. */
function readTarget(path: string): string | undefined {
  const header = headerOf(path);
  const magic = header.toString('hex', 0, 4);
  if (FOREIGN.test(magic)) return NOT_LINUX;
  if (magic !== ELF || header.length < 20) return undefined;
  const machine = header[5] === BIG_ENDIAN ? header.readUInt16BE(18) : header.readUInt16LE(18);
  return MACHINES[machine] ?? `machine 0x${machine.toString(16)}`;
}

function headerOf(path: string): Buffer {
  try {
    // A pipe would keep us waiting.
    if (!statSync(path).isFile()) return Buffer.alloc(0);
    const file = openSync(path, 'r');
    try {
      const header = Buffer.alloc(20);
      return header.subarray(0, readSync(file, header, 0, header.length, 0));
    } finally {
      closeSync(file);
    }
  } catch {
    return Buffer.alloc(0);
  }
}
