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

/** The value with each of its leaves changed in turn. */
function changes(value: any): unknown[] {
  if (Array.isArray(value))
    return value.flatMap((each, index) => changes(each).map((changed) => [...value.slice(0, index), changed, ...value.slice(index + 1)]));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, each]) => changes(each).map((changed) => ({ ...value, [key]: changed })));
  }
  return [typeof value === 'boolean' ? !value : `${value}0`];
}

/** What the service has of each property that the template gives the resource. */
async function readBack(resource: Resource): Promise<{ property: string; wanted: unknown; got: unknown }[]> {
  const read = READERS[resource.type];
  if (!read) throw new Error(`no reader of ${resource.type}; add one to verify/emulator/readback/readers.ts`);
  const got = await read(account.clients, resource);
  return Object.entries(resource.properties).map(([property, wanted]) => ({ property, wanted, got: got[property] }));
}

test('what the template says is what the services say, but for what the emulator is known to drop, and nothing else', async () => {
  const dropped = new Set<string>();
  for (const resource of resources) {
    for (const { property, wanted, got } of await readBack(resource)) {
      if (says(got, wanted)) expect(changes(wanted).filter((other) => says(got, other))).toEqual([]);
      else dropped.add(`${resource.type} ${property}`);
    }
  }
  expect([...dropped].sort()).toEqual(DROPPED);
}, 60_000);

test('there is something to read of every type', () => {
  expect([...new Set(resources.map(({ type }) => type))]).toEqual(expect.arrayContaining(Object.keys(READERS)));
});
