import type { Browser } from 'playwright-core';
import { cast, groups } from '../../../src/sandbox/tenant/cast.ts';
import { until } from '../../../test/support/until.ts';
import { day, withSystem, type Scene } from './frames.ts';

const policy = `
admins: [${cast.admin.principalName}]
ownerless: { minimumOwners: 0 }
`;

/** What administrators see of messages. */
export async function outgoingFlows(browser: Browser): Promise<void> {
  await withSystem(browser, { policy }, async (scene) => {
    scene.muster.keepGroups();
    await undelivered(scene);
  });
  // So slow that one can look on.
  await withSystem(browser, { policy, env: { MESSAGES_PER_TENANT: '5/1' } }, sending);
}

async function undelivered({ muster, wren, mirela, tomas, ingrid, take }: Scene): Promise<void> {
  for (const { id } of [mirela, tomas]) await muster.setGrants(id, { installed: false });
  const form = await wren.ask('join Design Guild', 'An owner has to let you in');
  await wren.press(form, 'Send request', { reason: 'I draw the icons for the autumn launch.' });
  await wren.sees('Your request to join Design Guild');
  await muster.quiet(90_000);
  const list = await ingrid.ask('what could not be sent?', 'A question to decide on');
  await take('undelivered', { as: cast.admin, at: 'A question to decide on' });
  for (const { id } of [mirela, tomas]) await muster.setGrants(id, { installed: true });
  await ingrid.press(list, 'Try all 2 again');
  await mirela.sees('Wren Adeyemi asks to join Design Guild');
  await take(
    'sent-after-all',
    { as: cast.admin, on: 'phone', theme: 'dark', at: 'go out again' },
    { as: cast.owner, on: 'phone', at: 'Wren Adeyemi asks to join Design Guild' },
  );
}

async function sending({ muster, take }: Scene): Promise<void> {
  const { tenant } = muster.sandbox;
  const { now } = await muster.session();
  const end = new Date(Date.parse(now) + 20 * day * 1000).toISOString().slice(0, 19);
  for (const { id, groupTypes } of [...tenant.groups()])
    if (groupTypes.includes('Unified')) tenant.updateGroup(id, { expirationDateTime: `${end}Z` });
  await muster.advance(120);
  await take('sending', {
    as: cast.admin,
    see: async ({ page, write, cards }) => {
      await page.waitForTimeout(15_000);
      await write('sending progress');
      await cards('How messages go out').last().waitFor();
    },
    shows: 'How messages go out',
  });
}

/** A year in the browser. */
export async function yearFlow(browser: Browser): Promise<void> {
  await withSystem(browser, { policy }, async ({ muster, take }) => {
    const { tenant } = muster.sandbox;
    const { now } = await muster.session();
    const inDays = (days: number): string =>
      `${new Date(Date.parse(now) + days * day * 1000).toISOString().slice(0, 19)}Z`;
    muster.keepGroups();
    tenant.updateGroup(groups.designGuild, { expirationDateTime: inDays(100) });
    const passes = async (days: number): Promise<void> => {
      await until(
        'time has passed',
        async () => Date.parse((await muster.session()).now) - Date.parse(now) > days * day * 1000,
        120_000,
      );
    };
    await take(
      'year',
      {
        as: cast.owner,
        hash: 'view=controls',
        whole: true,
        height: 700,
        isMoved: true,
        see: async ({ page }) => {
          await page.getByTestId('run-week').click();
          await page.getByTestId('clock-stop').first().waitFor();
          await passes(240);
        },
      },
      {
        as: cast.owner,
        on: 'phone',
        theme: 'dark',
        isMoved: true,
        see: async ({ page }) => {
          await passes(360);
          await muster.call('/api/clock', { stop: true });
          await muster.quiet(60_000);
          await page.getByTestId('card').last().waitFor();
        },
      },
    );
  });
}
