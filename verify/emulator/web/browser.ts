import { type Browser, chromium } from 'playwright-core';
import { chromiumPath } from '../../report/chromium';

/** Chromium refuses its sandbox to root, which is who runs in containers. */
export const startBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath(), args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
