import type { Browser, Locator } from 'playwright-core';
import { cast, fixedId, groups } from '../../src/sandbox/tenant/cast.ts';
import { shown, type Window } from '../../test/support/browser.ts';
import type { Muster } from '../../test/support/muster.ts';
import { clear, onStage, phone, shoot } from './stage.ts';

const devices = { desktop: {}, phone: { ...phone, deviceScaleFactor: 1 } };
const themes = ['light', 'dark'] as const;
const rosalind = { id: fixedId('user', 'rosalind.tighe@tessaly.example') };

/** One view of the sandbox's page: where it is, and what is there to see. */
interface View {
  name: string;
  says: string;
  as: { id: string };
  /** What follows in the page's address. */
  hash?: string;
  /** The chat with the bot is open. */
  inChat?: boolean;
  /** @returns another window, where the view is one of its own */
  see(window: Window): Promise<Window['page'] | undefined>;
}

/** Sees what the page shows by itself. */
function seen(find: (page: Window['page']) => Locator): View['see'] {
  return async ({ page }) => {
    await find(page).first().waitFor();
    return undefined;
  };
}

/** In the order in which one comes to them. */
export const views: readonly View[] = [
  {
    name: 'chooser',
    says: 'Choosing who to be',
    as: cast.owner,
    async see({ page }) {
      const first = await page.context().newPage();
      await first.goto(new URL('/', page.url()).href);
      await first.getByTestId('person-chooser').waitFor();
      return first;
    },
  },
  {
    name: 'chats',
    says: 'The list of chats',
    as: cast.owner,
    see: seen((page) => page.locator('[data-testid^="conversation-"]')),
  },
  {
    name: 'chat',
    says: 'An owner’s chat with Muster',
    as: cast.owner,
    inChat: true,
    see: seen((page) => page.getByTestId('card').filter({ hasText: shown('Wren Adeyemi asks to join Design Guild') })),
  },
  {
    name: 'tenant',
    says: 'The groups of the tenant',
    as: cast.owner,
    hash: 'view=tenant',
    see: seen((page) => page.getByTestId(`tenant-row-${groups.designGuild}`)),
  },
  {
    name: 'group',
    says: 'One group of the tenant with its people',
    as: cast.owner,
    hash: `view=tenant&group=${groups.designGuild}`,
    see: seen((page) => page.getByRole('heading', { name: 'Design Guild' })),
  },
  {
    name: 'controls',
    says: 'The clock, the faults, and what people have consented to',
    as: cast.owner,
    hash: 'view=controls',
    see: seen((page) => page.getByTestId('clock-now')),
  },
  {
    name: 'traffic',
    says: 'The calls between Teams, the bot, Entra and Graph',
    as: cast.owner,
    hash: 'view=traffic',
    see: seen((page) => page.getByTestId('traffic-entry')),
  },
  {
    name: 'extension',
    says: 'The message extension, open over a channel',
    as: cast.employee,
    hash: `conversation=${encodeURIComponent('19:autumn-launch@thread.v2')}`,
    async see({ page }) {
      await page.getByTestId('extension-open').click();
      await page.getByTestId('extension-search').fill('design');
      await page.getByTestId('extension-result').first().filter({ hasText: 'Design' }).waitFor();
      return undefined;
    },
  },
  {
    name: 'sign-in',
    says: 'Being asked to sign in before a command goes on',
    as: rosalind,
    inChat: true,
    async see({ page, write }) {
      await write('my groups');
      await page.getByTestId('signin-button').last().waitFor();
      return undefined;
    },
  },
  {
    name: 'consent',
    says: 'The window in which Entra asks for consent',
    as: rosalind,
    inChat: true,
    async see({ page }) {
      const opening = page.waitForEvent('popup');
      await page.getByTestId('signin-button').last().click();
      const popup = await opening;
      if (!isPhone(page)) await popup.setViewportSize({ width: 600, height: 535 });
      await popup.getByText('asks for permission').waitFor();
      return popup;
    },
  },
];

function isPhone(page: Window['page']): boolean {
  return page.viewportSize()?.width === phone.viewport.width;
}

/** Where the picture of a view is, below `docs`. */
export function viewPictures({ name }: View): { file: string; theme: string; device: string }[] {
  return Object.keys(devices).flatMap((device) =>
    themes.map((theme) => ({ file: `images/page/${name}-${theme}-${device}.png`, theme, device })),
  );
}

/** Every view of the sandbox's page, light and dark, on a desktop and on a phone. */
export async function pageViews(muster: Muster, browser: Browser): Promise<void> {
  clear('images/page');
  await prepare(muster);
  const takes = Object.entries(devices).flatMap(([device, options]) =>
    themes.map(
      (colorScheme) => (person: { id: string }) =>
        onStage(muster, browser, async ({ open }) => {
          const window = await open(person, { ...options, colorScheme });
          for (const view of views.filter(({ as }) => as.id === person.id))
            await take(muster, window, view, `${view.name}-${colorScheme}-${device}`);
        }),
    ),
  );
  for (const person of [cast.owner, cast.employee]) await Promise.all(takes.map((takeAs) => takeAs(person)));
  // What she writes stays in her chat: one after the other, so that the pictures are always the same.
  for (const takeAs of takes) await takeAs(rosalind);
}

/** What the views show is there, whether the pictures of the README were taken before or not. */
async function prepare(muster: Muster): Promise<void> {
  await muster.setGrants(rosalind.id, { consented: 'none', installed: true });
  const owner = muster.person(cast.owner.id);
  await owner.sees('Welcome to Muster');
  const wren = muster.person(cast.employee.id);
  const mine = await wren.ask('my requests', 'requests');
  if (JSON.stringify(mine).includes('Design Guild')) return;
  const form = await wren.ask('join Design Guild', 'An owner has to let you in');
  await wren.press(form, 'Send request', { reason: 'I draw the icons for the autumn launch.' });
  await owner.sees('Wren Adeyemi asks to join Design Guild');
}

async function take(muster: Muster, window: Window, view: View, name: string): Promise<void> {
  const chat = view.inChat
    ? (await muster.person(view.as.id).conversations()).find(({ id }) => id.startsWith('a:'))
    : undefined;
  const place = chat ? `conversation=${encodeURIComponent(chat.id)}` : (view.hash ?? '');
  await window.page.evaluate(`location.hash = ${JSON.stringify(`as=${view.as.id}&${place}`)}`);
  await shoot((await view.see(window)) ?? window.page, `page/${name}`);
}
