import path from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { fixedId } from '../../src/sandbox/tenant/cast.ts';
import { newest, openAs, shown, type Window } from './browser.ts';
import { startMuster, type Muster } from './muster.ts';
import { openBrowser } from './page-browser.ts';
import type { Person } from './person.ts';

type Theme = 'light' | 'dark';

/** The whole system with a browser before it, for the journeys of one file. */
export interface Stage {
  readonly muster: Muster;
  /** Opens a window; it is closed after the test, which fails when its page complained about anything. */
  open(person: { id: string }, options?: Parameters<typeof openAs>[3]): Promise<Window>;
  /** By the local part of the principal name. */
  employee(local: string): Person;
  /** Over HTTP, for what only has to be there before a journey begins. */
  asksToJoin(person: Person, group: string): Promise<void>;
}

/** A screen as wide as a phone's, and a finger. */
export const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** Starts the sandbox, with the policy that `npm start` gives it, and a browser, once for the file. */
export function useStage(): Stage {
  let muster: Muster;
  let browser: Browser;
  const windows: Window[] = [];
  beforeAll(async () => {
    const policy = path.resolve(import.meta.dirname, '../../config/sandbox-policy.yaml');
    [muster, browser] = await Promise.all([startMuster({ env: { POLICY_FILE: policy } }), openBrowser()]);
  });
  afterEach(async () => {
    const opened = windows.splice(0);
    try {
      for (const window of opened) window.isClean();
    } finally {
      await Promise.all(opened.map((window) => window.close()));
    }
  });
  afterAll(async () => {
    await browser.close();
    await muster.stop();
  });
  return {
    get muster() {
      return muster;
    },
    async open(person, options) {
      const window = await openAs(browser, muster.sandbox.pageUrl, person, options);
      windows.push(window);
      return window;
    },
    employee: (local) => muster.person(fixedId('user', `${local}@tessaly.example`)),
    async asksToJoin(person, group) {
      const form = await person.ask(`join ${group}`, 'An owner has to let you in');
      await person.press(form, 'Send request', { reason: 'For the autumn launch' });
    },
  };
}

/** Describes the same journeys once in the light and once in the dark, with what differs: the stage lives on between them. */
export function inBothThemes<Cases extends Readonly<Record<Theme, unknown>>>(
  name: string,
  cases: Cases,
  journeys: (one: Cases[Theme], theme: BrowserContextOptions & { colorScheme: Theme }) => void,
): void {
  describe.each(['light', 'dark'] as const)(`${name}, in the %s`, (colorScheme) => {
    journeys(cases[colorScheme], { colorScheme });
  });
}

/** Opens the chat with the bot on a phone, where the list of chats comes first. */
export async function tapChat({ page }: Window): Promise<void> {
  await page.locator('[data-testid^="conversation-a:"]').tap();
}

/** The newest card that says something, once it also says the rest. */
export async function cardThatSays(window: Window, title: string, ...rest: string[]) {
  const card = await newest(window.cards(title));
  for (const words of rest) await card.getByText(shown(words)).first().waitFor();
  return card;
}
