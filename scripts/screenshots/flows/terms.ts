import type { Browser } from 'playwright-core';
import { cast, groups } from '../../../src/sandbox/tenant/cast.ts';
import { day, withSystem, type Scene } from './frames.ts';

const policy = `
admins: [${cast.admin.principalName}]
ownerless: { minimumOwners: 0 }
`;

/** Memberships that end: asked for, prolonged, and forgotten. */
export async function termFlows(browser: Browser): Promise<void> {
  await withSystem(browser, { policy }, async (scene) => {
    scene.muster.keepGroups();
    await askedForATime(scene);
    await dayBefore(scene);
    await overdue(scene);
  });
}

async function askedForATime({ wren, mirela, take }: Scene): Promise<void> {
  const form = await wren.ask('join Research Circle for two weeks', 'An owner has to let you in');
  await wren.press(form, 'Send request', {
    reason: 'I draw the plates of the autumn study.',
    until: 'for two weeks',
  });
  await mirela.sees('Wren Adeyemi asks to join Research Circle');
  await take(
    'for-a-time',
    { as: cast.employee, at: 'Your request to join Research Circle' },
    { as: cast.owner, on: 'phone', theme: 'dark', at: 'Wren Adeyemi asks to join Research Circle' },
  );
}

async function dayBefore({ wren, mirela, muster, take }: Scene): Promise<void> {
  await mirela.press(await mirela.sees('Wren Adeyemi asks to join Research Circle'), 'Approve');
  await wren.sees('Your request to join Research Circle: approved');
  await muster.advance(13.1 * day);
  await wren.sees('Your membership in Research Circle ends');
  await mirela.sees('The membership of Wren Adeyemi in Research Circle ends');
  await take(
    'a-day-before',
    { as: cast.employee, on: 'phone', at: 'Your membership in Research Circle ends' },
    { as: cast.owner, at: 'The membership of Wren Adeyemi in Research Circle ends' },
  );
}

async function overdue({ called, mirela, muster, take }: Scene): Promise<void> {
  const lucien = called('lucien.brossard');
  for (const one of [lucien, called('siobhan.onuallain')]) {
    muster.sandbox.tenant.link(groups.designGuild, 'member', one.id);
    const name = muster.sandbox.tenant.user(one.id)?.displayName ?? '';
    await mirela.ask(`limit ${name} in Design Guild for 2 hours`, 'ends in 2 hours');
  }
  await muster.advance(2.1 * 3_600);
  await mirela.sees('Design Guild is over');
  await muster.advance(2 * day);
  const list = await mirela.sees('members is over');
  const before = (await mirela.messages()).map(({ id }) => id);
  await mirela.press(list, 'Open');
  await mirela.sees('is over', { except: before });
  await take(
    'time-is-over',
    { as: cast.secondOwner, at: 'members is over' },
    { as: cast.owner, on: 'phone', theme: 'dark', at: 'is over' },
  );
}
