/*
 * Makes a synthesized scenario readable for integ-runner, and the same on every machine, when its process exits:
 *
 * - The newest integ-runner that can be installed reads cloud assemblies up to version 53; aws-cdk-lib writes a later
 *   version of the same files. Drop this with a newer runner.
 * - Stack traces hold the paths of the machine.
 */
const { existsSync, readdirSync, readFileSync, statSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const READABLE = '53.0.0';

function* filesIn(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* filesIn(path);
    else yield path;
  }
}

const withReadableVersion = (text) => text.replace(/^(\{\s*"version":\s*")(5[4-9]|[6-9]\d)\.\d+\.\d+"/, `$1${READABLE}"`);

function withoutStackTraces(text) {
  const metadata = Object.entries(JSON.parse(text)).map(([path, entries]) => [
    path,
    entries.filter(({ type }) => type !== 'aws:cdk:creationStack').map(({ type, data }) => ({ type, data })),
  ]);
  return JSON.stringify(Object.fromEntries(metadata), undefined, 2);
}

process.on('exit', () => {
  const folder = process.env.CDK_OUTDIR;
  if (!folder || !existsSync(folder)) return;
  for (const path of filesIn(folder)) {
    if (path.endsWith('.metadata.json')) writeFileSync(path, withoutStackTraces(readFileSync(path, 'utf8')));
    else if (path.endsWith('.json') || path.endsWith('cdk.out')) writeFileSync(path, withReadableVersion(readFileSync(path, 'utf8')));
  }
});
