import { withInferredNames } from '../../tools/inferred-names';

const HELPER = 'var q=Object.defineProperty;var i=(t,e)=>q(t,"name",{value:e,configurable:!0});';

/** Runs the code, whose last line is an expression, as it is and after the calls were taken out. */
function both(code: string): { readonly before: unknown; readonly after: unknown; readonly text: string } {
  const text = withInferredNames(`${HELPER}${code}`);
  // biome-ignore lint/security/noGlobalEval: the code is written here
  return { before: eval(`${HELPER}${code}`), after: eval(text), text: text.slice(HELPER.length) };
}

test.each([
  ['of an arrow function', '[{validate:i(()=>1,"validate")}].map(({validate:v})=>v.name+v())', ['validate1']],
  ['of a function', '[{visit:i(function(){return 2},"visit")}].map(({visit:v})=>v.name+v())', ['visit2']],
  ['of a quoted key', '[{"a-b":i(()=>3,"a-b")}].map(o=>o["a-b"].name+o["a-b"]())', ['a-b3']],
  ['within another', '[{a:i(()=>({b:i(()=>4,"b")}),"a")}].map(({a})=>a.name+a().b.name+a().b())', ['ab4']],
])('a property names the function: the call is left out, %s', (_, code, expected) => {
  const { before, after, text } = both(code);

  expect(before).toEqual(expected);
  expect(after).toEqual(expected);
  expect(text).not.toContain('i(');
});

test.each([
  ['a variable, whose name is shortened', 'var t=i(()=>1,"resolve");t.name', 'resolve'],
  ['a property with another name', '({a:i(()=>1,"b")}).a.name', 'b'],
  ['a function that has a name', '({a:i(function c(){},"a")}).a.name', 'a'],
  ['a computed key', 'var k="x";({[k]:i(()=>1,"y")}).x.name', 'y'],
])('a name that JavaScript would not give stays: %s', (_, code, expected) => {
  const { after, text } = both(code);

  expect(after).toBe(expected);
  expect(text).toBe(code);
});

test('a line break within the call stays, so that lines stay short', () => {
  const { after, text } = both('({a:i(\n()=>5,\n"a")}).a()');

  expect(after).toBe(5);
  expect(text).toBe('({a:\n()=>5\n}).a()');
});

test('a bundle without the helper is refused, since then nothing would be left out', () => {
  expect(() => withInferredNames('var a=1;')).toThrow(
    "the bundle must have esbuild's helper that keeps names, got none; adapt tools/inferred-names.ts",
  );
});
