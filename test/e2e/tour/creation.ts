import { textOf } from '../../support/card-reading.ts';
import { until } from '../../support/until.ts';
import type { Tour } from './tour.ts';

/** Where nobody has to agree: a group is made at once with its team, another by a request that an owner of it finishes. */
export const creationTour: Tour = {
  area: 'creation',
  async walk({ mirela, tomas, wren, muster }) {
    await muster.setFaults({ teamLagMs: 0 });
    const form = await mirela.ask('new group Lantern Walk Design', 'It is created at once');
    const inputs = {
      displayName: 'Lantern Walk Design',
      description: 'Lights along the river.',
      visibility: 'private',
      hasTeam: 'true',
      owners: tomas.id,
    };
    await mirela.press(form, 'Check the name', inputs);
    const checked = await mirela.again(form);
    await mirela.press(checked, /^Create/u, inputs);
    await until('the group is there with its team', async () => {
      const now = await mirela.again(form);
      if (textOf(now).includes('Create anyway')) await mirela.press(now, /^Create/u, inputs);
      return /there/u.test(textOf(now));
    });
    await mirela.ask('show team Lantern Walk Design', 'General');
    await mirela.ask('enable team Research Circle', /Research Circle/u);

    const asking = await wren.ask('join Lantern Walk Design', 'Ask to join');
    await wren.press(asking, /^Send|^Ask/u, { reason: 'I can carry one.' });
    await wren.ask('my requests', 'Lantern Walk Design');
    const card = await mirela.sees('Wren Adeyemi asks to join Lantern Walk Design');
    await mirela.ask('waiting for me', 'Lantern Walk Design');
    await mirela.press(card, 'Approve');
    await wren.sees('Your request to join Lantern Walk Design: approved');
  },
};
