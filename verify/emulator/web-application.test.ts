import type { Browser } from 'playwright-core';
import { webApplicationApp } from '../../examples/web-application/app';
import { startBrowser } from '../report/chromium';
import { Account } from './account';
import { StandIn } from './web/stand-in';
import { type Scene, STEPS } from './web/story';
import { TodoPage } from './web/todo-page';

/*
 * examples/web-application in a browser, in order: each test goes on from where the one before it has come to. Sign-in pages, tokens
 * and their verification are those of the emulator; a stand-in does what CloudFront does for the page.
 */

let account: Account;
let browser: Browser;
let standIn: StandIn;
let scene: Scene;
beforeAll(async () => {
  [account, browser, standIn] = await Promise.all([Account.open(), startBrowser(), StandIn.listen()]);
  const { clients, emulator } = account;
  const deployed = await account.deploy((props) => webApplicationApp(props, [standIn.url]));
  const site = new TodoPage(clients, deployed, emulator, standIn);
  await Promise.all([site.publish(), site.addUser('ann@example.com'), site.addUser('ben@example.com')]);
  scene = { site, browser, keep: () => undefined };
}, 240_000);
afterAll(async () => {
  await browser?.close();
  standIn?.stop();
  await account?.close();
});

test.each(Object.entries(STEPS))('%s', (_, step) => step(scene, () => undefined), 90_000);
