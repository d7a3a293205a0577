import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where Chromium and Chrome are installed, most usual first. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser of this machine; `CHROMIUM` names another. */
export function installedBrowser(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return env.CHROMIUM ?? PLACES.find((path) => existsSync(path));
}

export async function startBrowser(): Promise<Browser> {
  const executablePath = installedBrowser();
  if (!executablePath) throw new Error(`a browser must be installed, got none of ${PLACES.join(', ')}; install Chromium, or set CHROMIUM`);
  // Chromium refuses its sandbox to root, which is who runs in containers.
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}
