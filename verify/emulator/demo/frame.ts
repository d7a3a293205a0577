import { join } from 'node:path';
import { stylesFor } from '../../../tools/demo/layout';
import { Cli } from '../cli';
import { Clients } from '../clients';
import { Deployed, keptOf } from '../deployed';
import { Emulator } from '../emulator';
import { installParts } from '../parts';
import { synthesize } from '../synthesis';
import type { Say } from './story';

const PORT = 4566;

const { bold, dim, good, bad } = stylesFor(process.stdout.isTTY, process.env);
const started = Date.now();
const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** An application that is deployed on an emulator and shown. */
export interface Demo {
  /** What is deployed, as people call it. */
  readonly name: string;
  /** The file that makes the app. */
  readonly app: string;
  readonly stack: string;
  /** Shows it, and throws where something is not as it must be. */
  show(shown: Shown): Promise<void>;
}

export interface Shown {
  readonly emulator: Emulator;
  readonly cli: Cli;
  readonly clients: Clients;
  readonly deployed: Deployed;
  /** The folder of the cloud assembly. */
  readonly assembly: string;
  readonly say: { title: Say; fact: Say };
  /** Aborted when the user stops the demo. */
  readonly signal: AbortSignal;
}

/** Prints what is being done, and the seconds since the start when it was done. */
async function phase<T>(what: string, work: () => Promise<T>): Promise<T> {
  process.stdout.write(dim(`${what} ... `));
  const result = await work();
  print(dim(`${((Date.now() - started) / 1000).toFixed(0)} s`));
  return result;
}

/** Deploys the application on an emulator, shows it and destroys it. */
async function play({ name, app, stack, show }: Demo, port: number, signal: AbortSignal): Promise<void> {
  await phase('Python environment and Node.js 24 for the emulator, once', () => installParts(signal));
  const emulator = await phase(`emulator on 127.0.0.1:${port}`, () => Emulator.start({ port }));
  try {
    const cli = new Cli(emulator, signal);
    const assembly = join(emulator.folder, 'cdk.out');
    await phase(`cdk bootstrap, and ${name} bundled`, () => Promise.all([cli.bootstrap(), synthesize(app, assembly, signal)]));
    await phase('cdk deploy', () => cli.deploy(assembly));

    const clients = new Clients(emulator);
    const deployed = await Deployed.read(clients, stack);
    const say = { title: (line: string) => print(`\n${bold(line)}`), fact: (line: string) => print(`${good('✔')} ${line}`) };
    await show({ emulator, cli, clients, deployed, assembly, say, signal });

    print('');
    await phase('cdk destroy', () => cli.destroy(assembly));
    print(
      `${good('✔')} the stack is deleted; resources with the deletion policy Retain were kept: ${counted(await keptOf(clients, deployed.stackId))}`,
    );
  } finally {
    await emulator.stop();
  }
  print(good(`\n✔ All steps succeeded; the emulator and its data are deleted.`));
}

function counted(types: string[]): string {
  const names = types.map((type) => type.replace('AWS::', '')).sort();
  return [...new Set(names)].map((name) => `${names.filter((each) => each === name).length} ${name}`).join(', ');
}

function portOf(args: string[]): number {
  const at = args.indexOf('--port');
  const given = at < 0 ? PORT : Number(args[at + 1]);
  if (Number.isInteger(given) && given > 0 && given < 65_536) return given;
  throw new Error(`'--port' must be a whole number from 1 to 65535, got ${args[at + 1]}; omit it for ${PORT}`);
}

/** Runs the demo as a command: with `--port`, until it ends or is stopped. */
export async function runDemo(demo: Demo): Promise<void> {
  const aborted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      aborted.abort();
      // What was running gets a moment to end; the emulator ends with this process.
      setTimeout(() => {
        print(`\n${bad('✘')} stopped; nothing is left running`);
        process.exit(130);
      }, 500);
    });
  }
  try {
    await play(demo, portOf(process.argv.slice(2)), aborted.signal);
  } catch (error) {
    if (aborted.signal.aborted) return;
    print(`\n${bad('✘')} ${(error as Error).message}`);
    process.exitCode = 1;
  }
}
