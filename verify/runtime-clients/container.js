#!/usr/bin/env node
// In place of Docker (CDK_DOCKER): runs what a container would run, on this machine, in a copy of the folder. Another
// platform and the tools of the image are not had this way: it shows that the code is built by the commands of its stack.
const { spawnSync } = require('node:child_process');
const { cpSync, mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const [subcommand, ...args] = process.argv.slice(2);
if (subcommand !== 'run') throw new Error(`expected 'run', got ${subcommand}`);
const folders = {};
const environment = {};
let at = 0;
for (; args[at].startsWith('-'); at++) {
  if (args[at] === '--rm') continue;
  const value = args[++at];
  if (args[at - 1] === '-v') folders[value.split(':')[1]] = value.split(':')[0];
  if (args[at - 1] === '--env') environment[value.slice(0, value.indexOf('='))] = value.slice(value.indexOf('=') + 1);
}
const [, ...command] = args.slice(at);
const output = folders['/asset-output'];

/** A toolchain that this machine lacks leaves a mark, so that the others can be built. */
const [tool] = command[2].split(' ');
if (spawnSync('bash', ['-c', `command -v ${tool}`]).status !== 0) {
  console.error(`not built, since ${tool} is not installed here`);
  writeFileSync(join(output, 'not-built'), command[2]);
  process.exit(0);
}

const folder = mkdtempSync(join(tmpdir(), 'container-'));
cpSync(folders['/asset-input'], folder, { recursive: true });
const { status } = spawnSync(
  command[0],
  command.slice(1).map((word) => word.replaceAll('/asset-output', output)),
  {
    cwd: folder,
    stdio: 'inherit',
    // What a container keeps in its own /tmp, this machine keeps where it always does.
    env: { ...process.env, ...Object.fromEntries(Object.entries(environment).filter(([, value]) => !value.startsWith('/tmp/'))) },
  },
);
rmSync(folder, { recursive: true, force: true });
process.exit(status ?? 1);
