import type { Expected } from '../../verify/scanners/expected';
import type { Finding } from '../../verify/scanners/finding';
import { page } from '../../verify/scanners/page';
import { differences } from '../../verify/scanners/verdict';

const found = (more: Partial<Finding> = {}): Finding => ({
  scanner: 'checkov',
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

  test('may be anything where the CDK alone is scanned', () => {
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

test('the page counts each finding: one of an unknown scanner fails', () => {
  expect(page([], [found()])).toContain('# Findings of other scanners');
  expect(() => page([], [found({ scanner: undefined })])).toThrow(
    /^'scanner' must be one of .*checkov.*, got undefined with CKV_1 at Shop/,
  );
});
