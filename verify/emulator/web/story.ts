import { readFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expectSame, type Say } from '../demo/story';
import type { TodoPage } from './todo-page';

export interface Scene {
  readonly site: TodoPage;
  readonly browser: Browser;
  /** Keeps a screenshot for whoever looks at it. */
  keep(name: string, image: Buffer): void;
}

const ANN = 'ann@example.com';
const BEN = 'ben@example.com';
/** Markup, and longer than a line. */
const LONG = '<b>Call</b> the plumber about the tap in the kitchen upstairs, and about the one in the garden';

/** A page in a new window; fails with what the page has complained of. */
async function inWindow({ browser, site }: Scene, look: (page: Page) => Promise<void>, options?: BrowserContextOptions): Promise<void> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(15_000);
  try {
    const page = await context.newPage();
    const complaints: string[] = [];
    // Not those of the sign-in pages of the emulator, which have another address.
    page.on('console', (message) => {
      if (message.type() === 'error' && message.location().url.startsWith(site.url)) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await look(page).catch((error) => {
      throw complaints.length > 0 ? new Error(`${error.message}\nthe page complained: ${complaints.join('; ')}`) : error;
    });
    expectSame('what the page complained of', complaints, []);
  } finally {
    await context.close();
  }
}

/** What users do, in order: each step tells what it has observed, or throws. */
export const STEPS: Readonly<Record<string, (scene: Scene, fact: Say) => Promise<void>>> = {
  'Nobody sees anything without signing in': async (scene, fact) => {
    const { site } = scene;
    expectSame('the status without a token', await site.statusWithout(), 401);
    const forged = `${btoa('{"alg":"none"}')}.${btoa('{"sub":"ann"}')}.`;
    expectSame('the status with a forged token', await site.statusWithout({ authorization: `Bearer ${forged}` }), 401);
    await inWindow(scene, async (page) => {
      await page.goto(site.url);
      await page.getByRole('button', { name: 'Sign in' }).waitFor();
      expectSame('whether the form is visible', await page.getByLabel('What is to be done?').isVisible(), false);
      scene.keep('signed-out', await page.screenshot());
    });
    fact('401 without a token and with a forged one; the page offers to sign in');
  },

  'A user signs in, adds what is to be done, and finds it again': async (scene, fact) => {
    const { site } = scene;
    await inWindow(scene, async (page) => {
      await site.signIn(page, ANN);
      expectSame('the list of a new user', await site.listed(page), []);
      await site.add(page, 'Buy tea');
      await site.add(page, LONG);
      // The token is in the memory of the page: gone with a reload.
      await site.signIn(page, ANN);
      expectSame('the list', await site.listed(page), ['Buy tea', LONG]);
      scene.keep('light', await page.screenshot());
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.setViewportSize({ width: 390, height: 700 });
      scene.keep('dark-narrow', await page.screenshot());
      const heights = await Promise.all(
        (await page.getByRole('button', { name: /^Done/ }).all()).map(async (button) => (await button.boundingBox())?.height),
      );
      expectSame('the heights of the buttons', new Set(heights).size, 1);
    });
    expectSame('what is in the table', await site.stored(), [LONG, 'Buy tea']);
    fact('by a code and PKCE at the sign-in pages of the emulator; what users write is shown as text');
  },

  'Another user sees nothing of it': async (scene, fact) => {
    const { site } = scene;
    await inWindow(scene, async (page) => {
      await site.signIn(page, BEN);
      expectSame('the list of another user', await site.listed(page), []);
    });
    fact('the list of another user is empty');
  },

  'What is done is removed': async (scene, fact) => {
    const { site } = scene;
    await inWindow(scene, async (page) => {
      await site.signIn(page, ANN);
      await page.getByRole('button', { name: 'Done: Buy tea' }).click();
      await page.getByText('1 to do.').waitFor();
    });
    expectSame('what is in the table', await site.stored(), [LONG]);
    fact('from the page and from the table');
  },

  'The page has no faults that keep people from using it': async (scene, fact) => {
    const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
    for (const colorScheme of ['light', 'dark'] as const) {
      await inWindow(
        scene,
        async (page) => {
          await scene.site.signIn(page, ANN);
          await page.evaluate(axe);
          const violations = await page.evaluate('axe.run().then(({ violations }) => violations.map(({ id }) => id))');
          expectSame(`what axe finds (${colorScheme})`, violations, []);
        },
        { colorScheme },
      );
    }
    fact('axe finds nothing, in light and in dark colours');
  },
};
