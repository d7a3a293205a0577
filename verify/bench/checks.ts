import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CheckTime } from './checks-worker';
import { median } from './statistics';

/** What the checks of so many resources or templates may take, in milliseconds. */
export const CHECK_LIMITS = { resources: 2000, inSynth: 150, command: 300, templates: 2000, batch: 15_000 };

/** The app that is measured against the limits has a few more resources than they say. */
const SIZES = [25, 50, 135, 250];

/** The time that passed, and that of the processor: on a machine that others use too, the second is the one to compare. */
interface Times {
  readonly passed: number;
  readonly cpu: number;
}

export interface CheckTimes {
  readonly functions: number;
  readonly resources: number;
  /** All rules, in a process that has checked nothing before. */
  readonly inSynth: Times;
  /** From the start of the command to its end. */
  readonly command: Times;
}

/** How long the rules take for apps of several sizes: medians of fresh processes. */
export function checkTimes(folder: string, rounds: number): CheckTimes[] {
  return SIZES.map((functions) => {
    const all = Array.from({ length: rounds }, () => once(folder, functions));
    return {
      functions,
      resources: all[0].resources,
      inSynth: medians(all.map(({ milliseconds, cpu }) => ({ passed: milliseconds, cpu }))),
      command: medians(all.map(({ command }) => command)),
    };
  });
}

/** How long one process takes for a folder of templates, each checked alone. */
export function batchTime(folder: string): Times {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-batch-'));
  try {
    execFileSync(process.execPath, [join(folder, 'checks-worker.js'), join(outdir, 'app'), '20'], { env: ENV });
    const templates = readdirSync(join(outdir, 'app')).filter((name) => name.endsWith('.template.json'));
    mkdirSync(join(outdir, 'templates'));
    for (let index = 0; index < CHECK_LIMITS.templates; index++)
      copyFileSync(join(outdir, 'app', templates[index % templates.length]), join(outdir, 'templates', `${index}.json`));
    return command(folder, outdir, [join(outdir, 'templates'), '--each', '--format', 'json']);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

const ENV = { ...process.env, CDK_VALIDATION: 'false' };

const medians = (all: readonly Times[]): Times => ({
  passed: median(all.map(({ passed }) => passed)),
  cpu: median(all.map(({ cpu }) => cpu)),
});

function once(folder: string, functions: number): CheckTime & { readonly command: Times } {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-checks-'));
  try {
    const output = execFileSync(process.execPath, [join(folder, 'checks-worker.js'), join(outdir, 'app'), String(functions)], {
      encoding: 'utf8',
      env: ENV,
    });
    return { ...(JSON.parse(output) as CheckTime), command: command(folder, outdir, [join(outdir, 'app')]) };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** The command as users run it, from its start to its end. */
function command(folder: string, outdir: string, args: readonly string[]): Times {
  const cpuFile = join(outdir, 'cpu');
  const cli = join(folder, 'node_modules/cdk-hardened-lambda/build/cli.js');
  const begin = performance.now();
  execFileSync(process.execPath, ['--require', join(folder, 'cpu-time.js'), cli, 'check', ...args, '--fail-on', 'none'], {
    encoding: 'utf8',
    env: { ...ENV, CPU_TIME_FILE: cpuFile },
    maxBuffer: 1024 ** 3,
  });
  return { passed: performance.now() - begin, cpu: Number(readFileSync(cpuFile, 'utf8')) };
}

/** What takes more processor time than it may. */
export function tooSlow(times: readonly CheckTimes[], batch: Times): string[] {
  const measured = times.find(({ resources }) => resources >= CHECK_LIMITS.resources);
  return [
    ...(measured && measured.inSynth.cpu > CHECK_LIMITS.inSynth
      ? [`${measured.resources} resources inside synth take more than ${CHECK_LIMITS.inSynth} ms`]
      : []),
    ...(measured && measured.command.cpu > CHECK_LIMITS.command
      ? [`${measured.resources} resources as a command take more than ${CHECK_LIMITS.command} ms`]
      : []),
    ...(batch.cpu > CHECK_LIMITS.batch ? [`${CHECK_LIMITS.templates} templates take more than ${CHECK_LIMITS.batch} ms`] : []),
  ];
}

const cell = ({ passed, cpu }: Times): string => `${passed.toFixed(0).padStart(7)} ms ${cpu.toFixed(0).padStart(7)} ms`;

export function checksTable(times: readonly CheckTimes[], batch: Times): string {
  const rows = times.map(
    ({ functions, resources, inSynth, command }) =>
      `${String(functions).padStart(9)}  ${String(resources).padStart(9)}  ${cell(inSynth)}  ${cell(command)}`,
  );
  return [
    'functions  resources  in synth     processor  command      processor',
    ...rows,
    `${CHECK_LIMITS.templates} templates in one process: ${cell(batch).trim()} (passed, processor)`,
  ].join('\n');
}
