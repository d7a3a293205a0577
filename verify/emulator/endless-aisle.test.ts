import { endlessAisleApp } from '../../examples/endless-aisle/app';
import { Account } from './account';
import { Aisle } from './aisle/aisle';
import { PartnerServer } from './aisle/partner-server';
import { type Scene, STEPS } from './aisle/story';
import { OperationsCommand } from './operations/command';

/*
 * examples/endless-aisle with two partners on this machine, in order: each test goes on from where the one before it has come to.
 */

let account: Account;
let scene: Scene;
beforeAll(async () => {
  account = await Account.open();
  const [north, south] = await Promise.all([PartnerServer.start(['tea']), PartnerServer.start(['oolong'])]);
  const partners = { NorthWarehouse: north.url, SouthWarehouse: south.url };
  // The command line for operators reads construct paths in the metadata of the template, which the CDK's CLI adds by default.
  const context = { 'aws:cdk:enable-path-metadata': true };
  const deployed = await account.deploy((props) => endlessAisleApp({ ...props, context }, partners));
  const { clients, cli } = account;
  scene = { aisle: new Aisle(clients, deployed), clients, north, south, command: new OperationsCommand(cli), app: [] };
}, 240_000);
afterAll(async () => {
  scene?.north.stop();
  scene?.south.stop();
  await account?.close();
});

test.each(Object.entries(STEPS))('%s', (_, step) => step(scene, () => undefined), 90_000);
