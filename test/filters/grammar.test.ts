import { Fn, Lazy, Token } from 'aws-cdk-lib';
import { DynamoFilter, FilterMatch, SqsFilter } from '../../lib';
import { grammarFindings } from '../../lib/filters/engine/grammar';
import { withMarkedTokens } from '../../lib/filters/marked-tokens';

const body = (fields: any) => () => SqsFilter.body(fields);
const RANGE = 'must be a number between -9007199254740991 and 9007199254740991, with at most 15 digits unless whole';
const FORMS = 'write ["=", 5], [">", 0] or [">=", 0, "<", 10], the lower bound first';
const DO_INSIST = (operator: string) =>
  `leave it out, or insist with FilterMatch.undocumented('${operator}', value, reason) once it was seen to work`;

const DEEP = `'pattern' must be nested at most 100 levels deep`;

describe('refused, in one sentence with the path, the rule, what was got and the fix', () => {
  test.each<[string, any, string]>([
    ['a scalar', { type: 'order' }, `'body.type' must be a list of values, got "order"; write ["order"]`],
    ['a number', { type: 5 }, `'body.type' must be a list of values, got 5; write [5]`],
    ['null', { type: null }, `'body.type' must be a list of values, got null; write [null]`],
    ['nothing', { type: undefined }, `'body.type' must be a list of values, got undefined; write ["value"]`],
    [
      'an empty list',
      { type: [] },
      `'body.type' must list at least one value, got an empty list; leave the field out to let anything through`,
    ],
    ['no values in oneOf', { type: FilterMatch.oneOf() }, `'body.type' must list at least one value, got an empty list`],
    ['an empty object', { type: {} }, `'body.type' must have at least one field, got an empty object; name a field in it, or leave it out`],
    ['no field at all', {}, `'body' must have at least one field, got an empty object`],
    [
      'a list in a list',
      { type: [['a']] },
      `'body.type' must list texts, numbers, true, false, null or operators, got ["a"]; take the inner list apart`,
    ],
    ['a date', { at: [new Date(0)] }, `got "1970-01-01T00:00:00.000Z"; write it as one of these`],
    [
      'an operator outside a list',
      { t: { prefix: 'a' } },
      `'body.t' must have its operator inside a list, got {"prefix":"a"}; write [{ operator: value }]`,
    ],
    [
      'an operator outside a list, with a list',
      { t: { prefix: ['a'] } },
      `'body.t' must have its operator inside a list, got {"prefix":["a"]}`,
    ],
    ['exists outside a list', { t: { exists: true } }, `'body.t' must have its operator inside a list, got {"exists":true}`],
    ['a wrong operator', { t: [{ prefx: 'a' }] }, `'body.t' must be one of Lambda's operators, got "prefx"; did you mean "prefix"`],
    ['the operator of another language', { t: [{ startsWith: 'a' }] }, `got "startsWith"; did you mean "prefix"`],
    ['a comparison as operator', { t: [{ '>=': 5 }] }, `got ">="; did you mean "numeric"`],
    ['$gt', { t: [{ $gt: 5 }] }, `got "$gt"; did you mean "numeric"`],
    [
      'an unheard-of operator',
      { t: [{ zzz: 1 }] },
      `got "zzz"; there are prefix, suffix, equals-ignore-case, anything-but, numeric, exists`,
    ],
    ['an operator of every object', { t: [{ toString: 1 }] }, `got "toString"; there are prefix`],
    [
      'two operators',
      { t: [{ prefix: 'a', suffix: 'b' }] },
      `'body.t' must have exactly one operator in each object of the list, got {"prefix":"a","suffix":"b"}`,
    ],
    ['no operator', { t: [{}] }, `'body.t' must have exactly one operator in each object of the list, got {}`],
    [
      'wildcard',
      { t: [{ wildcard: 'a*' }] },
      `'body.t' must be an operator that Lambda documents, got "wildcard"; ${DO_INSIST('wildcard')}`,
    ],
    ['cidr', { t: [{ cidr: '10.0.0.0/8' }] }, `got "cidr"; ${DO_INSIST('cidr')}`],
    ['anything-but with prefix', { t: [{ 'anything-but': { prefix: 'a' } }] }, `got {"prefix":"a"}; ${DO_INSIST('anything-but')}`],
    [
      'prefix in any case',
      { t: [{ prefix: { 'equals-ignore-case': 'a' } }] },
      `'body.t' must have one text after "prefix", got {"equals-ignore-case":"a"}; ${DO_INSIST('prefix')}`,
    ],
    [
      'a list of prefixes',
      { t: [{ prefix: ['a', 'b'] }] },
      `'body.t' must have one text after "prefix", got ["a","b"]; for several put several of these operators into the list`,
    ],
    ['a number as suffix', { t: [{ suffix: 1 }] }, `'body.t' must have one text after "suffix", got 1`],
    [
      'texts and numbers',
      { t: [{ 'anything-but': ['a', 1] }] },
      `'body.t' must have only texts or only numbers after "anything-but", at least one, got ["a",1]; split it`,
    ],
    ['anything but nothing', { t: FilterMatch.anythingBut() }, `at least one, got []`],
    ['anything but null', { t: FilterMatch.anythingBut(null) }, `at least one, got [null]`],
    ['exists with a text', { t: [{ exists: 'yes' }] }, `'body.t' must have true or false after "exists", got "yes"`],
    [
      'a reversed range',
      { n: [{ numeric: ['>', 5, '<', 1] }] },
      `'body.n' must leave room between its bounds, got [">",5,"<",1]; no number is in this range; swap or widen the bounds`,
    ],
    ['a range of one', { n: FilterMatch.numberBetween(5, 5) }, `got [">=",5,"<=",5]; write ["=", 5]`],
    ['a range of none', { n: [{ numeric: ['>', 5, '<=', 5] }] }, `got [">",5,"<=",5]; no number is in this range`],
    ['the upper bound first', { n: [{ numeric: ['<', 5, '>', 1] }] }, `'body.n' must compare with one of > >= here, got "<"; ${FORMS}`],
    ['two lower bounds', { n: [{ numeric: ['>', 1, '>', 5] }] }, `'body.n' must compare with one of < <= here, got ">"; ${FORMS}`],
    ['a wrong comparison', { n: [{ numeric: ['!=', 5] }] }, `'body.n' must compare with one of = > >= < <= here, got "!="`],
    ['a bound that is text', { n: [{ numeric: ['>', '5'] }] }, `'body.n' must have a number after ">", got "5"`],
    ['a lone number', { n: [{ numeric: 5 }] }, `'body.n' must have a list of comparisons after "numeric", got 5`],
    ['three comparisons', { n: [{ numeric: ['>', 1, '<', 9, '<', 8] }] }, `'body.n' must have one comparison or two after "numeric"`],
    [
      'an infinite bound',
      { n: FilterMatch.numberBelow(Number.POSITIVE_INFINITY) },
      `'body.n' ${RANGE}, got Infinity; round it, or have it sent as text`,
    ],
    ['no number', { n: [Number.NaN] }, `'body.n' ${RANGE}, got NaN`],
    ['a number beyond 2^53', { n: [2 ** 53] }, `'body.n' ${RANGE}, got 9007199254740992`],
    [
      'text beside a range',
      { t: ['a', FilterMatch.numberBelow(5)] },
      `'body.t' must not have text beside a range of numbers, got ["a",{"numeric":["<",5]}]; AWS's engine may miss the text; make a filter for each`,
    ],
    ['a sum that was not rounded', { n: [0.1 + 0.2] }, `'body.n' ${RANGE}, got 0.30000000000000004`],
    ['a bound beyond 2^53', { n: FilterMatch.numberBelow(1e308) }, `'body.n' ${RANGE}, got 1e+308`],
    ['a bound of 16 digits', { n: FilterMatch.numberAbove(0.1234567890123456) }, `got 0.1234567890123456`],
    [
      'signs that have no case in the engine',
      { t: FilterMatch.ignoringCase('a😀') },
      `'body.t' must have signs up to U+FFFF after "equals-ignore-case", as others never match, got "a😀"; list the text itself`,
    ],
    [
      'a field in and beside $or',
      { a: ['x'], $or: [{ a: ['y'] }, { b: ['z'] }] },
      `'body.a' must be asked for once, got it twice, as inside and outside $or; only one of the two would be looked at`,
    ],
    [
      'a deeper field in and beside $or',
      { o: { a: ['x'] }, $or: [{ o: { a: ['y'] } }, { b: ['z'] }] },
      `'body.o.a' must be asked for once`,
    ],
    [
      'alternatives of which one is a text',
      { $or: [{ a: ['x'] }, 'y'] },
      `'body.$or' must be a list of at least two objects, got [{"a":["x"]},"y"]; write { $or: [{ ... }, { ... }] }; a field of this name cannot be filtered on`,
    ],
    ['a fault in an alternative', { $or: [{ a: 'x' }, { b: ['y'] }] }, `'body.a' must be a list of values, got "x"`],
    [
      'a fault in an alternative of a field that is named like one',
      { $order: { $or: [{ a: 'x' }, { b: ['y'] }] } },
      `'body.$order.a' must be a list of values, got "x"`,
    ],
    ['one alternative', { $or: [{ a: ['x'] }] }, `'body.$or' must be a list of at least two objects, got [{"a":["x"]}]`],
    ['alternatives that are texts', { $or: ['x', 'y'] }, `'body.$or' must be a list of at least two objects, got ["x","y"]`],
    [
      'a wildcard that was insisted on, beside a text in any case',
      { a: [FilterMatch.undocumented('wildcard', '*a', 'seen in ADR 7'), FilterMatch.ignoringCase('b')] },
      `'body.a' must not have "wildcard" beside "equals-ignore-case", got [{"wildcard":"*a"},{"equals-ignore-case":"b"}]; ` +
        "AWS's engine then lets other texts through; make a filter for each",
    ],
    [
      'alternatives that share a value',
      { $or: [{ a: ['x', 'y'] }, { a: ['x', 'z'] }] },
      `'body.a' must have no value in common in alternatives of $or that differ, got ["x","y"] and ["x","z"]; ` +
        "AWS's engine takes one for the other, and misses what only one lists; put all values into one list, or make a filter of each",
    ],
    [
      'alternatives that share a value in each of their fields',
      { $or: [{ a: ['x', 'y'], b: [1] }, { c: ['z'] }, { b: [1, 2], a: ['x', 'y'] }] },
      `'body.b' must have no value in common in alternatives of $or that differ, got [1] and [1,2]`,
    ],
    [
      'alternatives of alternatives that share a value',
      { o: { $or: [{ a: ['x', 'y'] }, { $or: [{ b: ['z'] }, { a: ['x'] }] }] } },
      `'body.o.a' must have no value in common`,
    ],
    [
      'alternatives that share a number, however it is asked for',
      { $or: [{ a: [1] }, { a: [FilterMatch.numberEqualTo(1), 'x'] }] },
      `'body.a' must have no value in common in alternatives of $or that differ, got [1] and [{"numeric":["=",1]},"x"]`,
    ],
    [
      'alternatives that share what is excluded, however it is written',
      { $or: [{ a: [{ 'anything-but': 'x' }, null] }, { a: [{ 'anything-but': ['x'] }] }] },
      `'body.a' must have no value in common`,
    ],
    [
      'an operator name in $or',
      { $or: [{ prefix: ['x'] }, { b: ['y'] }] },
      `'body.prefix' must not be called like an operator inside $or, got "prefix"; make a filter for each alternative`,
    ],
    [
      'exists on an object',
      { $or: [{ o: [{ exists: true }] }, { o: { k: ['z'] } }] },
      `'body.o' must be a value for "exists", got an object that has 'body.o.k'; "exists" sees values only; ask it of 'body.o.k'`,
    ],
    [
      '4097 characters',
      { t: ['x'.repeat(4097 - 19)] },
      `'pattern' must have at most 4096 characters as JSON, got 4097; split it: the filters of a list are alternatives`,
    ],
  ])('%s', (_, fields, message) => {
    expect(body(fields)).toThrow(`SqsFilter.body: ${message.startsWith("'") ? message : ''}`);
    expect(body(fields)).toThrow(message);
  });

  test('everything that is wrong, a line each', () => {
    expect(body({ a: 'x', b: [] })).toThrow(
      `SqsFilter.body: 'body.a' must be a list of values, got "x"; write ["x"]\nSqsFilter.body: 'body.b' must list at least one value`,
    );
  });

  test.each([
    ['no JSON', '{"body":{"a":["x"]}} x', `'pattern' must be JSON, got `],
    ['a list', '[]', `'pattern' must be a JSON object, got []`],
    ['null', 'null', `'pattern' must be a JSON object, got null`],
    [
      'a repeated key',
      '{"body":{"a":["x"],"b":[{"prefix":"{\\"a\\":"}],"a":["y"]}}',
      `'body.a' must be set once, got it twice in one object`,
    ],
    ['a number that would be rounded', '{"body":{"a":[0.10000000000000001,"1e999"]}}', `'pattern' must hold numbers between `],
    ['a number beyond every bound', '{"body":{"a":[1e999]}}', `'pattern' must hold numbers between `],
    ['objects without end', `${'{"a":'.repeat(20_000)}["x"]${'}'.repeat(20_000)}`, DEEP],
    ['lists without end', `{"body":${'['.repeat(20_000)}"x"${']'.repeat(20_000)}}`, DEEP],
  ])('as text: %s', (_, text, message) => {
    expect(() => SqsFilter.fromJson(text)).toThrow(`SqsFilter.fromJson: ${message}`);
  });

  test('deeper than any event, or an object that holds itself', () => {
    // 'body', and the list of values at the end
    const nested = (levels: number): any => (levels === 0 ? ['x'] : { a: nested(levels - 1) });
    expect(body(nested(98))).not.toThrow();
    expect(body(nested(99))).toThrow(`SqsFilter.body: ${DEEP}, got more; test a field further up`);
    const endless: any = { a: ['x'] };
    endless.b = endless;
    expect(body(endless)).toThrow(DEEP);
    expect(() => SqsFilter.pattern({ body: endless })).toThrow(DEEP);
    expect(() => DynamoFilter.newImage(endless)).toThrow(DEEP);
  });
});

describe('taken', () => {
  test.each<[string, any]>([
    ['every kind of value', { a: ['x', 1, 1.5, true, false, null, ''] }],
    ['4096 characters', { t: ['x'.repeat(4096 - 19)] }],
    ['the largest exact number', { n: [Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER] }],
    ['15 digits', { n: FilterMatch.numberBetween(-1.23456789012345e-7, 123456789.012345) }],
    ['any case up to U+FFFF', { t: FilterMatch.ignoringCase('ß名\uffff') }],
    ['a field that is called like an operator', { prefix: FilterMatch.oneOf('a') }],
    ['fields that are called like operators', { prefix: ['a'], suffix: ['b'] }],
    ['an operator name below another field', { prefix: { id: ['a'] } }],
    ['the same field in two alternatives', { $or: [{ a: ['x'] }, { a: ['y'] }] }],
    ['alternatives that are the same', { $or: [{ a: ['x', 'y'] }, { a: ['y', 'x'] }] }],
    [
      'alternatives that share a value in one of two fields',
      {
        $or: [
          { a: ['x', 'y'], b: ['1'] },
          { a: ['x', 'z'], b: ['2'] },
        ],
      },
    ],
    ['alternatives that share a value and ask for another field', { $or: [{ a: ['x', 'y'] }, { a: ['x', 'z'], b: ['1'] }] }],
    ['alternatives in alternatives', { $or: [{ a: ['x'] }, { $or: [{ b: ['y'] }, { c: ['z'] }] }] }],
    ['an operator that was insisted on', { a: FilterMatch.undocumented('wildcard', 'a*', 'seen in ADR 7') }],
  ])('%s', (_, fields) => {
    expect(body(fields)).not.toThrow();
  });

  test.each<[string, any]>([
    ['a text', { a: [Token.asString(Fn.ref('Type'))] }],
    ['a number', { a: [Token.asNumber(Fn.ref('Limit'))] }],
    ['a bound', { a: [{ numeric: ['>', Token.asNumber(Fn.ref('Limit')), '<', 1] }] }],
    ['a list', { a: Lazy.list({ produce: () => [] }) }],
    ['what stands after an operator', { a: [{ prefix: Fn.ref('Type') }] }],
    ['an exclusion', { a: [{ 'anything-but': [Token.asNumber(Fn.ref('Limit')), 'x'] }] }],
  ])('what is known only later: %s', (_, fields) => {
    expect(grammarFindings(withMarkedTokens({ body: fields }))).toEqual([]);
  });
});

test.each(['', '  ', undefined])('an undocumented operator needs a reason, %p is none', (reason) => {
  expect(() => FilterMatch.undocumented('wildcard', 'a*', reason as any)).toThrow("'FilterMatch.undocumented' must have a reason, got ");
});

test.each([
  ['', 'a*'],
  [undefined, 'a*'],
  ['wildcard', undefined],
])('an undocumented operator needs a name and a value, %p with %p are none', (name, value) => {
  expect(() => FilterMatch.undocumented(name as any, value, 'seen')).toThrow(
    "'FilterMatch.undocumented' must have a name and a value, got [",
  );
});

test('alternatives of more ways than can be compared are taken, and take no time', () => {
  const many = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`f${index}`, { $or: [{ a: ['x'] }, { a: ['y'] }] }]));
  expect(body({ $or: [many, { a: ['x'] }] })).not.toThrow();
});
