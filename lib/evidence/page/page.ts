import { createHash } from 'node:crypto';
import type { Evidence } from '../evidence';
import { html, Markup } from './markup';
import { SCRIPT } from './script';
import { changeSection } from './sections/change-section';
import { controlsSection } from './sections/controls-section';
import { costSection } from './sections/cost-section';
import { functionsSection } from './sections/functions-section';
import { pathsSection } from './sections/paths-section';
import { summarySection } from './sections/summary-section';
import { STYLE } from './style';

const SECTIONS = [
  ['summary', 'Summary'],
  ['paths', 'Event paths'],
  ['functions', 'Each function'],
  ['controls', 'Controls'],
  ['cost', 'Cost'],
  ['change', 'Change'],
] as const;

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Nothing is loaded from elsewhere, and nothing runs but the script of this page. */
const POLICY = `default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src ${hashOf(SCRIPT)}; base-uri 'none'; form-action 'none'`;

/** One file that needs no other. @internal */
export function evidencePage(evidence: Evidence): string {
  const templates = [...new Set(evidence.functions.map(({ template }) => template))];
  const title = templates.length === 1 ? `Lambda functions of ${templates[0]}` : 'Lambda functions';
  return `${
    html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta http-equiv="Content-Security-Policy" content="${POLICY}"><meta name="referrer" content="no-referrer"><link rel="icon" href="data:,"><title>${title}</title><style>${new Markup(STYLE)}</style></head>
<body><a class="skip" href="#summary">Skip to the summary</a>
<header><h1>${title}</h1><p class="more">What the templates prove, for those who approve a deployment. Read from the templates alone: what was changed by hand in the account is not in them.</p></header>
<nav aria-label="Sections"><ul>${SECTIONS.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}<li><button type="button" id="theme">Light or dark</button></li></ul></nav>
<main>${summarySection(evidence)}${pathsSection(evidence)}${functionsSection(evidence)}${controlsSection(evidence)}${costSection(evidence)}${changeSection(evidence.change)}</main>
<footer>Written by cdk-hardened-lambda. Values of environment variables are never part of it.</footer>
<script>${new Markup(SCRIPT)}</script></body></html>`.text
  }\n`;
}
