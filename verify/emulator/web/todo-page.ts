import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { Page } from 'playwright-core';
import type { Clients } from '../clients';
import type { Deployed } from '../deployed';
import { type Emulator, REGION } from '../emulator';
import type { StandIn } from './stand-in';

const SITE = join(__dirname, '..', '..', '..', 'examples', 'web-application', 'site');
export const PASSWORD = 'Correct-horse-7';

/** examples/web-application, deployed and published: its users, its page, and what is in its table. */
export class TodoPage {
  constructor(
    private readonly clients: Clients,
    private readonly deployed: Deployed,
    private readonly emulator: Emulator,
    private readonly standIn: StandIn,
  ) {}

  public get url(): string {
    return this.standIn.url;
  }

  /** What publish.mjs does on AWS. */
  public async publish(): Promise<void> {
    const Bucket = this.deployed.outputs.FilesBucket;
    const put = (Key: string, Body: string | Buffer) => this.clients.s3.send(new PutObjectCommand({ Bucket, Key, Body }));
    const files = readdirSync(SITE).filter((name) => name !== 'config.json');
    await Promise.all(files.map((name) => put(name, readFileSync(join(SITE, name)))));
    // The emulator has the sign-in pages at its own address, for every domain.
    await put('config.json', JSON.stringify({ signInUrl: this.emulator.endpoint, clientId: this.deployed.outputs.ClientId }));
    const apiId = this.deployed.nameOf('ApiGatewayV2::Api', 'Api');
    this.standIn.serve({ bucket: Bucket, apiId }, this.clients, this.emulator);
  }

  public async addUser(Username: string): Promise<void> {
    const { endpoint, credentials } = this.emulator;
    const cognito = new CognitoIdentityProviderClient({ endpoint, credentials, region: REGION });
    const UserPoolId = this.deployed.nameOf('Cognito::UserPool', 'SignInUsers');
    const UserAttributes = [
      { Name: 'email', Value: Username },
      { Name: 'email_verified', Value: 'true' },
    ];
    await cognito.send(new AdminCreateUserCommand({ UserPoolId, Username, UserAttributes, MessageAction: 'SUPPRESS' }));
    await cognito.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: PASSWORD, Permanent: true }));
  }

  /** Signs in as a user does, and waits for the list. */
  public async signIn(page: Page, user: string): Promise<void> {
    await page.goto(this.url);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByLabel('Username').fill(user);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    await page.getByText('to do.').waitFor();
  }

  public async add(page: Page, text: string): Promise<void> {
    const { length } = await this.listed(page);
    await page.getByLabel('What is to be done?').fill(text);
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByText(`${length + 1} to do.`).waitFor();
  }

  public listed(page: Page): Promise<string[]> {
    return page.locator('#todos li span').allTextContents();
  }

  /** The texts in the table, sorted. */
  public async stored(): Promise<string[]> {
    const TableName = this.deployed.nameOf('DynamoDB::Table', 'Todos');
    const { Items = [] } = await this.clients.dynamoDb.send(new ScanCommand({ TableName }));
    return Items.map(({ text }) => String(text.S)).sort();
  }

  public async statusWithout(headers: Record<string, string> = {}): Promise<number> {
    return (await fetch(`${this.url}api/todos`, { headers })).status;
  }
}
