import { KEPT } from './kept';
import { EACH, OVERALL, row, type Score, totalOf } from './score';

/** Of a folder: that of all says of what it is instead. */
const ROW = /^\| (\S+) \| (?:each|1 in (\d+)) \| (\d+) \| (\d+) \|/gm;

/** What earlier runs wrote, for folders that were not measured again. */
export function scoresOf(text: string): Record<string, Score> {
  return Object.fromEntries(
    [...text.matchAll(ROW)].map(([, name, oneIn, killed, survived]) => [
      name,
      { killed: Number(killed), survived: Number(survived), ...(oneIn && { oneIn: Number(oneIn) }) },
    ]),
  );
}

/** @param folders all there are; those without a score are listed */
export function page(folders: string[], measured: Record<string, Score>, before: string): string {
  const known = { ...scoresOf(before), ...measured };
  const scores = folders.flatMap((folder): [string, Score][] => (known[folder] ? [[folder, known[folder]]] : []));
  const missing = folders.filter((folder) => !known[folder]).map((folder) => `\`${folder}\``);
  const kept = KEPT.map(({ file, line, reason }) => `- \`${file}\`, \`${line}\`: ${reason}`);
  return `<!-- Written by npx projen mutation-testing --update. -->
# Tests that would notice

Each line of \`lib/\` is changed by [Stryker](https://stryker-mutator.io), one change at a time, and the tests run. A change
that makes a test fail was noticed: by the tests of its folder or, where these notice less than ${OVERALL} %, by any. At
least ${OVERALL} % have to be, and ${EACH} % in every folder; \`npx projen mutation-testing\` fails below that, and
\`npx projen mutation-testing filters\` asks about one folder. Of a large folder one function, constant or member in so many may be
changed, drawn by its name, as in \`npx projen mutation-testing event-sources --one-in 4\`.

${scores.length > 0 ? tableOf(scores) : ''}${missing.length > 0 ? `\nNot measured yet: ${missing.join(', ')}.\n` : ''}
Not changed: what is evaluated while a file loads, such as tables of constants. Each such change would take a run of all
tests in a separate process. Left out of the tests: those that start npm, the CDK's validator or other processes, and
those that read what was compiled.

## What may survive

${kept.join('\n')}
`;
}

const tableOf = (scores: [string, Score][]): string => `| Folder | Changed | Noticed | Not noticed | |
|---|---|---|---|---|
${scores.map(([folder, score]) => row(folder, score)).join('\n')}
${row('all', totalOf(scores.map(([, score]) => score)), 'of these')}
`;
