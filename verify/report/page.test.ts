import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startBrowser } from './chromium';
import { APPLICATIONS, pageOf } from './pages';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const WIDTHS = [390, 820, 1280];
const THEMES = ['light', 'dark'] as const;
/** Where screenshots are left, for those who want to look at them. */
const SCREENSHOTS = process.env.REPORT_SCREENSHOTS;

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** What a browser complains of, and asks others for. */
class Watched {
  public readonly complaints: string[] = [];
  public readonly requests: string[] = [];

  constructor(page: Page) {
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.complaints.push(message.text());
    });
    page.on('pageerror', ({ message }) => this.complaints.push(message));
    page.on('request', (request) => {
      if (!/^(file|data):/.test(request.url())) this.requests.push(request.url());
    });
  }
}

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
}, 60_000);
afterAll(() => browser?.close());

async function open(file: string, width = 1280, colorScheme: 'light' | 'dark' = 'light') {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
  const page = await context.newPage();
  const watched = new Watched(page);
  await page.goto(`file://${file}`);
  return { page, watched, close: () => context.close() };
}

describe.each(Object.keys(APPLICATIONS))('%s', (name) => {
  let file: string;
  beforeAll(() => {
    file = pageOf(name);
  }, 120_000);

  test('is one file below 2 MB', () => {
    expect(statSync(file).size).toBeLessThan(2e6);
  });

  test('loads in less than a second, also with its policy; nothing is asked for, nothing complains', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const watched = new Watched(page);
    await page.goto(`file://${file}`);
    const milliseconds = await page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd");
    await page.fill('#find', 'no drawing has these words');
    expect(await page.textContent('#shown')).toMatch(/^0 of/);
    expect(milliseconds).toBeGreaterThan(0);
    expect(milliseconds).toBeLessThan(1000);
    expect(watched).toMatchObject({ complaints: [], requests: [] });
    await context.close();
  });

  test.each(WIDTHS.flatMap((width) => THEMES.map((theme) => [width, theme] as const)))(
    'at %i pixels, %s: fits, and axe finds nothing serious',
    async (width, theme) => {
      const { page, watched, close } = await open(file, width, theme);
      if (SCREENSHOTS) await page.screenshot({ path: join(SCREENSHOTS, `${name}-${width}-${theme}.png`) });
      const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      expect(overflow).toBeLessThanOrEqual(0);
      // The large page has the parts of the others, and takes axe half a minute: one width is enough there.
      if (name === 'generated' && width !== WIDTHS[2]) return close();
      await page.evaluate("for (const one of [...document.querySelectorAll('.fn')].slice(0, 5)) one.open = true");
      await page.evaluate(AXE);
      const violations = (await page.evaluate(
        "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)",
      )) as Violation[];
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`)).toEqual([]);
      expect(watched).toMatchObject({ complaints: [], requests: [] });
      await close();
    },
    120_000,
  );
});

describe('what can be done on the page', () => {
  let file: string;
  beforeAll(() => {
    file = pageOf('common-mistakes');
  }, 60_000);

  test('a price and an assumption change the cost, and a reset brings it back', async () => {
    const { page, close } = await open(file);
    const idle = () => page.textContent('#summary [data-terms]');
    const perMillion = () => page.textContent('#cost table tbody tr:last-child td:last-child');
    const before = [await idle(), await perMillion()];
    await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
    await page.fill('[data-price=alarmMetric]', '10');
    expect(Number(await idle())).toBeGreaterThan(10);
    await page.fill('[data-assumption=duration]', '1000');
    expect(Number(await perMillion())).toBeGreaterThan(Number(before[1]));
    await page.fill('[data-price=alarmMetric]', '0.1');
    await page.click('button[type=reset]');
    await page.waitForFunction(`document.querySelector('#cost table tbody tr:last-child td:last-child').textContent === '${before[1]}'`);
    expect([await idle(), await perMillion()]).toEqual(before);
    await close();
  });

  test('what the page computes is what was written', async () => {
    const { page, close } = await open(file);
    const texts = () => page.$$eval('[data-terms]', (cells) => cells.map((cell) => cell.textContent));
    const written = await texts();
    await page.evaluate("document.querySelector('input[type=number]').dispatchEvent(new Event('input', { bubbles: true }))");
    expect(await texts()).toEqual(written);
    expect(written.length).toBeGreaterThan(10);
    await close();
  });

  test('search, zoom, theme, and the keyboard', async () => {
    const { page, close } = await open(file);
    await page.fill('#find', 'prices');
    expect(await page.textContent('#shown')).toBe('1 of 3 drawings');
    await page.fill('#find', '');
    await page.check('#only-broken');
    expect(await page.textContent('#shown')).toBe('3 of 3 drawings');
    const width = () => page.$eval('figure svg', (svg) => svg.getBoundingClientRect().width);
    const before = await width();
    await page.click('#in');
    expect(await width()).toBeGreaterThan(before);
    const background = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await background();
    await page.click('#theme');
    expect(await background()).not.toBe(light);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.tagName')).not.toBe('BODY');
    await close();
  });
});
