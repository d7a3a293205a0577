import { checkBundlingKinds } from '../../../../lib/function/packaging/nodejs/bundling-kinds';
import { stackOf } from '../../../harness';

const check = (bundling: object) => () => checkBundlingKinds(stackOf(), bundling);

test.each(['externalModules', 'nodeModules', 'inject', 'mainFields'])('%s is a list of texts', (name) => {
  for (const sound of [[], ['a'], ['a', 'b/*'], undefined]) expect(check({ [name]: sound })).not.toThrow();
  expect(check({ [name]: 'a' })).toThrow(`Shop: 'bundling.${name}' must be a list, got "a"; put it in a list`);
  expect(check({ [name]: 0 })).toThrow(`'bundling.${name}' must be a list, got 0; put it in a list`);
  expect(check({ [name]: ['a', ''] })).toThrow(`Shop: 'bundling.${name}' must be a list of texts, got "" in it; change it`);
  for (const item of [null, undefined, 1]) expect(check({ [name]: [item] })).toThrow(`got ${item} in it; change it`);
});

test.each(['define', 'loader', 'environment', 'esbuildArgs'])('%s is an object', (name) => {
  for (const sound of [{}, { a: 'b' }, undefined]) expect(check({ [name]: sound })).not.toThrow();
  expect(check({ [name]: '--a=b' })).toThrow(`Shop: 'bundling.${name}' must be an object, got "--a=b"; pass names and values`);
  expect(check({ [name]: ['--a'] })).toThrow(`'bundling.${name}' must be an object, got a list; pass names and values`);
});
