import { join } from 'node:path';
import { type App, type AppProps, Stack } from 'aws-cdk-lib';
import { Cli } from './cli';
import { Clients } from './clients';
import { Deployed } from './deployed';
import { Emulator } from './emulator';

export type Build = (props: AppProps) => App;

/** An account of a separate emulator, bootstrapped, that applications are deployed to. */
export class Account {
  /** With `iam`, each call is authorized by its policies. */
  public static async open(options?: { iam: boolean }): Promise<Account> {
    const account = new Account(await Emulator.start(options));
    await account.cli.bootstrap();
    return account;
  }

  public readonly cli: Cli;
  public readonly clients: Clients;
  private assemblies = 0;

  private constructor(public readonly emulator: Emulator) {
    this.cli = new Cli(emulator);
    this.clients = new Clients(emulator);
  }

  /** Synthesizes the application, whose only stack it deploys. */
  public async deploy(build: Build, ...args: string[]): Promise<Deployed> {
    const { folder, stack } = this.synthesize(build);
    await this.cli.deploy(folder, ...args);
    return Deployed.read(this.clients, stack);
  }

  public async destroy(build: Build): Promise<void> {
    await this.cli.destroy(this.synthesize(build).folder);
  }

  public close(): Promise<void> {
    return this.emulator.stop();
  }

  private synthesize(build: Build): { folder: string; stack: string } {
    const folder = join(this.emulator.folder, `cdk.out.${this.assemblies++}`);
    const app = build({ outdir: folder });
    app.synth();
    const stacks = app.node.children.filter((child) => Stack.isStack(child));
    if (stacks.length !== 1) throw new Error(`expected one stack, found ${stacks.length}`);
    return { folder, stack: stacks[0].stackName };
  }
}
