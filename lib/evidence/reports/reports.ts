import type { Evidence } from '../evidence';
import { evidencePage } from '../page/page';
import { plural } from '../words';
import { controlsCsv } from './csv';
import { evidenceJson } from './json';
import { evidenceMarkdown } from './markdown';

const REPORTS: Readonly<Record<string, (evidence: Evidence) => string>> = {
  '.html': evidencePage,
  '.json': evidenceJson,
  '.md': evidenceMarkdown,
  '.csv': controlsCsv,
};

/** The ends of file names for which there is a report. @internal */
export const REPORT_ENDS: readonly string[] = Object.keys(REPORTS);

/** What writes a file of that name. @internal */
export function rendererOf(file: string): ((evidence: Evidence) => string) | undefined {
  const end = REPORT_ENDS.find((one) => file.toLowerCase().endsWith(one));
  return end === undefined ? undefined : REPORTS[end];
}

/** One line for a terminal. @internal */
export function summaryLine({ summary }: Evidence): string {
  const { open, controls } = summary;
  const counted = [
    plural(summary.functions, 'function'),
    `${plural(open.error, 'error')}, ${plural(open.warning, 'warning')} and ${open.info} info open`,
    plural(summary.brokenEnds, 'broken end of event paths', 'broken ends of event paths'),
    `${controls.open} of ${controls.met + controls.waived + controls.open} controls open`,
    `${summary.idle.toFixed(2)} USD a month without traffic`,
  ];
  return counted.join('; ');
}
