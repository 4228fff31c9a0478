import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Session } from '../../src/sandbox/page/api.ts';
import { openAs, type Window } from '../../test/support/browser.ts';
import type { Muster } from '../../test/support/muster.ts';
import { withPalette } from './png.ts';

const docs = path.resolve(import.meta.dirname, '..', '..', 'docs');

/** The sandbox's time when the pictures are taken. */
export const startAt = new Date('2026-09-15T09:41:00Z');
// The sandbox's people live in this time zone, and their clients speak American English.
const look = { timezoneId: 'Europe/Berlin', locale: 'en-US', reducedMotion: 'reduce', colorScheme: 'light' } as const;
export const phone = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
  deviceScaleFactor: 2,
} as const;

/** Where and as whom pictures are taken. */
export interface Stage {
  muster: Muster;
  browser: Browser;
  /** @param isMoved whether the page shall say how far the sandbox's clock is ahead of the time at which all of it began */
  open: (
    person: { id: string },
    options?: Parameters<typeof openAs>[3] & { isMoved?: boolean | undefined },
  ) => Promise<Window>;
}

/** Writes a file below `docs`. */
export function write(name: string, content: Buffer | string): void {
  const file = path.join(docs, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  console.log(`docs/${name}`);
}

/** Reads a picture that was taken before. */
export function picture(name: string): Buffer {
  return readFileSync(path.join(docs, 'images', `${name}.png`));
}

/** Removes a folder below `docs`, so that no picture outlives what it shows. */
export function clear(folder: string): void {
  rmSync(path.join(docs, folder), { recursive: true, force: true });
}

interface Shot {
  fullPage?: boolean;
  /** In its palette: a picture without photographs needs few. */
  colors?: number;
}

/** Takes a picture of what a window shows, when it has come to rest. */
export async function shoot(page: Page, name: string, { colors = 256, ...options }: Shot = {}): Promise<void> {
  // What has just changed is lit for some seconds, and pictures of people come in after the text.
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page.evaluate('document.fonts.ready');
  const png = await page.screenshot({ animations: 'disabled', caret: 'hide', ...options });
  write(`images/${name}.png`, withPalette(png, colors));
}

/** Plays something in windows that are closed afterwards. @throws when a page complained about anything */
export async function onStage(
  muster: Muster,
  browser: Browser,
  play: (stage: Stage) => Promise<unknown>,
): Promise<void> {
  const windows: Window[] = [];
  const open: Stage['open'] = async (person, { isMoved = false, ...options } = {}) => {
    const window = await openAs(browser, muster.sandbox.pageUrl, person, { ...look, ...options });
    windows.push(window);
    await asIfAt(isMoved ? startAt : new Date((await muster.session()).now), window.page);
    return window;
  };
  await play({ muster, browser, open });
  for (const window of windows) window.isClean();
  await Promise.all(windows.map((window) => window.close()));
}

/** The page shall think that it is this time, and say how far the sandbox's clock is ahead of it; nor greet a newcomer. */
async function asIfAt(time: Date, page: Page): Promise<void> {
  const begun = Date.now();
  await page.clock.setSystemTime(time);
  await page.route('**/api/session', async (route) => {
    const session = (await (await route.fetch({ maxRetries: 3 })).json()) as Session;
    const ahead = (Date.parse(session.now) - time.getTime() - (Date.now() - begun)) / 1000;
    await route.fulfill({ json: { ...session, aheadSeconds: Math.abs(ahead) < 60 ? 0 : ahead } });
  });
  await page.evaluate(`localStorage.setItem('muster.guide', 'away')`);
  await page.reload();
  await page.getByTestId('me').waitFor();
}
