import type { Evidence } from '../evidence';

/** What a spreadsheet would run as a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** A field in quotes; one that begins as a formula begins with an apostrophe. */
function field(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const clean = value.replace(/[\u0000-\u0008\u000b-\u001f\p{Bidi_Control}\u2028\u2029\ufeff]/gu, ' ').replace(/\n/g, ' ');
  return `"${(FORMULA.test(value) || FORMULA.test(clean.trimStart()) ? `'${clean}` : clean).replace(/"/g, '""')}"`;
}

const HEADER = ['Control', 'Title', 'Template', 'Resource', 'Type', 'Property', 'State', 'Reason'];

/** The controls, for an auditor: a row for each id under which a control is known, at each resource. @internal */
export function controlsCsv({ controls }: Evidence): string {
  const rows = controls.rows.flatMap(({ ids, rule, title, template, logicalId, type, property, state, reason = '' }) =>
    (ids.length === 0 ? [rule] : ids).map((id) => [id, title, template, logicalId, type, property, state, reason]),
  );
  return `${[HEADER, ...rows].map((row) => row.map(field).join(',')).join('\r\n')}\r\n`;
}
