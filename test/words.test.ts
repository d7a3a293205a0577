import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import * as ts from 'typescript';

/*
 * Users are AWS engineers, many not native speakers. Their texts use the terms of AWS: documents, comments and docstrings, errors and
 * warnings, alarm messages, reports, test names.
 */
const ROOT = join(__dirname, '..');

/** What is not written, and what is written instead. */
const REPLACED: readonly (readonly [RegExp, string])[] = [
  [/\b(un)?said\b|\bsaid aloud\b/, 'set, passed, configured, documented'],
  [/\bhears?\b|\bheard\b/, 'is notified'],
  [/\bwakes?\b|\bwoken\b/, 'notifies'],
  [/\brings?\b|\brang\b/, 'goes into ALARM'],
  [/\bforgets?\b|\bforgotten\b|\bforgot\b/, 'expires, is deleted after its retention period'],
  [/\bg(ive|ives|iven|ave) (it |them |a \w+ )?up\b/, 'discards'],
  [/\b(comes?|came|coming) (back|again)\b/, 'is delivered again, is retried'],
  [/\bfor good\b/, 'after all retries'],
  [/\blands? in\b|\blands\b/, 'is sent to, is stored in'],
  [/\bturn(s|ed)? away\b/, 'is throttled, is denied'],
  [/\bfor want of\b/, 'because there is no'],
  [/\bof (its|their|his|your|one's|the|a) own\b/, 'dedicated, your own'],
  [/\bwa(y|ys) out\b/, 'fix'],
  [/\bmend(s|ed|ing)?\b/, 'fix'],
  [/\bfor ever\b/, 'forever'],
  [/\blong ago\b/, 'leave it out'],
  [/\blets? (\w+ )?in\b|\blets? through\b/, 'allows, matches'],
  [/\block(s|ed)? out\b/, 'denies'],
  [/\bstands? in\b/, 'is in'],
  [/\bat a glance\b|\bin an empty room\b|\bruns? away\b/, 'the effect: cost, latency, data loss, access'],
  [/\bwithout a word\b/, 'silently'],
  [/\b(judges?|judged|judging)\b/, 'checks, scanner'],
  [/\bneighbou?rs?\b/, 'other tools'],
  [/\bpictures?\b/, 'application model, image'],
  [/\btraps?\b/, 'common mistakes'],
  [/\bis driven\b|\bare driven\b/, 'is tested'],
];

/** Where a word stays, and why. */
const ALLOWED: readonly { readonly file: RegExp; readonly text: RegExp; readonly reason: string }[] = [
  { file: /^test\/words\.test\.ts$/, text: /./, reason: 'lists the words' },
  { file: /dashboard/, text: /picture/, reason: 'a drawing of a dashboard, and the HTML element of that name' },
  { file: /\.ts$/, text: /\bfire and forget\b/, reason: 'a term: invoked without waiting for the answer' },
];

/** Folders and files whose texts are held to the list. */
const HELD = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  '.projenrc.ts',
  'projenrc',
  'docs',
  'examples',
  'integ',
  'cli',
  'lib',
  'ops',
  'test',
  'tools',
  'verify',
];

function filesBelow(path: string): string[] {
  if (/\.(md|ts)$/.test(path)) return [path];
  return readdirSync(join(ROOT, path), { recursive: true, encoding: 'utf8' })
    .map((file) => join(path, file).split(sep).join('/'))
    .filter((file) => /\.(md|ts)$/.test(file) && !/node_modules|\/(build|target|client)\//.test(file) && !file.includes('.snapshot/'));
}

interface Text {
  readonly line: number;
  readonly text: string;
}

/** The lines of a document without its code. */
function ofDocument(source: string): Text[] {
  const prose = source.replace(/```[\s\S]*?```/g, (block) => block.replace(/[^\n]/g, ' ')).replace(/`[^`\n]*`/g, '``');
  return prose.split('\n').map((text, index) => ({ line: index + 1, text }));
}

/** The comments and the text literals of a source. */
function ofSource(source: string): Text[] {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);
  const texts: Text[] = [];
  const add = (text: string, position: number) => {
    for (const [index, line] of text.split('\n').entries())
      texts.push({ line: file.getLineAndCharacterOfPosition(position).line + 1 + index, text: line.replace(/`[^`]*`/g, '``') });
  };
  const visit = (node: ts.Node): void => {
    const children = node.getChildren(file);
    if (children.length === 0) add(source.slice(node.getFullStart(), node.getStart(file)), node.getFullStart());
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || isTemplatePiece(node)) {
      if (/\s/.test(node.text)) add(node.text, node.getStart(file));
    }
    for (const child of children) if (!ts.isJSDoc(child)) visit(child);
  };
  visit(file);
  return texts;
}

/** Old words in names of files and in code. */
const NOT_IN_NAMES =
  /^(said|unsaid|hears?|heard|unheard|wakes?|woken|rings?|rang|rung|forgets?|forgotten|mends?|mended|judges?|judged|neighbou?rs?|driven|traps?)$/;

const wordsOf = (name: string): string[] => name.split(/(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+/).map((word) => word.toLowerCase());

/** Each name in the code of a source that has such a word. */
function namesIn(source: string): string[] {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest);
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && wordsOf(node.text).some((word) => NOT_IN_NAMES.test(word))) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return [...names];
}

const isTemplatePiece = (node: ts.Node): node is ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail =>
  ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node);

/** Each word that is to be replaced, with what to write. */
function found(file: string, source: string): string[] {
  const texts = file.endsWith('.md') ? ofDocument(source) : ofSource(source);
  return texts.flatMap(({ line, text }) =>
    REPLACED.flatMap(([word, instead]) => {
      const match = new RegExp(word, 'i').exec(text);
      if (!match || ALLOWED.some((allowed) => allowed.file.test(file) && allowed.text.test(text))) return [];
      return [`${file}:${line}: '${match[0]}' in '${text.trim()}'; write: ${instead}`];
    }),
  );
}

const wordsIn = (path: string): string[] => filesBelow(path).flatMap((file) => found(file, readFileSync(join(ROOT, file), 'utf8')));

test.each(HELD)('%s uses the terms of AWS', (path) => {
  expect(wordsIn(path)).toEqual([]);
});

test('a word is found in a comment, in a text and in a document, and not in code', () => {
  const source = ['/** The way out. */', 'const forgets = 1;', "refuse(`'x' was $" + '{forgets} said`);', '// heard'].join('\n');
  expect(found('a.ts', source)).toEqual([
    expect.stringContaining("a.ts:1: 'way out'"),
    expect.stringContaining("a.ts:3: 'said'"),
    expect.stringContaining("a.ts:4: 'heard'"),
  ]);
  expect(found('a.md', 'Kept for ever.\n\n```ts\nsaid\n```\n`said`')).toEqual([expect.stringContaining("a.md:1: 'for ever'")]);
});

test.each(HELD)('names in the code and of the files of %s use them too', (path) => {
  const files = filesBelow(path).filter((file) => file.endsWith('.ts'));
  const inCode = files.flatMap((file) => namesIn(readFileSync(join(ROOT, file), 'utf8')).map((name) => `${file}: ${name}`));
  expect([...inCode, ...files.filter((file) => wordsOf(file).some((word) => NOT_IN_NAMES.test(word)))]).toEqual([]);
});

test('a name is found by each of its words', () => {
  expect(namesIn('const whoHeard = NEIGHBOUR_QUEUES; fn.shearing(rule.stringRing); type T = { isJudged: boolean };')).toEqual([
    'whoHeard',
    'NEIGHBOUR_QUEUES',
    'stringRing',
    'isJudged',
  ]);
});

test('what is allowed is in use', () => {
  const unused = ALLOWED.filter(
    ({ file, text }) => !HELD.flatMap(filesBelow).some((path) => file.test(path) && text.test(readFileSync(join(ROOT, path), 'utf8'))),
  );
  expect(unused).toEqual([]);
});
