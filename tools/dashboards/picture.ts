import type { Properties } from '../catalogue/template';
import { seriesOf } from './series';

/** A widget of the body of a dashboard: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
export interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: Properties;
}

/** What an alarm of the template watches. */
export interface PicturedAlarm {
  readonly name: string;
  readonly metric: string;
  readonly threshold: number;
}

interface Theme {
  readonly page: string;
  readonly card: string;
  readonly border: string;
  readonly text: string;
  readonly faint: string;
  readonly lines: readonly string[];
  readonly threshold: string;
  readonly ok: string;
}

export const THEMES = {
  light: {
    page: '#f2f3f3',
    card: '#ffffff',
    border: '#d5dbdb',
    text: '#16191f',
    faint: '#5f6b7a',
    lines: ['#0073bb', '#b35900', '#1d8102', '#8b2fa0', '#00767a'],
    threshold: '#c33d2a',
    ok: '#1d8102',
  },
  dark: {
    page: '#0f1b2a',
    card: '#161f2c',
    border: '#414d5c',
    text: '#e9ebed',
    faint: '#a2adba',
    lines: ['#44b9d6', '#ffb347', '#7cc36b', '#d59be4', '#6fd3d0'],
    threshold: '#ff7a6b',
    ok: '#7cc36b',
  },
} as const satisfies Record<string, Theme>;

const COLUMN = 50;
const ROW = 36;
const GAP = 6;

const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
const shortened = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/**
 * A picture of a dashboard as CloudWatch would lay it out, with data that is made up.
 *
 * @param alarms by the text that stands for the alarm's ARN in the body
 */
export function picture(widgets: readonly Widget[], alarms: ReadonlyMap<string, PicturedAlarm>, theme: Theme): string {
  const width = 24 * COLUMN + GAP;
  const height = Math.max(...widgets.map((widget) => widget.y + widget.height)) * ROW + GAP;
  const drawn = widgets.map((widget) => draw(widget, alarms, theme));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Helvetica, Arial, sans-serif" role="img">`,
    '<title>A dashboard of a function, with made-up data</title>',
    `<rect width="${width}" height="${height}" fill="${theme.page}"/>`,
    ...drawn,
    '</svg>',
    '',
  ].join('\n');
}

function draw(widget: Widget, alarms: ReadonlyMap<string, PicturedAlarm>, theme: Theme): string {
  const [x, y] = [widget.x * COLUMN + GAP, widget.y * ROW + GAP];
  const [width, height] = [widget.width * COLUMN - GAP, widget.height * ROW - GAP];
  const markdown: string = widget.properties.markdown ?? '';
  const inside =
    widget.type === 'text'
      ? text(markdown, theme)
      : [label(12, 20, widget.properties.title, theme.text, 13, 700), ...content(widget, width, height, alarms, theme)].join('');
  const isHeading = markdown.startsWith('## ');
  const card = isHeading ? '' : `<rect width="${width}" height="${height}" rx="4" fill="${theme.card}" stroke="${theme.border}"/>`;
  return `<g transform="translate(${x} ${y})">${card}${inside}</g>`;
}

const label = (x: number, y: number, given: string, color: string, size: number, weight = 400): string =>
  `<text x="${x}" y="${y}" fill="${color}" font-size="${size}" font-weight="${weight}">${escaped(given)}</text>`;

/** Headings, and lists whose links are underlined. */
function text(markdown: string, theme: Theme): string {
  return markdown
    .split('\n')
    .map((line, index) => {
      if (line.startsWith('## ')) return label(4, 22, line.slice(3), theme.text, 18, 700);
      const parts = line.replace(/^- /, '• ').split(/(\[[^\]]*\]\([^\s]*\)|\*\*[^*]*\*\*)/);
      const spans = parts.map((part) => {
        const link = /^\[([^\]]*)\]/.exec(part);
        if (link) return `<tspan fill="${theme.lines[0]}" text-decoration="underline">${escaped(link[1])}</tspan>`;
        return part.startsWith('**') ? `<tspan font-weight="700">${escaped(part.slice(2, -2))}</tspan>` : escaped(part);
      });
      return `<text x="12" y="${22 + index * 20}" fill="${theme.text}" font-size="13">${spans.join('')}</text>`;
    })
    .join('');
}

function content(widget: Widget, width: number, height: number, alarms: ReadonlyMap<string, PicturedAlarm>, theme: Theme): string[] {
  if (widget.type === 'alarm') return states(widget.properties.alarms, width, alarms, theme);
  if (widget.type === 'log') return logLines(theme);
  const alarm = alarms.get(widget.properties.annotations?.alarms?.[0]);
  if (alarm) return lines(width, height, [alarm.metric], [{ value: alarm.threshold, label: `alarm above ${alarm.threshold}` }], theme);
  const shown = widget.properties.metrics
    .map((metric: Properties[]) => metric[metric.length - 1])
    .filter(({ visible }: Properties) => visible !== false);
  const labels = shown.map((options: Properties) => options.label || widget.properties.title);
  return lines(width, height, labels, widget.properties.annotations?.horizontal ?? [], theme);
}

function states(names: string[], width: number, alarms: ReadonlyMap<string, PicturedAlarm>, theme: Theme): string[] {
  const across = 4;
  const each = (width - 24) / across;
  return names.map((name, index) => {
    const [x, y] = [12 + (index % across) * each, 32 + Math.floor(index / across) * 26];
    return (
      `<rect x="${x}" y="${y}" width="${each - 8}" height="20" rx="3" fill="none" stroke="${theme.ok}"/>` +
      `<circle cx="${x + 11}" cy="${y + 10}" r="4" fill="${theme.ok}"/>` +
      label(x + 22, y + 14, `OK  ${shortened(alarms.get(name)?.name ?? name, 36)}`, theme.text, 11)
    );
  });
}

const LOG_LINES = [
  '2026-11-30 09:14:02  Task timed out after 30.00 seconds',
  '2026-11-30 08:51:47  TypeError: total is not a function',
  '2026-11-30 08:51:45  TypeError: total is not a function',
];
const logLines = (theme: Theme): string[] => LOG_LINES.map((line, index) => label(12, 44 + index * 20, line, theme.faint, 12));

function lines(
  width: number,
  height: number,
  labels: string[],
  limits: { readonly value: number; readonly label: string }[],
  theme: Theme,
): string[] {
  const plot = { x: 46, y: 32, width: width - 60, height: height - 78 };
  const series = labels.map(seriesOf);
  const most = Math.max(...series.flat(), ...limits.map(({ value }) => value));
  const top = most === 0 ? 1 : most * 1.1;
  const at = (value: number) => plot.y + plot.height * (1 - value / top);
  const grid = [0, 0.5, 1].map(
    (share) =>
      `<line x1="${plot.x}" x2="${plot.x + plot.width}" y1="${at(share * top)}" y2="${at(share * top)}" stroke="${theme.border}"/>` +
      `<text x="${plot.x - 6}" y="${at(share * top) + 4}" text-anchor="end" font-size="10" fill="${theme.faint}">${shownNumber(share * top)}</text>`,
  );
  const drawn = series.map((values, index) => {
    const points = values.map((value, at_) => `${(plot.x + (plot.width * at_) / (values.length - 1)).toFixed(1)},${at(value).toFixed(1)}`);
    return `<polyline fill="none" stroke="${theme.lines[index % theme.lines.length]}" stroke-width="1.6" points="${points.join(' ')}"/>`;
  });
  const marked = limits.map(
    (limit) =>
      `<line x1="${plot.x}" x2="${plot.x + plot.width}" y1="${at(limit.value)}" y2="${at(limit.value)}" stroke="${theme.threshold}" stroke-dasharray="5 3"/>` +
      label(plot.x + 4, at(limit.value) - 4, limit.label, theme.threshold, 10),
  );
  const legend = labels.slice(0, 3).map((name, index) => {
    const x = 14 + index * Math.floor((width - 20) / Math.min(3, labels.length));
    return (
      `<rect x="${x}" y="${height - 26}" width="10" height="10" fill="${theme.lines[index % theme.lines.length]}"/>` +
      label(x + 15, height - 17, shortened(name, Math.floor(54 / Math.min(3, labels.length))), theme.text, 11)
    );
  });
  return [...grid, ...drawn, ...marked, ...legend];
}

const shownNumber = (value: number): string =>
  value >= 1000 ? `${(value / 1000).toFixed(1)}k` : value >= 10 || value === 0 ? value.toFixed(0) : value.toPrecision(2);
