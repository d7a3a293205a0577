import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Expected } from '../../tools/judges/expected';
import type { Finding } from '../../tools/judges/finding';
import { findPython } from '../../tools/judges/python';
import { differences } from '../../tools/judges/verdict';

const found = (more: Partial<Finding> = {}): Finding => ({
  judge: 'checkov',
  subject: 'examples/orders',
  profile: 'standard',
  rule: 'CKV_1',
  path: 'Shop/Orders/Queue/Resource',
  ...more,
});
const expected = (more: Partial<Expected> = {}): Expected => ({
  kind: 'theirs',
  rules: ['CKV_1'],
  path: /\/Queue\/Resource$/,
  reason: 'a test says so',
  ...more,
});

describe('what others find', () => {
  test('may be what the list has', () => {
    expect(differences([found(), found({ profile: 'strict' })], [expected()])).toEqual([]);
  });

  test('may be anything where the CDK alone is judged', () => {
    expect(differences([found(), found({ profile: 'plain', rule: 'CKV_2' })], [expected()])).toEqual([]);
  });

  test('may be what the app acknowledges', () => {
    expect(differences([found({ acknowledged: true })], [])).toEqual([]);
  });

  test.each<[string, Finding]>([
    ['another rule', found({ rule: 'CKV_2' })],
    ['the rule elsewhere', found({ path: 'Shop/Orders/Topic/Resource' })],
  ])('must not be %s', (_, finding) => {
    const { rule, path } = finding;
    expect(differences([found(), finding], [expected()])).toEqual([`checkov: ${rule} at ${path} (examples/orders, standard)`]);
  });

  test('must not be what strict is for, under strict', () => {
    const complaints = differences([found(), found({ profile: 'strict' })], [expected({ kind: 'strict' })]);
    expect(complaints).toEqual(['checkov: CKV_1 at Shop/Orders/Queue/Resource (examples/orders, strict)']);
  });

  test.each(['strict', 'asked', 'theirs'] as const)('must not be anything of kind %s in one strict function alone', (kind) => {
    const complaints = differences([found(), found({ subject: 'one function', profile: 'strict' })], [expected({ kind })]);
    expect(complaints).toEqual(['checkov: CKV_1 at Shop/Orders/Queue/Resource (one function, strict)']);
  });

  test('must still be found: each rule of each line', () => {
    expect(differences([found()], [expected({ rules: ['CKV_1', 'CKV_3'] })])).toEqual([
      'no longer found, take it off the list: CKV_3 at \\/Queue\\/Resource$',
    ]);
  });
});

describe('Python', () => {
  test('that is not there is said, with what to install', () => {
    expect(findPython({ PYTHON: '/nowhere/python3' })).toEqual({
      missing: expect.stringMatching(
        /^Python 3\.11 or newer with venv is needed, got .*ENOENT; install it \(.*python3-venv\), or name it by .*'PYTHON'$/,
      ),
    });
  });

  test('that is too old is said, with its version', () => {
    const old = join(mkdtempSync(join(tmpdir(), 'python-')), 'python3');
    writeFileSync(old, '#!/bin/sh\necho 3 10\n', { mode: 0o755 });
    expect(findPython({ PYTHON: old })).toEqual({ missing: expect.stringContaining('is needed, got 3.10; install it') });
  });
});
