import { runInThisContext } from 'node:vm';
import { App, Token } from 'aws-cdk-lib';
import { checkGiven, got, refuse, refuseAtSynth, together } from '../../lib/core/errors';
import { checkReason } from '../../lib/core/input/reasons';
import { checkText, type Texts } from '../../lib/core/input/texts';
import { withoutUndefined } from '../../lib/core/without-undefined';
import { stackOf } from '../harness';

test.each([
  ['the path of a construct', stackOf(), 'Shop: no'],
  ['the app, which has none', new App(), 'App: no'],
])('a refusal starts with %s', (_, scope, message) => {
  expect(() => refuse(scope, 'no')).toThrow(new Error(message));
});

test.each<[unknown, string]>([
  ['5', '"5"'],
  [5, '5'],
  [true, 'true'],
  [null, 'null'],
  [undefined, 'undefined'],
  [[1], 'a list'],
  [{ a: 1 }, 'an object'],
  [App, 'App'],
  [() => 1, 'a function'],
])('%j was got as %s', (value, text) => expect(got(value)).toBe(text));

test.each([0, '', false])('%j is given', (value) => {
  expect(() => checkGiven(stackOf(), 'size', value, '5')).not.toThrow();
});

test.each([undefined, null])('%s is not given', (value) => {
  expect(() => checkGiven(stackOf(), 'size', value, '5')).toThrow(
    new Error(`Shop: 'size' must be given, got ${value}; pass for example 5`),
  );
});

describe('a text', () => {
  const TEXTS: Texts = { pattern: /^[a-z]+$/, rule: 'small letters', fix: 'write it small' };
  const check = (text: unknown) => () => checkText(stackOf(), 'name', text as string, TEXTS);

  test.each([undefined, 'orders', Token.asString({ Ref: 'Name' })])('may be %p', (text) => expect(check(text)).not.toThrow());

  test.each<[unknown, string]>([
    ['Orders', '"Orders"'],
    ['', '""'],
    [5, '5'],
    ['X'.repeat(61), `"${'X'.repeat(60)}"`],
  ])('may not be %p', (text, shown) => {
    expect(check(text)).toThrow(new Error(`Shop: 'name' must be small letters, got ${shown}; write it small`));
  });
});

describe('a reason', () => {
  const check = (reason: unknown) => () => checkReason(stackOf(), 'leaveOut', reason as string);

  test.each(['x', Token.asString({ Ref: 'Why' })])('may be %p', (reason) => expect(check(reason)).not.toThrow());

  test.each<[unknown, string]>([
    ['', '""'],
    [' \n', '" \\n"'],
    [undefined, 'undefined'],
    [5, '5'],
  ])('may not be %p', (reason, shown) => {
    expect(check(reason)).toThrow(
      new Error(`Shop: 'leaveOut' must have a reason, got ${shown}; write the reason in a few words; it is in the template for reviewers`),
    );
  });
});

test('undefined and null are not set; 0, false and an empty text are', () => {
  expect(withoutUndefined({ a: undefined, b: null, c: 0, d: false, e: '' })).toEqual({ c: 0, d: false, e: '' });
  expect(Object.keys(withoutUndefined({ a: undefined, b: null }))).toEqual([]);
});

describe('the line of the app', () => {
  /** A call from a file as Node.js runs it: its frame is the one of an `Object.<anonymous>`. Bound, so that this file has none. */
  const callFrom = (file: string, call: () => void): (() => void) => {
    const frame = runInThisContext(`({ '<anonymous>'(call) { call(); } })`, { filename: file });
    return frame['<anonymous>'].bind(frame, call);
  };
  const stackFrom = (...files: string[]): string => {
    const call = files.reduce((inner, file) => callFrom(file, inner), refuse.bind(null, stackOf(), 'no') as () => void);
    try {
      call();
    } catch (error) {
      return (error as Error).stack as string;
    }
    return '';
  };
  const firstOf = (stack: string) => stack.split('\n')[1].trim();

  test('is the first, also where it is that of a file and not of a function in it', () => {
    expect(firstOf(stackFrom('/app/bin/shop.ts'))).toMatch(/^at Object\.<anonymous> \(\/app\/bin\/shop\.ts:1:/);
  });

  test.each(['ts-node/src/index.ts', 'tsx/dist/cjs.cjs', 'aws-cdk-lib/core/lib/app.js'])('is the first where %s called', (path) => {
    const stack = stackFrom(`/app/node_modules/${path}`, '/app/bin/shop.ts');
    expect(firstOf(stack)).toContain('/app/bin/shop.ts');
    expect(stack).not.toContain(path);
  });

  test('is the first where a package made the function, whose frames come later', () => {
    const stack = stackFrom('/app/node_modules/constructs-of-ours/index.js', '/app/bin/shop.ts');
    expect(firstOf(stack)).toContain('/app/bin/shop.ts');
    expect(stack).toContain('constructs-of-ours');
  });

  test('is that of the caller at synth too', () => {
    const stack = stackOf();
    callFrom('/app/bin/shop.ts', refuseAtSynth.bind(null, stack, 'no'))();
    expect(stack.node.validate()).toEqual([expect.stringMatching(/^no \(at \/app\/bin\/shop\.ts:1:\d+\)$/)]);
  });

  test('is not known to other languages, whose frames are those of jsii', () => {
    process.env.JSII_AGENT = 'Python/3.13.0';
    try {
      const stack = stackOf();
      callFrom('/tmp/jsii/lib/program.js', refuseAtSynth.bind(null, stack, 'no'))();
      expect(stack.node.validate()).toEqual(['no']);
    } finally {
      delete process.env.JSII_AGENT;
    }
  });
});

describe('several checks', () => {
  const no = (what: string) => () => refuse(stackOf(), what);

  test('throw once, a line for each refusal', () => {
    expect(() => together(no('one'), () => undefined, no('two'), no('one'))).toThrow(new Error('Shop: one\nShop: two'));
  });

  test('that refuse nothing are silent', () => {
    expect(() => together(() => undefined)).not.toThrow();
  });

  test('do not hide another error', () => {
    const bug = () => {
      throw new TypeError('x is undefined');
    };
    expect(() => together(no('one'), bug)).toThrow(TypeError);
  });

  test('keep the line of the app, and may be within others', () => {
    expect(() => together(() => together(no('one'), no('two')), no('three'))).toThrow(new Error('Shop: one\nShop: two\nShop: three'));
  });
});
