/** A text that is HTML already. @internal */
export class Markup {
  constructor(public readonly text: string) {}
}

type Content = Markup | string | number | undefined | false | readonly Content[];

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** Control characters, half surrogate pairs, and marks that change the direction of text or can't be seen. */
const UNSEEN = /[\p{Surrogate}\p{Bidi_Control}\u200b\u2028\u2029\ufeff\ufffe\uffff]|(?![\n\t])\p{Cc}/gu;

/** A text for HTML and SVG, in an element or in an attribute with quotes. @internal */
export const escaped = (text: string): string =>
  text.replace(UNSEEN, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`).replace(/[&<>"']/g, (sign) => ENTITIES[sign]);

function rendered(content: Content): string {
  if (content === undefined || content === false) return '';
  if (content instanceof Markup) return content.text;
  if (typeof content === 'object') return content.map(rendered).join('');
  return escaped(String(content));
}

/** HTML, of which whatever is put in is a text. @internal */
export const html = (texts: TemplateStringsArray, ...contents: readonly Content[]): Markup =>
  new Markup(texts.map((text, index) => text + rendered(contents[index])).join(''));

const isNumber = (cell: Content): boolean => cell instanceof Markup && cell.text.startsWith('<td class="number');

/*
 * The ends of cells, rows and groups of rows are optional in HTML: in a page of hundreds of tables they are a tenth of it.
 */

/** A table with its caption for those who can't see it. @internal */
export function table(caption: string, header: readonly string[], rows: readonly (readonly Content[])[], className = ''): Markup {
  const cells = (row: readonly Content[]) =>
    row.map((cell) => (cell instanceof Markup && /^<t[dh]/.test(cell.text) ? cell : html`<td>${cell}`));
  return html`<div class="scroll" tabindex="0"><table class="${[className, !rows[0]?.some(isNumber) && 'stack'].filter(Boolean).join(' ')}"><caption>${caption}</caption><thead><tr>${header.map((name, index) => html`<th${isNumber(rows[0]?.[index]) && html` class="number"`}>${name}`)}<tbody>${rows.map((row) => html`<tr>${cells(row)}`)}</table></div>`;
}

/** A link to a page of documentation; no other address becomes one. @internal */
export const link = (url: string, text: string): Markup =>
  /^https:\/\/(github\.com|docs\.aws\.amazon\.com)\//.test(url) ? html`<a href="${url}" rel="noreferrer">${text}</a>` : html`${text}`;

/** What is not shown at first. @internal */
export const folded = (summary: Content, content: Content): Markup => html`<details><summary>${summary}</summary>${content}</details>`;
