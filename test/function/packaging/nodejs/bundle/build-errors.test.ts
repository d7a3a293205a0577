import { App } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { describe as described, reportErrors } from '../../../../../lib/function/packaging/nodejs/bundle/build-errors';
import type { Message } from '../../../../../lib/function/packaging/nodejs/bundle/esbuild-worker';
import { stackOf } from '../../../../harness';

const LOCATION = { file: 'src/a.ts', line: 3, column: 4, lineText: 'const x = ;' };
const message = (text: string, more: Partial<Message> = {}): Message => ({ text, location: LOCATION, notes: [], ...more });

test('a message is its place, its text and the line', () => {
  expect(described(message('Unexpected ";"'))).toBe('  src/a.ts:3:5: Unexpected ";"\n      3 | const x = ;');
  expect(described(message('Something', { location: null }))).toBe('  Something');
});

test('notes stand below', () => {
  const notes = [{ text: ' one \n' }, { text: '  ' }, { text: 'two' }];
  expect(described(message('Wrong', { notes }))).toBe('  src/a.ts:3:5: Wrong\n      3 | const x = ;\n      one\n      two');
  expect(described(message('Wrong', { notes, location: null }))).toBe('  Wrong\n      one\n      two');
});

test('a client of the AWS SDK that is not installed has an advice', () => {
  const advice = `Run 'npm install @aws-sdk/client-s3', or set 'bundling: { bundleAwsSDK: false }' to use the AWS SDK of the runtime.`;
  expect(described(message('Could not resolve "@aws-sdk/client-s3"', { location: null }))).toBe(
    `  Could not resolve "@aws-sdk/client-s3"\n      ${advice}`,
  );
  for (const text of ['Could not resolve "dep"', 'Sorry. Could not resolve "@aws-sdk/client-s3"', 'Could not resolve "@aws-sdk/"'])
    expect(described(message(text, { location: null }))).toBe(`  ${text}`);
});

describe('the synthesis reports', () => {
  const ONE = `'entry' must be accepted by esbuild, got an error; correct the code:\n  Wrong`;
  const wrong = message('Wrong', { location: null });

  test('one error, or how many there are', () => {
    const stack = stackOf();
    const [one, two] = ['One', 'Two'].map((id) => new Construct(stack, id));
    reportErrors(one, [wrong]);
    reportErrors(two, [wrong, message('Also wrong', { location: null })]);
    expect(one.node.validate()).toEqual([ONE]);
    expect(two.node.validate()).toEqual([`'entry' must be accepted by esbuild, got 2 errors; correct the code:\n  Wrong\n  Also wrong`]);
  });

  test('what functions of an app share once', () => {
    const app = new App();
    const [first, ...others] = ['One', 'Two', 'Three'].map((id) => new Construct(stackOf(app, `Stack${id}`), id));
    for (const scope of [first, ...others]) reportErrors(scope, [wrong]);
    expect(first.node.validate()).toEqual([ONE.replace('an error', 'an error (the same for StackTwo/Two, StackThree/Three)')]);
    expect(others.flatMap(({ node }) => node.validate())).toEqual([]);
  });

  test('each of another app', () => {
    for (const scope of [stackOf(), stackOf()]) {
      reportErrors(scope, [wrong]);
      expect(scope.node.validate()).toEqual([ONE]);
    }
  });
});
