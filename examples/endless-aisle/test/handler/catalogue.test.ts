import { setTimeout as sleep } from 'node:timers/promises';
import { handler, recent } from '../../handler/catalogue';
import { type AisleWithoutAws, aisleWithoutAws, CONTEXT, inputsOf, TEA } from './aisle';

let aisle: AisleWithoutAws;
beforeEach(() => {
  aisle = aisleWithoutAws();
  aisle.tables.mockResolvedValue({ Item: TEA } as never);
  recent.clear();
});
afterEach(() => jest.restoreAllMocks());

const lookUp = (sku: unknown = 'tea') => handler({ sku } as { sku: string }, CONTEXT);

test('answers with the product', async () => {
  expect(await lookUp()).toEqual(TEA);
  expect(inputsOf(aisle.tables)).toEqual([{ TableName: 'products', Key: { sku: 'tea' } }]);
  expect(aisle.count).toHaveBeenCalledWith('ProductsFromTable', 'Count', 1);
});

test('asks the table once in a minute', async () => {
  await lookUp();
  expect(await lookUp()).toEqual(TEA);
  expect(aisle.tables).toHaveBeenCalledTimes(1);
  expect(aisle.count).toHaveBeenLastCalledWith('ProductsFromCache', 'Count', 1);
});

test('asks again after a minute', async () => {
  const now = jest.spyOn(performance, 'now').mockReturnValue(1_000);
  await lookUp();
  // The cache asks for the time once in a millisecond.
  await sleep(5);
  now.mockReturnValue(62_000);
  aisle.tables.mockResolvedValue({ Item: { ...TEA, stock: 3 } } as never);
  expect(await lookUp()).toMatchObject({ stock: 3 });
});

test('asks once for lookups at the same time', async () => {
  await Promise.all([lookUp(), lookUp(), lookUp()]);
  expect(aisle.tables).toHaveBeenCalledTimes(1);
});

test('a product that no partner has is not kept: it may come', async () => {
  aisle.tables.mockResolvedValueOnce({} as never);
  expect(await lookUp()).toBeNull();
  expect(await lookUp()).toEqual(TEA);
});

test('a failure of the table is thrown, and not kept', async () => {
  aisle.tables.mockRejectedValueOnce(new Error('throttled') as never);
  await expect(lookUp()).rejects.toThrow('throttled');
  expect(await lookUp()).toEqual(TEA);
});

test.each([[undefined], [''], ['a b'], [7]])('refuses the sku %p', async (sku) => {
  await expect(handler({ sku } as { sku: string }, CONTEXT)).rejects.toThrow('sku must be 1 to 64 letters, digits and hyphens');
  expect(aisle.tables).not.toHaveBeenCalled();
});
