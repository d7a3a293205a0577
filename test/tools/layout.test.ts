import { stylesFor, table, wrap } from '../../tools/demo/layout';

test.each([
  ['a terminal', true, {}, '\u001b[1mtext\u001b[22m'],
  ['a file', false, {}, 'text'],
  ['a terminal of somebody who wants no colour', true, { NO_COLOR: '1' }, 'text'],
])('%s', (_, isTerminal, env, bold) => {
  expect(stylesFor(isTerminal, env).bold('text')).toBe(bold);
});

test('a column that wraps takes the remaining width', () => {
  const rows = [
    ['one', 'a few words more'],
    ['three', 'few'],
  ];

  expect(table([{ title: 'N' }, { title: 'Words', wraps: true }], rows, 14, String)).toEqual([
    'N      Words',
    'one    a few',
    '       words',
    '       more',
    'three  few',
  ]);
});

test('numbers are aligned right', () => {
  expect(table([{ title: 'USD', align: 'right' }], [['0.5'], ['12']], 80, String)).toEqual(['USD', '0.5', ' 12']);
});

test('a word that is too long has its own line, and an indent that fits is kept', () => {
  expect(wrap('a verylongword b', 6)).toEqual(['a', 'verylongword', 'b']);
  expect(wrap('  in', 6)).toEqual(['  in']);
});
