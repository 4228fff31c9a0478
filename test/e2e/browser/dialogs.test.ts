import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cast } from '../../../src/sandbox/tenant/cast.ts';
import { openAs, type Window } from '../../support/browser.ts';
import { openBrowser } from '../../support/page-browser.ts';
import { startBench, until, type Activity, type Bench, type Reply } from '../../unit/sandbox/harness.ts';

const me = cast.owner;
const general = '19:design-guild-general@thread.tacv2';
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
const command = { type: 'action', fetchTask: true, description: 'Ask for a new group' };
const manifest = {
  name: { short: 'Muster' },
  composeExtensions: [
    {
      commands: [
        { ...command, id: 'group.new', title: 'New group', context: ['compose'] },
        { ...command, id: 'group.from', title: 'Group from this message', context: ['message'] },
      ],
    },
  ],
};
const form = (text: string): object => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'TextBlock', text, wrap: true },
    { type: 'Input.Text', id: 'name', label: 'Name' },
  ],
  actions: [{ type: 'Action.Submit', title: 'Create', data: { form: 'group.new' } }],
});
const adaptive = (content: object): object => ({ contentType: 'application/vnd.microsoft.card.adaptive', content });
const task = (text: string): Reply => ({
  status: 200,
  body: {
    task: { type: 'continue', value: { title: 'New group', height: 'medium', width: 480, card: adaptive(form(text)) } },
  },
});

let bench: Bench;
let browser: Browser;
let folder: string;
const windows: Window[] = [];

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'dialogs-'));
  const manifestFile = path.join(folder, 'manifest.json');
  writeFileSync(manifestFile, JSON.stringify(manifest));
  [bench, browser] = await Promise.all([startBench({ manifestFile }), openBrowser()]);
});
beforeEach(async () => {
  bench.bot.answer = () => ({ status: 200 });
  await bench.page('/api/reset', {});
});
afterEach(async () => {
  for (const window of windows) window.isClean();
  await Promise.all(windows.splice(0).map((window) => window.close()));
});
afterAll(async () => {
  await browser.close();
  await bench.end();
  rmSync(folder, { recursive: true });
});

async function open(options: Parameters<typeof openAs>[3] = {}): Promise<Page> {
  const window = await openAs(browser, bench.sandbox.pageUrl, me, options);
  windows.push(window);
  return window.page;
}

/** A card with a button that opens a dialog, in the person's chat. */
async function chatWithButton(options: Parameters<typeof openAs>[3] = {}): Promise<{ page: Page; button: Locator }> {
  const personal = await bench.personalChat(me.id);
  const card = {
    type: 'AdaptiveCard',
    version: '1.5',
    body: [],
    actions: [{ type: 'Action.Submit', title: 'New group…', data: { msteams: { type: 'task/fetch' }, id: 7 } }],
  };
  const attachments = [adaptive(card)];
  await bench.connector('POST', `v3/conversations/${personal}/activities`, { type: 'message', attachments });
  const page = await open(options);
  if (options.isMobile === true) await page.getByTestId(`conversation-${personal}`).tap();
  const button = page.getByTestId('card').getByRole('button', { name: 'New group…' });
  await button.waitFor();
  return { page, button };
}

/** Waits until something has the focus. */
const hasFocus = (what: Locator): Promise<void> => what.and(what.page().locator(':focus')).waitFor();
const submitted = (): Promise<Activity> =>
  until(() => bench.bot.received.map(({ activity }) => activity).find(({ name }) => name === 'task/submit'));

describe('a dialog from a card’s button', () => {
  it('opens with its title, takes the focus, and sends what was typed', async () => {
    bench.bot.received.length = 0;
    bench.bot.answer = ({ name }) => (name === 'task/fetch' ? task('What is it for?') : { status: 200 });
    const { page, button } = await chatWithButton();
    await button.click();
    const dialog = page.getByRole('dialog', { name: 'New group' });
    await dialog.getByText('What is it for?').waitFor();
    const field = dialog.getByRole('textbox', { name: 'Name' });
    await hasFocus(field);
    expect((await dialog.boundingBox())?.width).toBe(480);
    await page.keyboard.type('Packaging');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect((await submitted()).value).toEqual({
      data: { form: 'group.new', name: 'Packaging' },
      context: { theme: 'default' },
    });
    await hasFocus(button);
  });

  it('keeps what was typed when the app fails, and goes on when it is there again', async () => {
    bench.bot.answer = ({ name }) => (name === 'task/fetch' ? task('Step 1') : { status: 500 });
    const { page, button } = await chatWithButton();
    await button.click();
    const dialog = page.getByTestId('dialog');
    await dialog.getByRole('textbox').fill('Packaging');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await dialog.getByRole('alert').getByText('Unable to reach the app').waitFor();
    expect(await dialog.getByRole('textbox').inputValue()).toBe('Packaging');
    bench.bot.answer = () => ({ status: 200, body: { task: { type: 'message', value: 'Your group is being made' } } });
    await dialog.getByRole('button', { name: 'Create' }).click();
    await dialog.getByText('Your group is being made').waitFor();
    expect(await dialog.getByRole('alert').count()).toBe(0);
    await dialog.getByRole('button', { name: 'OK' }).click();
    await dialog.waitFor({ state: 'detached' });
  });

  it('says when nothing came, and tries again', async () => {
    const { page, button } = await chatWithButton();
    bench.bot.answer = () => ({ ...task('late'), delayMs: 900 });
    await button.click();
    const dialog = page.getByTestId('dialog');
    await dialog.getByText('Loading…').waitFor();
    expect(await dialog.getAttribute('aria-busy')).toBe('true');
    await dialog.getByRole('alert').waitFor();
    bench.bot.answer = () => task('here it is');
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await dialog.getByText('here it is').waitFor();
  });

  it('keeps Tab inside, and Escape closes it without a word to the app', async () => {
    bench.bot.answer = () => task('Step 1');
    const { page, button } = await chatWithButton();
    await button.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByTestId('dialog');
    await dialog.getByRole('textbox').waitFor();
    for (let presses = 0; presses < 8; presses += 1) {
      await page.keyboard.press('Tab');
      expect(await dialog.locator(':focus').count()).toBe(1);
    }
    const before = bench.bot.heard().length;
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await hasFocus(button);
    expect(bench.bot.heard()).toHaveLength(before);
  });

  it('sends once, however often one presses', async () => {
    bench.bot.answer = ({ name }) => (name === 'task/fetch' ? task('Step 1') : { ...task('Step 2'), delayMs: 300 });
    bench.bot.received.length = 0;
    const { page, button } = await chatWithButton();
    await button.click();
    const dialog = page.getByTestId('dialog');
    await dialog.getByRole('textbox').fill('x');
    await dialog.getByRole('button', { name: 'Create' }).dblclick();
    await dialog.getByText('Step 2').waitFor();
    expect(bench.bot.received.filter(({ activity }) => activity.name === 'task/submit')).toHaveLength(1);
  });

  it('fills a phone in the dark, and the app knows the theme', async () => {
    bench.bot.received.length = 0;
    bench.bot.answer = () => task('Step 1');
    const { page, button } = await chatWithButton({ ...phone, colorScheme: 'dark', reducedMotion: 'reduce' });
    await button.tap();
    const dialog = page.getByTestId('dialog');
    await dialog.getByRole('textbox').waitFor();
    expect(await dialog.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
    const fetched = bench.bot.received.find(({ activity }) => activity.name === 'task/fetch');
    expect(fetched?.activity.value).toMatchObject({ context: { theme: 'dark' } });
    await page.getByTestId('dialog-close').tap();
    await dialog.waitFor({ state: 'detached' });
  });
});

describe('an action command', () => {
  it('puts a card into the compose box, under the post in whose answer it was chosen', async () => {
    bench.bot.answer = ({ name }) => {
      if (name === 'composeExtension/fetchTask') return task('Which?');
      const result = { type: 'result', attachmentLayout: 'list', attachments: [adaptive(form('The card'))] };
      return { status: 200, body: { composeExtension: result } };
    };
    await bench.connector('POST', `v3/conversations/${general}/activities`, { type: 'message', text: 'A post' });
    const page = await open({ hash: `conversation=${encodeURIComponent(general)}` });
    await page.getByTestId('post').getByTestId('reply').click();
    await page.getByTestId('reply-extension-open').click();
    await page.getByTestId('extension-action').filter({ hasText: 'New group' }).click();
    const dialog = page.getByTestId('dialog');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await dialog.waitFor({ state: 'detached' });
    const post = page.getByTestId('post');
    await post.locator('.attached').getByText('The card').waitFor();
    await page.getByTestId('reply-send').click();
    await post.getByTestId('card').getByText('The card').waitFor();
    expect(await page.getByTestId('post').count()).toBe(1);
  });

  it('is in a message’s menu, by the keyboard too, and gives the focus back there', async () => {
    bench.bot.received.length = 0;
    bench.bot.answer = () => task('From a message');
    const personal = await bench.personalChat(me.id);
    await bench.connector('POST', `v3/conversations/${personal}/activities`, { type: 'message', text: 'Take this' });
    const page = await open({ hash: `conversation=${encodeURIComponent(personal)}` });
    const menu = page.getByTestId('message').getByTestId('menu-open');
    await menu.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Group from this message' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await hasFocus(menu);
    await page.keyboard.press('Enter');
    await hasFocus(page.getByRole('menuitem', { name: 'Group from this message' }));
    await page.keyboard.press('Enter');
    await page.getByTestId('dialog').getByText('From a message').waitFor();
    const { activity } = await until(() => bench.bot.heard()[0]);
    expect(activity).toMatchObject({
      name: 'composeExtension/fetchTask',
      value: { commandContext: 'message', messagePayload: { body: { content: '<p>Take this</p>' } } },
    });
    await page.keyboard.press('Escape');
    await hasFocus(menu);
  });

  it('shows what would be posted before it is', async () => {
    bench.bot.answer = ({ name }) => {
      if (name === 'composeExtension/fetchTask') return task('Which?');
      const activityPreview = { type: 'message', attachments: [adaptive(form('To be posted'))] };
      return { status: 200, body: { composeExtension: { type: 'botMessagePreview', activityPreview } } };
    };
    const page = await open();
    await page.getByTestId('extension-open').click();
    await page.getByTestId('extension-action').click();
    const dialog = page.getByTestId('dialog');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await dialog.getByText('This will be posted:').waitFor();
    bench.bot.received.length = 0;
    bench.bot.answer = () => ({ status: 200 });
    await dialog.getByRole('button', { name: 'Send' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(bench.bot.heard()[0]?.activity.value).toMatchObject({ botMessagePreviewAction: 'send' });
  });
});

describe('a channel', () => {
  it('keeps answers under their post, and tells those who look elsewhere', async () => {
    const answered = await bench.connector('POST', `v3/conversations/${general}/activities`, {
      type: 'message',
      text: 'First post',
    });
    const { id: root } = (await answered.json()) as { id: string };
    const page = await open({ hash: `conversation=${encodeURIComponent(general)}` });
    const first = page.getByTestId('post').filter({ hasText: 'First post' });
    await first.getByTestId('reply').click();
    await hasFocus(first.getByTestId('reply-compose'));
    await page.keyboard.type('I agree');
    await page.keyboard.press('Enter');
    await first.getByText('I agree').waitFor();
    await page.getByTestId('compose').fill('Second post');
    await page.getByTestId('send').click();
    await page.getByTestId('post').filter({ hasText: 'Second post' }).waitFor();
    expect(await page.getByTestId('post').count()).toBe(2);

    await page.getByTestId('nav-controls').click();
    const text = 'The bot answers';
    await bench.connector('POST', `v3/conversations/${general};messageid=${root}/activities`, {
      type: 'message',
      text,
    });
    const toast = page.getByTestId('toast').filter({ hasText: text });
    await toast.getByText('Design Guild › General').waitFor();
    await toast.getByRole('button', { name: 'Show' }).click();
    await first.getByText(text).waitFor();
    // What was answered last stands last.
    expect(await page.getByTestId('post').last().textContent()).toContain('First post');
  });

  it('gets the app and loses it, as its members want', async () => {
    const page = await open({ hash: `conversation=${encodeURIComponent(general)}` });
    const change = async (name: string): Promise<void> => {
      await page.getByTestId('apps').click();
      await page.getByTestId('apps-change').getByText(name).click();
      await page.getByTestId('apps-change').waitFor({ state: 'detached' });
    };
    const isInstalled = async (): Promise<boolean | undefined> =>
      (await bench.conversations(me.id)).find(({ id }) => id === general)?.botInstalled;
    await change('Remove');
    expect(await isInstalled()).toBe(false);
    await change('Add');
    expect(await isInstalled()).toBe(true);
  });
});

it('draws a third theme, of few colours and strong ones, and cards with it', async () => {
  bench.bot.received.length = 0;
  bench.bot.answer = () => task('Step 1');
  const { page, button } = await chatWithButton({ forcedColors: 'active' });
  expect(await page.evaluate<string>('document.documentElement.dataset.theme')).toBe('contrast');
  await button.click();
  await page.getByTestId('dialog').getByRole('textbox').waitFor();
  const fetched = bench.bot.received.find(({ activity }) => activity.name === 'task/fetch');
  expect(fetched?.activity.value).toMatchObject({ context: { theme: 'contrast' } });
});
