import path from 'node:path';
import { spreadOf } from '../../../src/domain/attestation.ts';
import { cast, groups } from '../../../src/sandbox/tenant/cast.ts';
import type { Tour } from './tour.ts';

const daySeconds = 24 * 3_600;

/** Groups are confirmed: early by an owner, when they are due, by an administrator; members are looked through and taken out. */
export const attestationTour: Tour = {
  area: 'confirming groups',
  policyFile: path.resolve(import.meta.dirname, 'attestation-policy.yaml'),
  async walk({ mirela, tomas, ingrid, muster }) {
    const { tenant } = muster.sandbox;
    for (const id of [groups.designGuild, groups.researchCircle])
      tenant.updateGroup(id, { createdDateTime: '2020-01-01T00:00:00Z', expirationDateTime: '2035-01-01T00:00:00Z' });
    // More than a page of members.
    const some = [...tenant.users()].slice(0, 20).map(({ id }) => id);
    for (const id of [cast.employee.id, cast.guest.id, ...some])
      if (!tenant.isLinked(groups.designGuild, 'member', id)) tenant.link(groups.designGuild, 'member', id);
    await mirela.ask('policy for Design Guild', 'Confirming');
    const early = await mirela.ask('confirm Design Guild is still needed', 'Please look at Design Guild');
    await mirela.press(early, 'Look through the members');
    const page = await mirela.sees('Who belongs in Design Guild?');
    await mirela.press(page, 'Find', { search: cast.employee.displayName });
    await mirela.press(await mirela.again(page), 'Save', { m0: 'remove' });
    await mirela.press(await mirela.again(page), 'Skip these');
    await mirela.press(early, 'Show the group');

    await tomas.ask('groups to confirm', 'Design Guild');
    const list = await ingrid.ask('groups to confirm', 'Design Guild');
    await ingrid.press(list, 'Open');
    const opened = await ingrid.sees('Is private right?');
    await ingrid.press(opened, 'Private is right');
    await ingrid.press(await ingrid.again(opened), 'Look through the members');
    const rest = await ingrid.sees('Who belongs in Design Guild?');
    const paulo = cast.guest.displayName;
    await ingrid.press(rest, 'Find', { search: paulo });
    await ingrid.press(await ingrid.again(rest), 'Save', { m0: 'remove' });
    await ingrid.press(await ingrid.again(rest), 'Everybody else stays');

    await muster.advance((spreadOf(groups.researchCircle) + 1) * daySeconds);
    const due = await mirela.sees('Is Research Circle still needed?');
    await mirela.press(due, 'Make public…');
    await ingrid.press(await ingrid.ask('groups to confirm', 'Research Circle'), 'Open');
    await ingrid.press(await ingrid.sees('Is Research Circle still needed?'), 'No');
    const done = await mirela.sees('Research Circle is not needed any more');
    await mirela.press(done, 'It is needed after all');
  },
};
