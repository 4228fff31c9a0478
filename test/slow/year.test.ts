import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cast, groups } from '../../src/sandbox/tenant/cast.ts';
import { newest, openAs } from '../support/browser.ts';
import { startMuster, type Muster } from '../support/muster.ts';
import { openBrowser } from '../support/page-browser.ts';

let muster: Muster;
let browser: Browser;
beforeAll(async () => void ([muster, browser] = await Promise.all([startMuster(), openBrowser()])));
afterAll(async () => {
  await browser.close();
  await muster.stop();
});

it('lets somebody watch a group come to its end in the browser, while time runs', async () => {
  const { now } = await muster.session();
  const inDays = (days: number): string =>
    `${new Date(Date.parse(now) + days * 24 * 3_600_000).toISOString().slice(0, 19)}Z`;
  muster.sandbox.tenant.updateGroup(groups.designGuild, { expirationDateTime: inDays(8) });
  const { page, cards, isClean } = await openAs(browser, muster.sandbox.pageUrl, cast.owner, { hash: 'view=controls' });
  await page.getByTestId('run-day').click();
  await page.getByTestId('nav-chat').click();
  await newest(cards('Design Guild expires'));
  await newest(cards('Design Guild is deleted'));
  await page.getByTestId('clock-stop').click();
  await page.getByTestId('clock-stop').waitFor({ state: 'detached' });
  const passed = Date.parse((await muster.session()).now) - Date.parse(now);
  expect(passed).toBeGreaterThan(8 * 24 * 3_600_000);
  isClean();
}, 60_000);
