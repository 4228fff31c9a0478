import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { cast, fixedId, groups } from '../../../src/sandbox/tenant/cast.ts';
import { newest, type Window } from '../../../test/support/browser.ts';
import { startMuster, type Muster, type MusterOptions } from '../../../test/support/muster.ts';
import type { Person } from '../../../test/support/person.ts';
import { onStage, phone as phoneScreen, shoot, startAt } from '../stage.ts';

/** One window on a picture: somebody's chat with Muster, or another place of the page. */
export interface Frame {
  as: { id: string };
  on?: 'desktop' | 'phone';
  theme?: 'light' | 'dark';
  /** Words of the card that is to be seen; the newest that says them. */
  at?: string;
  /** Words of the card that is to be seen afterwards, where it is another. */
  shows?: string;
  /** Which part of the card matters where it does not fit: its end, unless said otherwise. */
  from?: 'top' | 'end';
  /** What follows in the page's address instead of the chat with Muster. */
  hash?: string;
  /** The page with its rail and its list of chats, not the chat alone. */
  whole?: boolean;
  /** The height of the window, where the usual one shows too much or too little. */
  height?: number;
  /** Whether the page shall say how far the clock was moved. */
  isMoved?: boolean;
  /** What is done before the picture is taken, as by hand. */
  see?: (window: Window, card: Locator | undefined) => Promise<unknown>;
}

/** A running system, who is in it, and how pictures are taken of it. */
export interface Scene {
  muster: Muster;
  wren: Person;
  mirela: Person;
  tomas: Person;
  ingrid: Person;
  /** By the local part of the principal name. */
  called: (local: string) => Person;
  /** Writes docs/images/flows/{name}.png: one window, or several beside each other. */
  take: (name: string, ...frames: readonly Frame[]) => Promise<void>;
}

const scale = 1.5;
/** The page's rail and its list of chats, which are left out of pictures of a chat. */
const besideChat = 388;
const widths = { desktop: 620, phone: 390, whole: 1008 };
const heights = { desktop: 640, phone: 760 };
export const day = 86_400;

/** Plays scenes in a system of their own, with a policy of their own. */
export async function withSystem(
  browser: Browser,
  { policy, ...options }: MusterOptions & { policy: string },
  play: (scene: Scene) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'muster-flows-'));
  const policyFile = path.join(folder, 'policy.yaml');
  writeFileSync(policyFile, policy);
  const muster = await startMuster({ startAt, ...options, env: { POLICY_FILE: policyFile, ...options.env } });
  try {
    const [wren, mirela, tomas, ingrid] = [cast.employee, cast.owner, cast.secondOwner, cast.admin].map(({ id }) =>
      muster.person(id),
    ) as [Person, Person, Person, Person];
    await Promise.all([wren, mirela, tomas, ingrid].map((person) => person.sees('Welcome to Muster')));
    withoutStrangeScripts(muster);
    const called = (local: string): Person => muster.person(fixedId('user', `${local}@tessaly.example`));
    const take: Scene['take'] = (name, ...frames) => takePicture(muster, browser, name, frames);
    await play({ muster, wren, mirela, tomas, ingrid, called, take });
  } finally {
    await muster.stop();
    rmSync(folder, { recursive: true });
  }
}

/** Not every machine that takes pictures has fonts for all of the names: owners and members whose it lacks are left out. */
function withoutStrangeScripts({ sandbox: { tenant } }: Muster): void {
  const strange = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Devanagari}\p{Script=Thai}]/u;
  const people = [...tenant.users()].filter(({ displayName }) => strange.test(displayName));
  for (const group of Object.values(groups))
    for (const kind of ['owner', 'member'] as const)
      for (const { id } of people) if (tenant.isLinked(group, kind, id)) tenant.unlink(group, kind, id);
}

async function takePicture(muster: Muster, browser: Browser, name: string, frames: readonly Frame[]): Promise<void> {
  await onStage(muster, browser, async ({ open }) => {
    const pictures: string[] = [];
    for (const frame of frames) {
      const { as, on = 'desktop', theme = 'light', hash, height } = frame;
      const isChat = on === 'desktop' && !frame.whole && !hash?.startsWith('view=');
      const width = frame.whole ? widths.whole : widths[on];
      const viewport = { width: width + (isChat ? besideChat : 0), height: height ?? heights[on] };
      const screen = { ...(on === 'phone' && phoneScreen), viewport, deviceScaleFactor: scale, colorScheme: theme };
      const chat = `conversation=${encodeURIComponent(await muster.person(as.id).chat())}`;
      const place = on === 'desktop' && { hash: hash ?? chat };
      const window = await open(as, { ...screen, ...place, isMoved: frame.isMoved });
      // On a phone the list of chats comes first.
      if (on === 'phone')
        await window.page.evaluate(`location.hash = ${JSON.stringify(`as=${as.id}&${hash ?? chat}`)}`);
      const card = frame.at === undefined ? undefined : await newest(window.cards(frame.at));
      await frame.see?.(window, card);
      const seen = frame.shows ?? frame.at;
      if (seen !== undefined) await bringUp(await newest(window.cards(seen)), frame.from ?? 'end');
      const view = isChat ? window.page.locator('main') : window.page;
      await rested(window);
      const png = await view.screenshot({ animations: 'disabled', caret: 'hide' });
      pictures.push(`<img class="${on}" width="${width}" src="data:image/png;base64,${png.toString('base64')}">`);
    }
    await compose(browser, name, pictures);
  });
}

async function rested({ page }: Window): Promise<void> {
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page.evaluate('document.fonts.ready');
  // What has just come elsewhere would hide what is to be seen.
  await page.evaluate(`document.querySelector('.toasts')?.hidePopover()`);
}

/** Pictures of windows beside each other, as they are: nothing is made smaller. */
async function compose(browser: Browser, name: string, pictures: readonly string[]): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 2400, height: 100 }, deviceScaleFactor: scale });
  await page.setContent(`<!doctype html><style>
    html { background: #e8ebfa; width: max-content; }
    body { margin: 0; padding: 24px; display: flex; gap: 24px; align-items: center; width: max-content; }
    img { display: block; box-shadow: 0 4px 16px rgb(0 0 0 / 0.2); border-radius: 8px; }
    .phone { border: 7px solid #111; border-radius: 28px; }</style>${pictures.join('')}`);
  const { width = 0, height = 0 } = (await page.locator('body').boundingBox()) ?? {};
  await page.setViewportSize({ width: Math.ceil(width), height: Math.ceil(height) });
  await shoot(page, `flows/${name}`);
  await page.close();
}

async function bringUp(card: Locator, part: 'top' | 'end'): Promise<void> {
  const block = part === 'top' ? 'start' : 'end';
  await card.evaluate(
    (element: { scrollIntoView: (how: object) => void }, where) => element.scrollIntoView({ block: where }),
    block,
  );
}
