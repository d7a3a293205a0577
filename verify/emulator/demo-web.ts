import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { installedChromium, startBrowser } from '../report/chromium';
import { runDemo, type Shown } from './demo/frame';
import { PAGE_URL } from './web/app';
import { StandIn } from './web/stand-in';
import { STEPS } from './web/story';
import { PASSWORD, TodoPage } from './web/todo-page';

const FOLDER = join(tmpdir(), 'web-application-demo');
const USERS = ['ann@example.com', 'ben@example.com'];

/** What users do, in the browser of this machine; its screenshots are kept. */
async function inBrowser(site: TodoPage, say: Shown['say']): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const kept: string[] = [];
  const keep = (name: string, image: Buffer) => {
    const file = join(FOLDER, `${name}.png`);
    writeFileSync(file, image);
    kept.push(file);
  };
  const browser = await startBrowser();
  try {
    for (const [title, step] of Object.entries(STEPS)) {
      say.title(title);
      await step({ site, browser, keep }, say.fact);
    }
  } finally {
    await browser.close();
  }
  say.title('The page');
  for (const file of kept) say.fact(file);
}

/** Deploys examples/web-application on an emulator, and leaves the page open for as long as somebody at the terminal looks at it. */
async function main(): Promise<void> {
  const standIn = await StandIn.listen();
  process.env[PAGE_URL] = standIn.url;
  await runDemo({
    name: 'examples/web-application',
    app: join(__dirname, 'web', 'app.ts'),
    stack: 'WebApplication',
    async show({ emulator, clients, deployed, say, signal }) {
      const site = new TodoPage(clients, deployed, emulator, standIn);
      await Promise.all([site.publish(), ...USERS.map((user) => site.addUser(user))]);
      if (installedChromium()) await inBrowser(site, say);
      else say.title('No browser is installed here that the demo can drive: open the page in yours');
      say.fact(`${standIn.url} (user ${USERS[0]}, password ${PASSWORD})`);
      if (!process.stdin.isTTY) return;
      const terminal = createInterface({ input: process.stdin, output: process.stdout });
      await terminal.question('\nPress Enter when you have seen it: ', { signal });
      terminal.close();
    },
  });
  standIn.stop();
}

void main();
