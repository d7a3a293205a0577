import { join } from 'node:path';
import { runDemo } from './demo/frame';
import { operate } from './demo/operations';
import { Shop } from './demo/shop';
import { tell } from './demo/story';
import { OperationsCommand } from './operations/command';

/** Deploys examples/orders on an emulator, and shows what happens to valid and invalid orders. */
void runDemo({
  name: 'examples/orders',
  app: join(__dirname, '..', '..', 'examples', 'orders', 'app.ts'),
  stack: 'Shop',
  async show({ cli, clients, deployed, assembly, say }) {
    const shop = new Shop(clients, deployed);
    await tell(shop, clients, say);
    await operate(shop, clients, new OperationsCommand(cli), assembly, say);
  },
});
