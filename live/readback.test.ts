import { Account } from './account';
import { DROPPED } from './readback/dropped';
import { READERS } from './readback/readers';
import { readBackApp } from './readback/stack';
import { type Resource, resourcesOf } from './readback/template';

let account: Account;
let resources: Resource[];
beforeAll(async () => {
  account = await Account.open();
  resources = await resourcesOf(account.clients, await account.deploy(readBackApp));
}, 180_000);
afterAll(() => account?.close());

/** Whether the service says all that is wanted; it may say more, and numbers as text. */
function says(got: any, wanted: any): boolean {
  if (Array.isArray(wanted)) {
    if (wanted.length === 1 && !Array.isArray(got)) return says(got, wanted[0]);
    return Array.isArray(got) && wanted.every((each) => got.some((one) => says(one, each)));
  }
  if (typeof wanted === 'object' && wanted !== null) {
    return typeof got === 'object' && got !== null && Object.entries(wanted).every(([key, each]) => says(got[key], each));
  }
  return String(got ?? '') === String(wanted);
}

/** Types that are not the library's: the application's own table, and the security group as the CDK makes it. */
const OF_OTHERS = ['AWS::DynamoDB::Table', 'AWS::EC2::SecurityGroup'];

test('what the template says is what the services say, but for what the emulator is known to forget', async () => {
  const dropped = new Set<string>();
  for (const resource of resources.filter(({ type }) => !OF_OTHERS.includes(type))) {
    const read = READERS[resource.type];
    if (!read) throw new Error(`no reader of ${resource.type}; add one to live/readback/readers.ts`);
    const got = await read(account.clients, resource);
    for (const [property, wanted] of Object.entries(resource.properties)) {
      if (!says(got[property], wanted)) dropped.add(`${resource.type} ${property}`);
    }
  }
  expect([...dropped].sort()).toEqual(DROPPED);
}, 60_000);

test('there is something to read of every type', () => {
  expect([...new Set(resources.map(({ type }) => type))]).toEqual(expect.arrayContaining(Object.keys(READERS)));
});
