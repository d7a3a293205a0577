import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import type { HardenedFunction } from '../../lib';
import { WARNINGS } from '../../lib/core/warnings';
import { pages, stalePages, writePages } from '../../tools/docs';
import { testSince } from '../cdk';
import { orders, stackOf, warningsOf } from '../harness';

const PAGE = 'docs/resources-and-permissions.md';

/** They are generated with the CDK that the project is developed with; before 2.262 it writes what is acknowledged twice. */
testSince('2.262.0')('the generated pages are up to date', () => {
  expect(stalePages()).toEqual([]);
});

test('a page that is missing or was changed by hand is stale', () => {
  const root = mkdtempSync(join(tmpdir(), 'docs-'));
  try {
    expect(stalePages(root)).toEqual(Object.keys(pages()));
    writePages(root);
    expect(stalePages(root)).toEqual([]);
    writeFileSync(join(root, PAGE), `${readFileSync(join(root, PAGE), 'utf8')}by hand\n`);
    expect(stalePages(root)).toEqual([PAGE]);
  } finally {
    rmSync(root, { recursive: true });
  }
});

test('no cell of a table lacks its value', () => {
  const lines = Object.entries(pages()).flatMap(([path, text]) => text.split('\n').map((line) => `${path}: ${line}`));
  expect(lines.filter((line) => /\| `?(undefined|NaN|null)`? \|/.test(line))).toEqual([]);
});

test('every warning has its row, under the id by which it is acknowledged', () => {
  const page = pages()['docs/warnings.md'];
  for (const [name, about] of Object.entries(WARNINGS)) expect(page).toContain(`| \`HardenedLambda::${name}\` | ${about} |`);
});

test.each([
  ['on the construct that it names', (fn: HardenedFunction) => fn],
  ['above it', (fn: HardenedFunction) => fn.node.root],
])('the acknowledgement that the page shows silences the warning, %s', (_, where) => {
  const { id, reason } = /id: '(?<id>.*)',\n {2}reason: '(?<reason>.*)'/.exec(pages()['docs/warnings.md'])?.groups ?? {};
  const app = new App();
  const fn = orders(stackOf(app), { reservedConcurrentExecutions: 0 });
  expect(warningsOf(app)).toHaveLength(1);

  Validations.of(where(fn)).acknowledge({ id, reason });

  expect(app.synth().stacks.flatMap(({ messages }) => messages)).toEqual([]);
});
