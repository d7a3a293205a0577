import { fn } from '../../lib/checks/rules/examples/parts';
import { HARDENING } from '../../lib/core/hardening-metadata';
import { file, run } from './running';

const hardened = { ...fn(), Metadata: { [HARDENING]: { Profile: 'standard' } } };
const mixed = file('mixed.json', { Resources: { Orders: hardened, Returns: fn() } });
const plain = file('plain.json', { Resources: { Returns: fn() } });

test('each function that is not hardened is an error where it is asked for', () => {
  const { exit, out } = run('check', mixed, '--require-hardening');
  expect(exit).toBe(1);
  expect(out).toContain("the function Returns must be hardened, got no metadata 'cdk-hardened-lambda:Hardening'");
  expect(out).not.toContain('the function Orders must be hardened');
  expect(out).toMatch(/\(2 functions in 1 template, \d+ rules; 1 of 2 functions are hardened\)/);
});

test('without that the rule is not applied, and a report about hardened functions has the count', () => {
  const { exit, out } = run('check', mixed);
  expect(exit).toBe(0);
  expect(out).not.toContain('FunctionNotHardened');
  expect(out).toContain('1 of 2 functions are hardened');
});

test('a report of templates without the library has no count unless it is asked for', () => {
  expect(run('check', plain).out).not.toContain('functions are hardened');
  expect(run('check', plain, '--require-hardening').out).toContain('0 of 1 functions are hardened');
});

test('the rule can be applied alone, explained and suppressed', () => {
  expect(run('check', mixed, '--only', 'FunctionNotHardened')).toMatchObject({
    exit: 1,
    out: expect.stringContaining('1 rule; 1 of 2 functions are hardened'),
  });
  expect(run('explain', 'FunctionNotHardened').out).toContain('HardenedFunction');
  expect(run('check', mixed, '--require-hardening', '--suppress', 'FunctionNotHardened=see ADR 5').exit).toBe(0);
});

test('JSON has the numbers', () => {
  expect(JSON.parse(run('check', mixed, '--format', 'json').out).hardening).toEqual({ hardened: 1, functions: 2, left: 0, ofCdk: 0 });
});

describe('the configuration', () => {
  test('may ask for it', () => {
    const config = file('config.yaml', 'requireHardening: true\n');
    expect(run('check', mixed, '--config', config)).toMatchObject({ exit: 1, out: expect.stringContaining('FunctionNotHardened') });
  });

  test('must say true or false', () => {
    const config = file('wrong.yaml', 'requireHardening: "yes"\n');
    expect(run('check', mixed, '--config', config)).toMatchObject({
      exit: 2,
      err: expect.stringContaining(`'requireHardening' must be true or false, got "yes"`),
    });
  });
});
