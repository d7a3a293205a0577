import { REPOSITORY } from '../../lib/checks/rule-pages';

export const code = (text: string): string => `\`${text}\``;

export const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;

/** Pages are read on npm, PyPI and Construct Hub too, where a relative link leads nowhere. */
export const linkTo = (path: string, text: string): string => `[${text}](${REPOSITORY}/blob/main/${path})`;

export function table(titles: string[], rows: string[][]): string {
  const row = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [row(titles), row(titles.map(() => '---')), ...rows.map(row)].join('\n');
}

/** A page that is written by `tools/docs.ts`; what it is generated from is a comment, which only those who edit it see. */
export const page = (title: string, generatedFrom: string, ...blocks: string[]): string =>
  [`<!-- Generated from ${generatedFrom} by tools/docs.ts: run npx projen docs instead of editing it. -->`, `# ${title}`, ...blocks]
    .join('\n\n')
    .concat('\n');
