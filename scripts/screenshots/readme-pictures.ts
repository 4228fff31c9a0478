import { cast, fixedId, groups } from '../../src/sandbox/tenant/cast.ts';
import { newest } from '../../test/support/browser.ts';
import type { Person } from '../../test/support/person.ts';
import { phone, picture, shoot, type Stage } from './stage.ts';

type Scene = (stage: Stage) => Promise<void>;

/** An owner's chat with the card, the tenant beside it. */
const journey: Scene = async ({ muster, open }) => {
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

const requestOnPhone: Scene = async ({ muster, open }) => {
  const tomas = await open(cast.secondOwner, { ...phone, colorScheme: 'dark' });
  await tomas.page.locator('[data-testid^="conversation-a:"]').tap();
  const card = await newest(tomas.cards('Wren Adeyemi asks to join Design Guild'));
  await card.scrollIntoViewIfNeeded();
  await shoot(tomas.page, 'request-on-phone');
  await muster.person(cast.owner.id).sees('Wren Adeyemi asks to join Design Guild');
};

/** The same request on both owners' screens: a desktop, and a phone before it. */
const everywhere: Scene = async ({ browser }) => {
  const page = await browser.newPage({ viewport: { width: 1480, height: 840 } });
  const [desktop, onPhone] = ['journey', 'request-on-phone'].map(
    (name) => `data:image/png;base64,${picture(name).toString('base64')}`,
  );
  await page.setContent(`<style>
    body { margin: 0; height: 840px; position: relative; background: #e8ebfa; }
    img { position: absolute; box-sizing: border-box; box-shadow: 0 8px 32px rgb(0 0 0 / 0.24); }
    .desktop { top: 32px; left: 32px; width: 1240px; border-radius: 8px; }
    .phone { right: 32px; bottom: 24px; width: 330px; border: 9px solid #111; border-radius: 34px; }
    </style><img class="desktop" src="${desktop}"><img class="phone" src="${onPhone}">`);
  await shoot(page, 'everywhere');
  await page.close();
};

const extension: Scene = async ({ open }) => {
  const { page } = await open(cast.employee, {
    hash: `conversation=${encodeURIComponent('19:autumn-launch@thread.v2')}`,
  });
  await page.getByTestId('extension-open').click();
  await page.getByTestId('extension-search').fill('design');
  await page.getByTestId('extension-result').first().filter({ hasText: 'Design' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await shoot(page, 'message-extension');
};

const tenant: Scene = async ({ muster, open }) => {
  const mirela = muster.person(cast.owner.id);
  const card = await mirela.sees('Wren Adeyemi asks to join Design Guild');
  await mirela.press(card, 'Approve');
  await muster.person(cast.employee.id).sees('approved');
  const { page } = await open(cast.owner, { hash: `view=tenant&group=${groups.researchCircle}` });
  await page.getByRole('button', { name: 'I own' }).click();
  await page.getByText('Findings before they are published').waitFor();
  await shoot(page, 'tenant');
};

const traffic: Scene = async ({ open }) => {
  const { page } = await open(cast.owner, { hash: 'view=traffic' });
  const call = page
    .getByTestId('traffic-entry')
    .filter({ hasText: 'as Mirela Vašková: adds groups › members' })
    .first();
  await call.waitFor();
  await call.evaluate((row: { scrollIntoView: (how: object) => void }) => row.scrollIntoView({ block: 'center' }));
  await shoot(page, 'traffic');
};

const consent: Scene = async ({ muster, open }) => {
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

/** The pictures that the README shows, in the order of one story. */
export const readmePictures: readonly Scene[] = [
  journey,
  requestOnPhone,
  everywhere,
  extension,
  tenant,
  traffic,
  consent,
];
