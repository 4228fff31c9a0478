import type { Browser } from 'playwright-core';
import { spreadOf } from '../../../src/domain/attestation.ts';
import { cast, groups } from '../../../src/sandbox/tenant/cast.ts';
import { startAt } from '../stage.ts';
import { day, withSystem, type Scene } from './frames.ts';

const policy = `
admins: [${cast.admin.principalName}]
ownerless: { askAtOnce: 2 }
reports: { weekly: monday }
attestation:
  - name: Guilds
    groups: [Design Guild]
    answerDays: 40
    remindAfterDays: 7
    escalate: { afterDays: 21 }
`;

/** Groups that lose their owners, and groups that are looked through. */
export async function lifecycleFlows(browser: Browser): Promise<void> {
  await withSystem(browser, { policy }, async (scene) => {
    const { muster } = scene;
    const { tenant } = muster.sandbox;
    muster.keepGroups();
    tenant.updateGroup(groups.designGuild, { createdDateTime: startAt.toISOString() });
    for (const { id } of [cast.employee, cast.guest]) tenant.link(groups.designGuild, 'member', id);
    for (const play of [ownerless, ownerLeft, weeklyReport, attestation]) await play(scene);
  });
}

async function ownerless({ muster, tomas, ingrid, take }: Scene): Promise<void> {
  const { tenant } = muster.sandbox;
  const { researchCircle } = groups;
  for (const kind of ['owner', 'member'] as const)
    for (const id of [...tenant.linked(researchCircle, kind)]) tenant.unlink(researchCircle, kind, id);
  for (const { id } of [cast.secondOwner, cast.employee]) tenant.link(researchCircle, 'member', id);
  await muster.advance(7 * day);
  const question = await tomas.sees('Will you own Research Circle?');
  await take(
    'ownerless-asked',
    { as: cast.secondOwner, on: 'phone', theme: 'dark', at: 'Will you own Research Circle' },
    { as: cast.employee, at: 'Will you own Research Circle' },
  );
  await tomas.press(question, 'I’ll own it');
  const card = await ingrid.sees('would own Research Circle');
  await take(
    'ownerless-confirm',
    { as: cast.admin, at: 'would own Research Circle' },
    {
      as: cast.secondOwner,
      on: 'phone',
      at: 'You offered to own Research Circle',
    },
  );
  await ingrid.press(card, 'Make owner');
  await tomas.sees('You own Research Circle now');
  await take('ownerless-owned', { as: cast.secondOwner, at: 'You own Research Circle now' });
}

async function ownerLeft({ muster, called, mirela, take }: Scene): Promise<void> {
  const { tenant } = muster.sandbox;
  const jonas = called('jonas.mueller');
  for (const id of [...tenant.linked(groups.bookClub, 'owner')]) tenant.unlink(groups.bookClub, 'owner', id);
  for (const { id } of [mirela, jonas]) tenant.link(groups.bookClub, 'owner', id);
  await muster.advance(7 * day);
  await muster.quiet();
  tenant.updateUser(jonas.id, { accountEnabled: false });
  await muster.advance(7 * day);
  await mirela.sees('You now own Book Club alone');
  await take('owner-left', { as: cast.owner, on: 'phone', at: 'You now own Book Club alone' });
}

async function weeklyReport({ muster, called, ingrid, take }: Scene): Promise<void> {
  const { tenant } = muster.sandbox;
  // A group ends soon whose owner took the app out.
  for (const id of [...tenant.linked(groups.launchRoom, 'owner')]) tenant.unlink(groups.launchRoom, 'owner', id);
  tenant.link(groups.launchRoom, 'owner', called('lucien.brossard').id);
  await muster.setGrants(called('lucien.brossard').id, { installed: false });
  const { now } = await muster.session();
  const end = new Date(Date.parse(now) + 29 * day * 1000).toISOString().slice(0, 19);
  tenant.updateGroup(groups.launchRoom, { expirationDateTime: `${end}Z` });
  await muster.advance(day);
  await muster.quiet();
  await muster.advance(6 * day);
  await muster.quiet();
  await ingrid.sees('owner could not be reached');
  await ingrid.ask('all expiring groups', 'Groups that expire');
  await take(
    'weekly-report',
    { as: cast.admin, at: 'Weekly report' },
    { as: cast.admin, on: 'phone', theme: 'dark', at: 'Groups that expire' },
  );
}

async function attestation({ muster, mirela, take }: Scene): Promise<void> {
  muster.sandbox.tenant.updateGroup(groups.designGuild, { createdDateTime: '2020-01-01T00:00:00Z' });
  const asks = /Is Design Guild still needed\?|Please look at Design Guild/u;
  await muster.advance((spreadOf(groups.designGuild) + 1) * day);
  const card = await mirela.sees(asks);
  await take(
    'attestation',
    { as: cast.owner, at: 'Design Guild still needed' },
    { as: cast.secondOwner, on: 'phone', theme: 'dark', at: 'Design Guild still needed' },
  );
  await mirela.press(card, 'Yes, still needed');
  await mirela.press(await mirela.again(card), 'Look through the members');
  await mirela.sees('Who belongs in Design Guild?');
  await take('attestation-members', { as: cast.owner, height: 900, at: 'Who belongs in Design Guild', from: 'top' });
}
