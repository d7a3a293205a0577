import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where a Chromium may be: what the environment names, that of Debian, that of playwright. */
const candidates = (): string[] =>
  [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', chromium.executablePath()].filter(
    (path): path is string => path !== undefined && path !== '',
  );

/** The Chromium of this machine; absent where it has none. */
export const installedChromium = (): string | undefined => candidates().find((path) => existsSync(path));

/** @throws where there is none: a page that nobody has opened proves nothing */
export function chromiumPath(): string {
  const path = installedChromium();
  if (path === undefined)
    throw new Error("there must be a Chromium, got none; run 'npx projen report:page', which installs one, or set CHROMIUM_PATH");
  return path;
}

/** Chromium refuses its sandbox to root, which is who runs in containers. */
export const startBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath(), args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });

/** Installs one where there is none: from Debian where that is possible, else by playwright. */
export function ensureChromium(): string {
  const known = installedChromium();
  if (known !== undefined) return known;
  const isRoot = process.getuid?.() === 0;
  const apt = isRoot ? ['apt-get'] : ['sudo', '-n', 'apt-get'];
  if (!tried([...apt, 'update']) || !tried([...apt, 'install', '-y', '--no-install-recommends', 'chromium'])) {
    tried(['npx', 'playwright-core', 'install', '--with-deps', '--only-shell', 'chromium']);
  }
  return chromiumPath();
}

function tried([command, ...args]: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'inherit' });
    return true;
  } catch {
    return false;
  }
}

if (require.main === module) console.log(ensureChromium());
