import { join } from 'node:path';
import { stylesFor } from '../../tools/demo/layout';
import { Cli } from './cli';
import { Clients } from './clients';
import { operate } from './demo/operations';
import { Shop } from './demo/shop';
import { tell } from './demo/story';
import { Deployed, keptOf } from './deployed';
import { Emulator } from './emulator';
import { OperationsCommand } from './operations/command';
import { installParts } from './parts';
import { synthesize } from './synthesis';

const PORT = 4566;
const APP = join(__dirname, '..', '..', 'examples', 'orders', 'app.ts');

const { bold, dim, good, bad } = stylesFor(process.stdout.isTTY, process.env);
const started = Date.now();
const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Prints what is being done, and the seconds since the start when it was done. */
async function phase<T>(what: string, work: () => Promise<T>): Promise<T> {
  process.stdout.write(dim(`${what} ... `));
  const result = await work();
  print(dim(`${((Date.now() - started) / 1000).toFixed(0)} s`));
  return result;
}

/** Deploys examples/orders on an emulator, and shows what happens to valid and invalid orders. */
async function demo(port: number, signal: AbortSignal): Promise<void> {
  await phase('Python environment and Node.js 24 for the emulator, once', () => installParts(signal));
  const emulator = await phase(`emulator on 127.0.0.1:${port}`, () => Emulator.start({ port }));
  try {
    const cli = new Cli(emulator, signal);
    const assembly = join(emulator.folder, 'cdk.out');
    await phase('cdk bootstrap, and examples/orders bundled', () => Promise.all([cli.bootstrap(), synthesize(APP, assembly, signal)]));
    await phase('cdk deploy', () => cli.deploy(assembly));

    const clients = new Clients(emulator);
    const deployed = await Deployed.read(clients, 'Shop');
    const say = { title: (line: string) => print(`\n${bold(line)}`), fact: (line: string) => print(`${good('✔')} ${line}`) };
    const shop = new Shop(clients, deployed);
    await tell(shop, clients, say);
    await operate(shop, clients, new OperationsCommand(cli), assembly, say);

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

async function main(): Promise<void> {
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
    await demo(portOf(process.argv.slice(2)), aborted.signal);
  } catch (error) {
    if (aborted.signal.aborted) return;
    print(`\n${bad('✘')} ${(error as Error).message}`);
    process.exitCode = 1;
  }
}

void main();
