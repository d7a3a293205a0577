import { join } from 'node:path';
import { Aisle } from './aisle/aisle';
import { PARTNERS } from './aisle/app';
import { PartnerServer } from './aisle/partner-server';
import { STEPS } from './aisle/story';
import { runDemo } from './demo/frame';
import { OperationsCommand } from './operations/command';

/** Deploys examples/endless-aisle on an emulator, with two partners on this machine, and shows what happens to orders. */
async function main(): Promise<void> {
  const [north, south] = await Promise.all([PartnerServer.start(['tea']), PartnerServer.start(['oolong'])]);
  process.env[PARTNERS] = JSON.stringify({ NorthWarehouse: north.url, SouthWarehouse: south.url });
  await runDemo({
    name: 'examples/endless-aisle',
    app: join(__dirname, 'aisle', 'app.ts'),
    stack: 'EndlessAisle',
    async show({ cli, clients, deployed, assembly, say }) {
      const command = new OperationsCommand(cli);
      const scene = { aisle: new Aisle(clients, deployed), clients, north, south, command, app: ['--app', assembly] };
      for (const [title, step] of Object.entries(STEPS)) {
        say.title(title);
        await step(scene, say.fact);
      }
    },
  });
  north.stop();
  south.stop();
}

void main();
