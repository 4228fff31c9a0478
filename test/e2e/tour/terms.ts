import { cast, groups } from '../../../src/sandbox/tenant/cast.ts';
import type { Tour } from './tour.ts';

/** Memberships that have an end: set, listed, asked to go on, longer, for good, and ended. */
export const termsTour: Tour = {
  area: 'memberships for a time',
  async walk({ wren, mirela, muster }) {
    const { displayName, id } = cast.employee;
    if (!muster.sandbox.tenant.isLinked(groups.designGuild, 'member', id))
      await mirela.ask(`add ${displayName} to Design Guild`, 'Design Guild');
    await mirela.ask('limit', 'A membership for a time');
    const set = await mirela.ask(`limit ${displayName} in Design Guild for 3 days`, 'ends in 3 days');
    await mirela.press(set, 'Two more weeks');
    const list = await mirela.ask('memberships for a time in Design Guild', displayName);
    await mirela.press(list, 'Open');
    await wren.ask('memberships for a time', 'Design Guild');
    await muster.advance(16.5 * 24 * 3_600);
    await wren.press(await wren.sees('Your membership in Design Guild ends'), 'Ask for more time');
    await mirela.press(await mirela.sees(`${displayName} would like to stay longer.`), 'Keep for good');
    await wren.sees('has no end any more');

    await mirela.ask(`limit ${displayName} in Design Guild for 2 hours`, 'ends in 2 hours');
    await muster.advance(2.1 * 3_600);
    const over = await mirela.sees(`The membership of ${displayName} in Design Guild is over`);
    await mirela.press(over, 'End it now');
    await wren.sees('Your membership in Design Guild has ended');
  },
};
