import { authorsPath } from '../../../core/cdk/construct-path';
import type { Evidence } from '../../evidence';
import type { EvidenceFinding } from '../../finding';
import type { FunctionEvidence } from '../../functions/function-evidence';
import { html, type Markup, table } from '../markup';
import { rule, what } from './summary-section';

/** @internal */
export function functionsSection({ functions, findings }: Evidence): Markup {
  return html`<section id="functions"><h2>Each function</h2>
<div class="tools"><label>Search <input type="search" id="find-function" placeholder="function"></label><button type="button" id="unfold">Open all</button></div>
${functions.map((fn) =>
  one(
    fn,
    findings.filter(({ functionKey }) => functionKey === fn.key),
  ),
)}</section>`;
}

const HARDENING = { hardened: 'hardened', left: 'left with a reason', 'of the CDK': 'made by the CDK', none: 'not hardened' } as const;

function one(fn: FunctionEvidence, findings: readonly EvidenceFinding[]): Markup {
  const open = findings.filter(({ reason }) => reason === undefined);
  const broken = fn.failures.filter(({ broken }) => broken !== undefined).length;
  return html`<details class="fn" data-words="${`${fn.name} ${fn.logicalId}`.toLowerCase()}"><summary><b>${fn.name}</b>
<span class="tag ${fn.hardening === 'none' ? 'warning' : 'good'}">${HARDENING[fn.hardening]}${fn.profile !== undefined && `: ${fn.profile}`}</span>${open.length > 0 && html` <span class="tag ${open.some(({ severity }) => severity === 'error') ? 'error' : 'warning'}">${open.length} open</span>`}${broken > 0 && html` <span class="tag error">events lost</span>`}</summary>
<p class="more"><code>${fn.logicalId}</code> in ${fn.template}${fn.constructPath !== undefined && html`, made as <code>${fn.constructPath}</code>`}</p>
<h3>Settings</h3>${table(
    `Settings of ${fn.name}`,
    ['Setting', 'Value', 'Chosen by', 'Why it matters'],
    fn.settings.map(({ name, value, from, why }) => [name, html`<td class="value">${value}`, from, html`<td class="more">${why}`]),
  )}
<h3>Permissions</h3>${permissions(fn)}
<h3>Alarms</h3>${
    fn.alarms.length === 0
      ? html`<p>No alarm of the templates is about this function.</p>`
      : table(
          `Alarms of ${fn.name}`,
          ['Alarm', 'Means', 'Goes into ALARM when', 'Notifies'],
          fn.alarms.map(({ name, means, when, notifies }) => [
            name,
            withoutSubject(means, fn),
            html`<td class="more">${when}`,
            notifies.length === 0 ? html`<td><span class="tag error">nobody</span>` : notifies.join(', '),
          ]),
        )
  }
<h3>Failure path</h3>${
    fn.failures.length === 0
      ? html`<p>Nothing in the templates invokes it asynchronously or by an event source: the caller gets its errors.</p>`
      : table(
          `Failure path of ${fn.name}`,
          ['What', 'After', 'Then'],
          fn.failures.map(({ what, after, to, kept, broken }) => [
            what,
            after,
            broken !== undefined
              ? html`<td><span class="tag error">${broken}</span>`
              : [to, kept !== undefined && `kept for ${kept}`].filter(Boolean).join(', '),
          ]),
        )
  }
${(fn.waivers.length > 0 || fn.acknowledgements.length > 0) && html`<h3>Waived and acknowledged</h3>${table(`What is waived and acknowledged for ${fn.name}`, ['What', 'Reason'], [...fn.waivers.map(({ what, reason }) => [what, reason]), ...fn.acknowledgements.map(({ id, path, reason }) => [html`<td>${id.replace(/^annotation::/i, '')}${at(path, fn)}`, reason])])}`}
${
  findings.length > 0 &&
  html`<h3>Findings</h3>${table(
    `Findings of ${fn.name}`,
    ['Severity', 'Rule', 'What, impact and fix'],
    findings.map((finding) => [
      html`<td><span class="tag ${finding.severity}">${finding.severity}</span>`,
      rule(finding),
      finding.reason === undefined ? what(finding) : html`<td>${finding.message}. Acknowledged: ${finding.reason}`,
    ]),
  )}`
}
</details>`;
}

/** A description of an alarm begins with the function, which the page shows above. */
function withoutSubject(means: string, { constructPath }: FunctionEvidence): string {
  const isAbout = constructPath !== undefined && means.startsWith(`${constructPath} (`);
  return isAbout ? means.slice(means.indexOf(')') + 1).replace(/^(?:: |, )(.)/, (_, first) => first.toUpperCase()) : means;
}

/** Where something is acknowledged: below the function, or elsewhere. */
function at(path: string, { constructPath }: FunctionEvidence): Markup | false {
  const known = authorsPath(path);
  if (known === constructPath) return false;
  const below = constructPath !== undefined && known.startsWith(`${constructPath}/`) ? known.slice(constructPath.length + 1) : known;
  return html` <span class="more">at ${below || 'the app'}</span>`;
}

function permissions({ name, permissions, arePermissionsWhole }: FunctionEvidence): Markup {
  if (permissions === undefined) return html`<p>Its role is not in the templates.</p>`;
  const rows = permissions.map(({ actions, resources, why, isDenied, isWide, hasCondition }) => [
    html`<td>${isDenied && html`<span class="tag">denied</span> `}<code>${actions.join(', ')}</code>`,
    html`<td><code>${resources.join(', ')}</code>${isWide && html` <span class="tag warning">wide</span>`}${hasCondition && html` <span class="tag">with a condition</span>`}`,
    why,
  ]);
  return html`${table(`Permissions of ${name}`, ['Actions', 'Resources', 'Why'], rows)}${!arePermissionsWhole && html`<p class="more">A policy outside of the templates may add to them.</p>`}`;
}
