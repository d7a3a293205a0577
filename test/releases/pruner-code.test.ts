import { PRUNER_CODE } from '../../lib/releases/pruner-code';

const DAY = 86_400_000;

/** What Lambda and CloudFormation know, and what the handler does to it. */
class Account {
  public status = 'UPDATE_COMPLETE';
  public aliases: object[] = [{ Name: 'live', FunctionVersion: '9' }];
  /** Days since each version was published. */
  public ages: Record<string, number> = { 1: 90, 2: 80, 3: 70, 4: 60, 5: 50, 6: 40, 7: 20, 8: 10, 9: 1 };
  public refused: string[] = [];
  public readonly deleted: object[] = [];

  public async run(each: object = {}, stacks = ['shop']): Promise<any> {
    const exported = {} as { handler: (event: object) => Promise<any> };
    new Function('require', 'exports', 'console', PRUNER_CODE)((name: string) => this.sdk(name), exported, { log: () => {} });
    return exported.handler({ stacks, functions: [{ name: 'orders', keep: 3, days: 30, ...each }] });
  }

  private sdk(name: string): object {
    const account = this;
    if (name === '@aws-sdk/client-cloudformation') {
      const statusOf = (stack: string) => (stack === 'parent' ? 'UPDATE_IN_PROGRESS' : this.status);
      return {
        CloudFormation: class {
          async describeStacks({ StackName }: { StackName: string }) {
            return { Stacks: [{ StackStatus: statusOf(StackName) }] };
          }
        },
      };
    }
    return {
      Lambda: class {
        async deleteFunction(request: { Qualifier: string }) {
          if (account.refused.includes(request.Qualifier)) throw new Error('an alias names it');
          account.deleted.push(request);
        }
      },
      async *paginateListAliases() {
        for (const alias of account.aliases) yield { Aliases: [alias] };
      },
      async *paginateListVersionsByFunction() {
        yield { Versions: [{ Version: '$LATEST', LastModified: account.date(0) }] };
        for (const [Version, age] of Object.entries(account.ages)) yield { Versions: [{ Version, LastModified: account.date(age) }] };
      },
    };
  }

  /** As Lambda writes it. */
  private date(age: number): string {
    return Number.isNaN(age) ? 'yesterday' : new Date(Date.now() - age * DAY).toISOString().replace('Z', '+0000');
  }

  public get versions(): string[] {
    return this.deleted.map((request) => (request as { Qualifier: string }).Qualifier).sort();
  }
}

test('old versions are deleted, each by its number', async () => {
  const account = new Account();
  expect(await account.run()).toEqual({ deleted: ['orders:5', 'orders:4', 'orders:3', 'orders:2', 'orders:1'] });
  expect(account.deleted[0]).toEqual({ FunctionName: 'orders', Qualifier: '5' });
});

test('as many of the newest versions stay as are asked for', async () => {
  const account = new Account();
  await account.run({ keep: 8 });
  expect(account.versions).toEqual(['1']);
});

test('a version stays until a newer one has been there for as long as is asked: 6 was replaced 20 days ago', async () => {
  const account = new Account();
  await account.run({ keep: 2, days: 20 });
  expect(account.versions).toEqual(['1', '2', '3', '4', '5', '6']);
  const later = new Account();
  await later.run({ keep: 2, days: 21 });
  expect(later.versions).toEqual(['1', '2', '3', '4', '5']);
});

test('a version whose time is not understood stays', async () => {
  const account = new Account();
  account.ages = { 1: 90, 2: Number.NaN, 3: 3, 4: 2, 5: 1 };
  await account.run();
  expect(account.versions).toEqual([]);
});

test('what an alias names stays, also by weight', async () => {
  const account = new Account();
  account.aliases = [
    { FunctionVersion: '9', RoutingConfig: { AdditionalVersionWeights: { 2: 0.1 } } },
    { Name: 'beta', FunctionVersion: '4' },
  ];
  await account.run();
  expect(account.versions).toEqual(['1', '3', '5']);
});

test('versions are ordered as numbers', async () => {
  const account = new Account();
  account.ages = { 8: 90, 9: 80, 10: 70, 11: 60 };
  account.aliases = [];
  await account.run();
  expect(account.versions).toEqual(['8']);
});

test.each(['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_ROLLBACK_FAILED', 'UPDATE_ROLLBACK_IN_PROGRESS'])(
  'nothing is deleted while the stack is in %s',
  async (status) => {
    const account = new Account();
    account.status = status;
    expect(await account.run()).toEqual({ skipped: `shop is ${status}` });
    expect(account.deleted).toEqual([]);
  },
);

test('nothing is deleted while the stack around it is updated', async () => {
  const account = new Account();
  expect(await account.run({}, ['shop', 'parent'])).toEqual({ skipped: 'parent is UPDATE_IN_PROGRESS' });
  expect(account.deleted).toEqual([]);
});

test('an error of one function is reported when all others are done', async () => {
  const account = new Account();
  account.refused = ['3'];
  await expect(account.run()).rejects.toThrow('orders: an alias names it');
  expect(account.versions).toEqual(['4', '5']);
});
