import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CheckTime } from './checks-worker';
import { median } from './statistics';

/** What the checks may take, in milliseconds: 100 functions inside synth, and as a whole command. */
export const CHECK_LIMITS = { inSynth: 150, command: 1000 };

const SIZES = [25, 50, 100, 250];
const LIMITED = 100;

export interface CheckTimes {
  readonly functions: number;
  readonly resources: number;
  /** All rules, in a process that has checked nothing before. */
  readonly inSynth: number;
  /** From the start of the command to its end. */
  readonly command: number;
}

/** How long the rules take for apps of several sizes: medians of fresh processes. */
export function checkTimes(folder: string, rounds: number): CheckTimes[] {
  return SIZES.map((functions) => {
    const all = Array.from({ length: rounds }, () => once(folder, functions));
    return {
      functions,
      resources: all[0].resources,
      inSynth: median(all.map(({ milliseconds }) => milliseconds)),
      command: median(all.map(({ command }) => command)),
    };
  });
}

function once(folder: string, functions: number): CheckTime & { readonly command: number } {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-checks-'));
  const env = { ...process.env, CDK_VALIDATION: 'false' };
  try {
    const output = execFileSync(process.execPath, [join(folder, 'checks-worker.js'), outdir, String(functions)], { encoding: 'utf8', env });
    const begin = performance.now();
    const cli = join(folder, 'node_modules/cdk-hardened-lambda/build/cli.js');
    execFileSync(process.execPath, [cli, 'check', outdir, '--fail-on', 'none'], { encoding: 'utf8', env });
    return { ...(JSON.parse(output) as CheckTime), command: performance.now() - begin };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

export const isTooSlow = (times: readonly CheckTimes[]): boolean =>
  times.some(
    ({ functions, inSynth, command }) => functions === LIMITED && (inSynth > CHECK_LIMITS.inSynth || command > CHECK_LIMITS.command),
  );

export function checksTable(times: readonly CheckTimes[]): string {
  const rows = times.map(
    ({ functions, resources, inSynth, command }) =>
      `${String(functions).padStart(9)}  ${String(resources).padStart(9)}  ${inSynth.toFixed(0).padStart(7)} ms  ` +
      `${((inSynth / resources) * 1000).toFixed(0).padStart(13)} ms  ${command.toFixed(0).padStart(7)} ms`,
  );
  return ['functions  resources    in synth   of 1000 resources     command', ...rows].join('\n');
}
