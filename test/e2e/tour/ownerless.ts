import { groups } from '../../../src/sandbox/tenant/cast.ts';
import { buttonsOf } from '../../support/card-reading.ts';
import { sandboxPolicy } from './deciding.ts';
import type { Tour } from './tour.ts';

const week = 7 * 24 * 3_600;

/** A group loses its owners: members are asked, say no, are asked again; an administrator chooses somebody, and confirms. */
export const ownerlessTour: Tour = {
  area: 'groups without owners',
  policyFile: sandboxPolicy,
  async walk({ wren, mirela, tomas, ingrid, muster }) {
    const { tenant } = muster.sandbox;
    const group = groups.bookClub;
    const orphan = async (): Promise<void> => {
      for (const id of [...tenant.linked(group, 'owner')]) tenant.unlink(group, 'owner', id);
      await muster.advance(week);
    };
    tenant.updateGroup(group, { expirationDateTime: null });
    const members = [wren.id, mirela.id, tomas.id];
    for (const id of [...tenant.linked(group, 'member')]) tenant.unlink(group, 'member', id);
    for (const id of members) tenant.link(group, 'member', id);

    await orphan();
    const asked = await wren.sees('Will you own Book Club?');
    await wren.press(asked, 'I’ll own it');
    await ingrid.sees('Wren Adeyemi would own Book Club');
    await wren.press(await wren.sees('You offered to own Book Club'), 'Not me after all');
    for (const person of [mirela, tomas]) await person.press(await person.sees('Will you own Book Club?'), 'Not me');
    await ingrid.press(await ingrid.sees('Nobody of Book Club wants to own it'), 'Ask them again');
    await mirela.sees('Will you own Book Club?');
    const list = await ingrid.ask('groups without owners', 'in all');
    await ingrid.press(list, 'Open');
    const open = await ingrid.sees('Book Club looks for an owner');
    const { data } = buttonsOf(open).find(({ title }) => title === 'Choose an owner…')!.action;
    await ingrid.act(open, {
      type: 'Action.Execute',
      verb: 'ownerless.appoint',
      data: { ...data, person: tomas.id, sent: 'yes' },
    });
    await tomas.sees('You own Book Club now');

    await orphan();
    await mirela.press(await mirela.sees('Will you own Book Club?'), 'I’ll own it');
    await ingrid.press(await ingrid.sees('Mirela Vašková would own Book Club'), 'Make owner');
    await mirela.sees('You own Book Club now');
    await ingrid.ask('weekly report', 'Weekly report');
    await ingrid.ask('all expiring groups', /Groups that expire|No group expires/u);
  },
};
