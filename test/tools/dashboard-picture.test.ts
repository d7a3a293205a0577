import { picture, THEMES, type Widget } from '../../tools/dashboards/picture';
import { dashboardPicture, dashboards } from '../../tools/docs/dashboards';

const widget = (properties: Widget['properties'], type = 'metric'): Widget => ({ type, x: 0, y: 0, width: 8, height: 6, properties });

test.each(Object.keys(THEMES) as (keyof typeof THEMES)[])(
  'the picture in %s colors has each widget, its lines and its thresholds',
  (theme) => {
    const drawn = dashboardPicture(theme);
    for (const title of ['Invocations', 'Duration (ms)', 'Orders: errors', 'ShopOrdersQueue: oldest message', 'Last errors'])
      expect(drawn).toContain(`>${title}<`);
    expect(drawn).toContain('>timeout 30 s<');
    expect(drawn).toContain('>alarm above 900<');
    expect(drawn).toContain('>reserved 20<');
    expect(drawn).toContain(THEMES[theme].page);
    expect(dashboardPicture(theme)).toBe(drawn);
  },
);

test('a title does not break out of the picture', () => {
  const drawn = picture(
    [widget({ title: '</text><script>', metrics: [['AWS/Lambda', 'Errors', { label: '"><b>' }]] })],
    new Map(),
    THEMES.light,
  );
  expect(drawn).not.toMatch(/<script|<b>/);
});

test('the page names every row with its widgets', () => {
  expect(dashboards()).toMatch(/\| `STATE` \| What is wrong now \| Alarms; links to runbook/);
  expect(dashboards()).toMatch(/\| `COST` \| What it costs \| Estimated cost/);
});
