// Takes the pictures of docs/images from a fresh system at a fixed time: `npm run screenshots`.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Session } from '../src/sandbox/page/api.ts';
import { cast, fixedId, groups } from '../src/sandbox/tenant/cast.ts';
import { newest, openAs, type Window } from '../test/support/browser.ts';
import { startMuster, type Muster } from '../test/support/muster.ts';
import { openBrowser } from '../test/support/page-browser.ts';
import type { Person } from '../test/support/person.ts';

const folder = path.resolve(import.meta.dirname, '..', 'docs', 'images');
const startAt = new Date('2026-09-15T09:41:00Z');
// The sandbox's people live in this time zone, and their clients speak American English.
const look = { timezoneId: 'Europe/Berlin', locale: 'en-US', reducedMotion: 'reduce', colorScheme: 'light' } as const;
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 } as const;

type Scene = (muster: Muster, open: (person: { id: string }, options?: Options) => Promise<Window>) => Promise<void>;
type Options = Parameters<typeof openAs>[3];

async function shoot(page: Page, name: string): Promise<void> {
  // What has just changed is lit for some seconds, and pictures of people come in after the text.
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page.evaluate('document.fonts.ready');
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' });
  console.log(`docs/images/${name}.png`);
}

/** An owner's chat with the card, the tenant beside it. */
const journey: Scene = async (muster, open) => {
  const wren = muster.person(cast.employee.id);
  for (const { id } of Object.values(cast)) await settleIn(muster.person(id));
  const form = await wren.ask('join Design Guild', 'An owner has to let you in');
  await wren.press(form, 'Send request', { reason: 'I draw the icons for the autumn launch.' });
  const { page, cards } = await open(cast.owner);
  await newest(cards('Wren Adeyemi asks to join Design Guild'));
  await page.getByTitle('Tenant beside the chat').click();
  await page.getByRole('button', { name: 'I own' }).click();
  await page.getByTestId(`tenant-row-${groups.designGuild}`).waitFor();
  await shoot(page, 'journey');
};

const requestOnPhone: Scene = async (muster, open) => {
  const tomas = await open(cast.secondOwner, { ...phone, colorScheme: 'dark' });
  await tomas.page.locator('[data-testid^="conversation-a:"]').tap();
  const card = await newest(tomas.cards('Wren Adeyemi asks to join Design Guild'));
  await card.scrollIntoViewIfNeeded();
  await shoot(tomas.page, 'request-on-phone');
  await muster.person(cast.owner.id).sees('Wren Adeyemi asks to join Design Guild');
};

const extension: Scene = async (_muster, open) => {
  const { page } = await open(cast.employee, {
    hash: `conversation=${encodeURIComponent('19:autumn-launch@thread.v2')}`,
  });
  await page.getByTestId('extension-open').click();
  await page.getByTestId('extension-search').fill('design');
  await page.getByTestId('extension-result').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await shoot(page, 'message-extension');
};

const tenant: Scene = async (muster, open) => {
  const mirela = muster.person(cast.owner.id);
  const card = await mirela.sees('Wren Adeyemi asks to join Design Guild');
  await mirela.press(card, 'Approve');
  await muster.person(cast.employee.id).sees('approved');
  const { page } = await open(cast.owner, { hash: `view=tenant&group=${groups.researchCircle}` });
  await page.getByRole('button', { name: 'I own' }).click();
  await page.getByText('Findings before they are published').waitFor();
  await shoot(page, 'tenant');
};

const traffic: Scene = async (_muster, open) => {
  const { page } = await open(cast.owner, { hash: 'view=traffic' });
  const call = page
    .getByTestId('traffic-entry')
    .filter({ hasText: 'as Mirela Vašková: adds groups › members' })
    .first();
  await call.waitFor();
  await call.evaluate((row: { scrollIntoView: (how: object) => void }) => row.scrollIntoView({ block: 'center' }));
  await shoot(page, 'traffic');
};

const consent: Scene = async (muster, open) => {
  const rosalind = { id: fixedId('user', 'rosalind.tighe@tessaly.example') };
  await muster.setGrants(rosalind.id, { consented: 'none', installed: true });
  const { page, write } = await open(rosalind);
  await write('join Design Guild');
  const button = page.getByTestId('signin-button');
  await button.waitFor();
  const opening = page.waitForEvent('popup');
  await button.click();
  const popup = await opening;
  await popup.setViewportSize({ width: 600, height: 535 });
  await popup.getByText('asks for permission').waitFor();
  await shoot(popup, 'consent');
};

/** Has read what came at the beginning. */
async function settleIn(person: Person): Promise<void> {
  await person.sees('Welcome to Muster');
  for (const { id } of await person.conversations()) await person.read(id);
}

async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const [muster, browser] = await Promise.all([startMuster({ startAt }), openBrowser()]);
  try {
    for (const scene of [journey, requestOnPhone, extension, tenant, traffic, consent])
      await play(scene, muster, browser);
  } finally {
    await browser.close();
    await muster.stop();
  }
}

/** The page shall not say that the clock was moved, for the browser's was moved with it, nor greet a newcomer. */
async function asIfToday(page: Page, muster: Muster): Promise<void> {
  const { now } = await muster.session();
  await page.clock.setSystemTime(new Date(now));
  await page.route('**/api/session', async (route) => {
    const session = (await (await route.fetch()).json()) as Session;
    await route.fulfill({ json: { ...session, aheadSeconds: 0 } });
  });
  await page.evaluate(`localStorage.setItem('muster.guide', 'away')`);
  await page.reload();
  await page.getByTestId('me').waitFor();
}

async function play(scene: Scene, muster: Muster, browser: Browser): Promise<void> {
  const windows: Window[] = [];
  await scene(muster, async (person, options) => {
    const window = await openAs(browser, muster.sandbox.pageUrl, person, { ...look, ...options });
    windows.push(window);
    await asIfToday(window.page, muster);
    return window;
  });
  for (const window of windows) window.isClean();
  await Promise.all(windows.map((window) => window.close()));
}

await main();
