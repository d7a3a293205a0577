import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENVIRONMENT, type SideName } from './measurements';

/** A profile as V8 writes it. */
interface CpuProfile {
  readonly nodes: ProfileNode[];
  readonly samples: number[];
  readonly timeDeltas: number[];
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  readonly children?: number[];
}

const ROUNDS = 12;
const TOP = 15;

/** Where the time of 100 functions goes: by file on both sides, and below each function of the library. */
export function profile(folder: string): string {
  const hardened = record(folder, 'hardened');
  const byHand = record(folder, 'hand-written');
  const [ours, theirs] = [selfTimes(hardened), selfTimes(byHand)];
  const files = [...ours.keys()].sort((one, other) => (ours.get(other) as number) - (ours.get(one) as number)).slice(0, TOP);
  const excess = [...new Set([...ours.keys(), ...theirs.keys()])]
    .map((file) => [file, (ours.get(file) ?? 0) - (theirs.get(file) ?? 0)] as const)
    .sort(([, one], [, other]) => Math.abs(other) - Math.abs(one))
    .slice(0, TOP);
  const below = [...timesBelow(hardened)].sort(([, one], [, other]) => other - one).slice(0, 2 * TOP);
  return [
    `self time by file, ms a synthesis: hardened, by hand`,
    ...files.map((file) => `${shown(ours.get(file))} ${shown(theirs.get(file))}  ${file}`),
    '',
    'largest differences of self time, ms a synthesis',
    ...excess.map(([file, time]) => `${shown(time)}  ${file}`),
    '',
    'time in and below the functions of the library, ms a synthesis',
    ...below.map(([name, time]) => `${shown(time)}  ${name}`),
  ].join('\n');
}

const shown = (time: number | undefined): string => (time ?? 0).toFixed(1).padStart(8);

function record(folder: string, side: SideName): CpuProfile {
  const output = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const sides = Array.from({ length: ROUNDS }, () => side);
    execFileSync(process.execPath, ['--cpu-prof', '--cpu-prof-dir', output, join(folder, 'worker.js'), 'many', 'addFunction', ...sides], {
      env: ENVIRONMENT,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return JSON.parse(readFileSync(join(output, readdirSync(output)[0]), 'utf8'));
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

/** All of the rounds are profiled, the warm-up too. */
const PROFILED = ROUNDS + 4;

/** The time of each node by itself, in ms a synthesis. */
function nodeTimes({ samples, timeDeltas }: CpuProfile): Map<number, number> {
  const times = new Map<number, number>();
  samples.forEach((id, index) => {
    times.set(id, (times.get(id) ?? 0) + timeDeltas[index] / 1000 / PROFILED);
  });
  return times;
}

/** The package and the file, as in aws-cdk-lib/core/lib/stack.js. */
function fileOf({ url, functionName }: ProfileNode['callFrame']): string {
  if (url === '') return functionName;
  return url.replace(/^.*\/node_modules\//, '').replace(/^file:.*\//, 'bench/');
}

function selfTimes(cpu: CpuProfile): Map<string, number> {
  const times = nodeTimes(cpu);
  const byFile = new Map<string, number>();
  for (const { id, callFrame } of cpu.nodes) byFile.set(fileOf(callFrame), (byFile.get(fileOf(callFrame)) ?? 0) + (times.get(id) ?? 0));
  return byFile;
}

/** A function that is below itself counts once. */
function timesBelow(cpu: CpuProfile): Map<string, number> {
  const times = nodeTimes(cpu);
  const nodes = new Map(cpu.nodes.map((node) => [node.id, node]));
  const totals = new Map<string, number>();
  const visit = (node: ProfileNode, above: Set<string>): number => {
    const file = fileOf(node.callFrame);
    const name = `${file}:${node.callFrame.lineNumber + 1} ${node.callFrame.functionName}`;
    const counts = file.startsWith('cdk-hardened-lambda/') && !above.has(name);
    const inside = counts ? new Set([...above, name]) : above;
    const children = (node.children ?? []).map((id) => visit(nodes.get(id) as ProfileNode, inside));
    const time = children.reduce((sum, each) => sum + each, times.get(node.id) ?? 0);
    if (counts) totals.set(name, (totals.get(name) ?? 0) + time);
    return time;
  };
  visit(cpu.nodes[0], new Set());
  return totals;
}
