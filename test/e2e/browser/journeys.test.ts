import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { cast, fixedId, groups } from '../../../src/sandbox/tenant/cast.ts';
import { newest, openAs, shown, type Window } from '../../support/browser.ts';
import { startMuster, type Muster } from '../../support/muster.ts';
import { openBrowser } from '../../support/page-browser.ts';
import type { Person } from '../../support/person.ts';

let muster: Muster;
let browser: Browser;
const windows: Window[] = [];

beforeAll(async () => {
  [muster, browser] = await Promise.all([startMuster(), openBrowser()]);
});
afterEach(async () => {
  for (const window of windows) window.isClean();
  await Promise.all(windows.splice(0).map((window) => window.close()));
});
afterAll(async () => {
  await browser.close();
  await muster.stop();
});

const employee = (local: string): Person => muster.person(fixedId('user', `${local}@tessaly.example`));
const isMember = (group: string, person: { id: string }): boolean =>
  muster.sandbox.tenant.isLinked(group, 'member', person.id);

async function open(person: { id: string }, options: Parameters<typeof openAs>[3] = {}): Promise<Window> {
  const window = await openAs(browser, muster.sandbox.pageUrl, person, options);
  windows.push(window);
  return window;
}

async function asksToJoin(person: Person, group: string): Promise<void> {
  const form = await person.ask(`join ${group}`, 'An owner has to let you in');
  await person.press(form, 'Send request', { reason: 'For the autumn launch' });
}

it('marks a favourite, and the tenant beside the chat shows it', async () => {
  const { page, cards, write } = await open(cast.employee);
  await page.getByTitle('Tenant beside the chat').click();
  await write('favourite Packaging');
  await cards('Packaging is a favourite').waitFor();
  const row = page.locator('tr.group-row', { hasText: 'Packaging' });
  await row.getByTitle('Favourite').waitFor();
});

it('joins a private group as two people in two windows, the tenant following before their eyes', async () => {
  const [wren, mirela] = await Promise.all([open(cast.employee), open(cast.owner)]);
  await wren.write('join Design Guild');
  const form = await newest(wren.cards('Ask to join Design Guild'));
  await form.getByRole('textbox').fill('I draw the icons');
  await form.getByRole('button', { name: 'Send request' }).click();
  const status = await newest(wren.cards('Your request to join Design Guild'));
  await status.getByText(shown('5 owners have been asked')).waitFor();

  const card = await newest(mirela.cards('Wren Adeyemi asks to join Design Guild'));
  await card.getByText(shown('I draw the icons')).waitFor();
  await card.getByRole('button', { name: 'Approve' }).click();
  await card.getByText(shown('is a member now and has been told')).waitFor();
  expect(await card.getByRole('button', { name: 'Approve' }).count()).toBe(0);
  await wren.cards('Your request to join Design Guild: approved').waitFor();
  await status.getByText(shown('Mirela Vašková approved your request')).waitFor();
  expect(isMember(groups.designGuild, cast.employee)).toBe(true);

  await wren.page.getByTestId('nav-tenant').click();
  await wren.page.getByTestId(`tenant-row-${groups.designGuild}`).getByText('Member', { exact: true }).waitFor();
  await mirela.page.getByTestId('nav-traffic').click();
  await mirela.page
    .getByTestId('traffic-entry')
    .filter({ hasText: 'as Mirela Vašková: adds groups › members' })
    .first()
    .waitFor();
});

it('joins a public group at once', async () => {
  const { cards, write } = await open(cast.employee);
  await write('join Book Club');
  const card = await newest(cards('You have joined Book Club'));
  await card.getByRole('button', { name: 'Show the group' }).click();
  await newest(cards('One book a month'));
  expect(isMember(groups.bookClub, cast.employee)).toBe(true);
});

it('rejects only with a reason, and the requester reads it', async () => {
  await asksToJoin(muster.person(cast.employee.id), 'Research Circle');
  const mirela = await open(cast.owner);
  const card = await newest(mirela.cards('Wren Adeyemi asks to join Research Circle'));
  await card.getByRole('button', { name: 'Reject…' }).click();
  await card.getByRole('button', { name: 'Reject', exact: true }).click();
  await card.getByText(shown('Please say why')).first().waitFor();
  await card.getByRole('textbox').fill('Only during a study');
  await card.getByRole('button', { name: 'Reject', exact: true }).click();
  await card.getByText(shown('Mirela Vašková rejected this')).waitFor();

  const wren = await open(cast.employee);
  const told = await newest(wren.cards('Your request to join Research Circle: rejected'));
  await told.getByText(shown('Only during a study')).waitFor();
  expect(isMember(groups.researchCircle, cast.employee)).toBe(false);
});

it('searches with the message extension and sends what was found', async () => {
  const [wren, mirela] = (await Promise.all(
    [cast.employee, cast.owner].map((one) =>
      open(one, { hash: `conversation=${encodeURIComponent('19:autumn-launch@thread.v2')}` }),
    ),
  )) as [Window, Window];
  await wren.page.getByTestId('extension-open').click();
  await wren.page.getByTestId('extension-search').fill('design g');
  await wren.page.getByTestId('extension-result').filter({ hasText: 'Design Guild' }).click();
  await wren.page.locator('.attached').getByText(shown('Design Guild')).first().waitFor();
  await wren.page.getByTestId('send').click();
  await newest(mirela.cards('Design Guild'));
  await newest(wren.cards('Design Guild'));
});

it('asks for consent in a window of its own: Cancel changes nothing, Accept goes on', async () => {
  const pip = employee('pip.marlowe');
  await muster.setGrants(pip.id, { consented: 'none', installed: true });
  const { page, cards, write } = await open(pip);
  await write('my groups');
  const button = page.getByTestId('signin-button');
  await button.waitFor();

  const first = page.waitForEvent('popup');
  await button.click();
  const declined = await first;
  await declined.getByText(shown('asks for permission')).waitFor();
  await Promise.all([declined.waitForEvent('close'), declined.getByRole('button', { name: 'Cancel' }).click()]);
  await page.getByRole('log').getByText(shown('still waits: press Sign in again')).waitFor();
  expect(await cards('Your groups').count()).toBe(0);

  const second = page.waitForEvent('popup');
  await button.first().click();
  const agreed = await second;
  await agreed
    .getByText(shown('read who is in the groups'))
    .or(agreed.getByText(shown('GroupMember.Read.All')))
    .first()
    .waitFor();
  await Promise.all([agreed.waitForEvent('close'), agreed.getByRole('button', { name: 'Accept' }).click()]);
  await newest(cards('Your groups'));
  await button.waitFor({ state: 'detached' });
});

it('decides with the keyboard alone', async () => {
  const lucien = employee('lucien.brossard');
  await asksToJoin(lucien, 'Design Guild');
  const { page, cards } = await open(cast.secondOwner);
  const card = await newest(cards('Lucien Brossard-Côté asks to join Design Guild'));
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate<string>('document.activeElement.textContent');
    if (focused === 'Approve') break;
  }
  // What has the focus can be seen to have it.
  const outline = await page.evaluate<string>(
    '(({ outlineStyle, boxShadow }) => `${outlineStyle} ${boxShadow}`)(getComputedStyle(document.activeElement))',
  );
  expect(outline).not.toMatch(/^none none$/);
  await page.keyboard.press('Enter');
  await card.getByText(shown('is a member now and has been told')).waitFor();
  expect(isMember(groups.designGuild, lucien)).toBe(true);
});

it('fits a phone in the dark: nothing is wider than the screen, and one finger decides', async () => {
  const eleni = employee('eleni.papadaki');
  await asksToJoin(eleni, 'Design Guild');
  const { page, cards } = await open(cast.owner, {
    viewport: { width: 390, height: 844 },
    colorScheme: 'dark',
    hasTouch: true,
    isMobile: true,
  });
  await page.locator('[data-testid^="conversation-a:"]').tap();
  const card = await newest(cards('asks to join Design Guild'));
  await card.scrollIntoViewIfNeeded();
  const width = await page.evaluate<number>('document.documentElement.scrollWidth');
  expect(width).toBeLessThanOrEqual(390);
  const theme = await page.evaluate<string>('document.documentElement.dataset.theme');
  expect(theme).toBe('dark');
  const approve = card.getByRole('button', { name: 'Approve' });
  expect((await approve.boundingBox())?.height).toBeGreaterThanOrEqual(28);
  await approve.tap();
  await card.getByText(shown('is a member now and has been told')).waitFor();
});
