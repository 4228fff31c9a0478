import type { Browser } from 'playwright-core';
import { cast, groups } from '../../../src/sandbox/tenant/cast.ts';
import { shown } from '../../../test/support/browser.ts';
import { textOf } from '../../../test/support/card-reading.ts';
import { until } from '../../../test/support/until.ts';
import { day, withSystem, type Scene } from './frames.ts';

const policy = `
admins: [${cast.admin.principalName}]
ownerless: { minimumOwners: 0 }
quietHours: { from: '20:00', to: '07:00' }
`;

/** How groups end, or do not. */
export async function noticeFlows(browser: Browser): Promise<void> {
  await withSystem(browser, { policy }, async (scene) => {
    const { muster } = scene;
    muster.keepGroups();
    await until('the bot knows the channel', async () => {
      const known = await muster.rows("select 1 from conversation where kind = 'channel'");
      return known.length > 0;
    });
    for (const play of [oneNotice, severalInOne, renewed, inTheChannel, unreachable, restored, handedOver])
      await play(scene);
  });
}

async function endIn({ muster }: Scene, days: number, ...ids: string[]): Promise<void> {
  const { now } = await muster.session();
  const end = new Date(Date.parse(now) + days * day * 1000).toISOString().slice(0, 19);
  for (const id of ids) muster.sandbox.tenant.updateGroup(id, { expirationDateTime: `${end}Z` });
}

const isEnding = /Design Guild\W+expires in/u;

async function oneNotice(scene: Scene): Promise<void> {
  await endIn(scene, 29, groups.designGuild);
  await scene.muster.advance(60);
  await scene.tomas.sees(isEnding);
  await scene.take(
    'expiry-notice',
    { as: cast.secondOwner, at: 'Design Guild expires in' },
    {
      as: cast.secondOwner,
      on: 'phone',
      theme: 'dark',
      at: 'Design Guild expires in',
      see: async (_, card) => card?.getByRole('button', { name: /^More/u }).tap(),
    },
  );
}

/** Fifteen days before, when another group of hers is due as well. */
async function severalInOne(scene: Scene): Promise<void> {
  const { muster, mirela, take } = scene;
  await endIn(scene, 29, groups.researchCircle);
  await muster.advance(14.1 * day);
  await mirela.sees('of your groups expire');
  await take(
    'digest',
    { as: cast.owner, at: 'of your groups expire' },
    { as: cast.owner, on: 'phone', theme: 'dark', at: 'of your groups expire' },
  );
}

async function renewed(scene: Scene): Promise<void> {
  const { muster, tomas, mirela, take } = scene;
  await tomas.press(await tomas.sees(isEnding), 'Renew');
  await muster.advance(10);
  await until('the digest says so', async () =>
    textOf(await mirela.sees('Research Circle expires in')).includes('Now expires on'),
  );
  await take(
    'renewed',
    { as: cast.secondOwner, on: 'phone', at: 'Design Guild is renewed' },
    { as: cast.owner, at: 'Research Circle expires in' },
  );
}

async function inTheChannel({ muster, take }: Scene): Promise<void> {
  const channel = await until('the channel says so', () =>
    Promise.resolve(
      muster.sandbox
        .conversations()
        .find(
          ({ team, messages }) =>
            team?.general &&
            team.groupId === groups.designGuild &&
            messages.some(({ cards }) => JSON.stringify(cards).includes('is renewed')),
        ),
    ),
  );
  const hash = `conversation=${encodeURIComponent(channel.id)}`;
  await take('channel', {
    as: cast.owner,
    hash,
    whole: true,
    height: 860,
    see: ({ page }) =>
      page
        .getByTestId('post')
        .filter({ hasText: shown('The post above shows how it stands.') })
        .last()
        .waitFor(),
  });
}

async function unreachable(scene: Scene): Promise<void> {
  const { muster, wren, ingrid, take } = scene;
  const { tenant } = muster.sandbox;
  for (const kind of ['owner', 'member'] as const)
    for (const id of [...tenant.linked(groups.bookClub, kind)]) tenant.unlink(groups.bookClub, kind, id);
  tenant.link(groups.bookClub, 'owner', wren.id);
  // Neither she nor her manager has the app.
  for (const { id } of [cast.employee, cast.owner]) await muster.setGrants(id, { installed: false });
  await endIn(scene, 14, groups.bookClub);
  await muster.advance(120);
  await ingrid.sees(/Book Club\W+expires in/u);
  await ingrid.ask('unreachable owners', 'Owners who could not be told');
  await take(
    'not-reached',
    { as: cast.admin, on: 'phone', theme: 'dark', at: 'No owner of this group could be told' },
    { as: cast.admin, at: 'Owners who could not be told' },
  );
  for (const { id } of [cast.employee, cast.owner]) await muster.setGrants(id, { installed: true });
}

async function restored({ muster, tomas, mirela, take }: Scene): Promise<void> {
  await mirela.press(await mirela.ask('delete group Design Guild', 'Delete Design Guild?'), 'Delete');
  await muster.advance(60);
  const told = await tomas.sees(/Mirela Vašková\W+deleted it/u);
  await take(
    'deleted',
    { as: cast.secondOwner, on: 'phone', at: 'Design Guild is deleted' },
    {
      as: cast.owner,
      see: async ({ write, cards }) => {
        await write('deleted groups');
        await cards('Deleted groups').last().waitFor();
      },
    },
  );
  await tomas.press(told, 'Restore');
  await tomas.sees(/Design Guild\W+is back/u);
  await muster.advance(10);
  await muster.quiet();
  await take('restored', { as: cast.secondOwner, on: 'phone', theme: 'dark', at: 'Design Guild is back' });
}

async function handedOver({ muster, mirela, wren, take }: Scene): Promise<void> {
  const question = await mirela.ask('hand over Research Circle to Wren Adeyemi', 'Hand over Research Circle');
  await mirela.press(question, /^Hand over/u);
  await wren.sees('has handed over');
  await muster.quiet();
  await take(
    'handed-over',
    { as: cast.owner, at: 'Research Circle' },
    { as: cast.employee, on: 'phone', theme: 'dark', at: 'has handed over' },
  );
}
