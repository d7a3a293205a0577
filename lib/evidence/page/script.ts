/** What the page does by itself: themes, search, zoom, and the cost by what is assumed. Without it all is shown, but can't be changed. @internal */
export const SCRIPT = `'use strict';
const $ = (selector, root = document) => [...root.querySelectorAll(selector)];
const by = (id) => document.getElementById(id);
const numbers = (name) => Object.fromEntries($('[data-' + name + ']').map((input) => [input.dataset[name], input.valueAsNumber * Number(input.dataset.scale || 1)]));
const usd = (amount) => amount !== 0 && Math.abs(amount) < 0.005 ? amount.toPrecision(1) : amount.toFixed(2);
function recompute() {
  const prices = numbers('price'), assumed = numbers('assumption');
  for (const cell of $('[data-terms]')) {
    const terms = cell.dataset.terms === '' ? [] : cell.dataset.terms.split(';');
    const amount = terms.reduce((sum, term) => {
      const [price, count, times, divided] = term.split('|');
      const product = times === '' ? 1 : times.split('*').reduce((all, id) => all * assumed[id], 1);
      return sum + prices[price] * Number(count) * product / (divided === '' ? 1 : assumed[divided]);
    }, 0);
    cell.textContent = Number.isFinite(amount) ? usd(amount) : '–';
  }
}
document.addEventListener('input', ({ target }) => { if (target.type === 'number') recompute(); });
by('assumptions').addEventListener('reset', () => setTimeout(recompute));
const drawings = $('figure');
function search() {
  const wanted = by('find').value.trim().toLowerCase(), broken = by('only-broken').checked;
  let shown = 0;
  for (const figure of drawings) {
    figure.hidden = !figure.dataset.words.includes(wanted) || (broken && figure.dataset.broken === undefined);
    if (!figure.hidden) shown++;
  }
  by('shown').textContent = shown + ' of ' + drawings.length + ' drawings';
}
by('find').addEventListener('input', search);
by('only-broken').addEventListener('change', search);
const view = { zoom: 100 };
function scale(step) {
  view.zoom = Math.min(200, Math.max(30, view.zoom + step));
  document.body.style.setProperty('--zoom', view.zoom / 100);
  by('zoom').textContent = view.zoom + ' %';
}
by('in').addEventListener('click', () => scale(10));
by('out').addEventListener('click', () => scale(-10));
by('find-function').addEventListener('input', ({ target }) => {
  for (const fn of $('.fn')) fn.hidden = !fn.dataset.words.includes(target.value.trim().toLowerCase());
});
by('unfold').addEventListener('click', ({ target }) => {
  const open = target.textContent === 'Open all';
  for (const fn of $('.fn')) fn.open = open;
  target.textContent = open ? 'Close all' : 'Open all';
});
function controls() {
  const wanted = by('find-control').value.trim().toLowerCase(), open = by('only-open').checked;
  for (const row of $('.controls tbody tr')) {
    row.hidden = !row.textContent.toLowerCase().includes(wanted) || (open && row.querySelector('[data-open]').dataset.open === '0');
  }
}
by('find-control').addEventListener('input', controls);
by('only-open').addEventListener('change', controls);
const dark = matchMedia('(prefers-color-scheme: dark)');
by('theme').addEventListener('click', () => {
  const now = document.documentElement.dataset.theme || (dark.matches ? 'dark' : 'light');
  document.documentElement.dataset.theme = now === 'dark' ? 'light' : 'dark';
});
addEventListener('beforeprint', () => { for (const one of $('details')) one.open = true; });
`;
