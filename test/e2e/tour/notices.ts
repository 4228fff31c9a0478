import { cast, groups } from '../../../src/sandbox/tenant/cast.ts';
import { buttonsOf } from '../../support/card-reading.ts';
import { until } from '../../support/until.ts';
import type { Tour } from './tour.ts';

const dayMs = 24 * 3_600_000;

/** Two groups are about to expire: one owner hears of both in one message, says what is not theirs, and hands one over. */
export const noticesTour: Tour = {
  area: 'notices',
  async walk({ mirela, tomas, muster }) {
    const { tenant } = muster.sandbox;
    const { now } = await muster.session();
    const end = `${new Date(Date.parse(now) + 20 * dayMs).toISOString().slice(0, 19)}Z`;
    const both = [groups.designGuild, groups.bookClub];
    for (const id of both) {
      tenant.link(id, 'owner', mirela.id);
      tenant.updateGroup(id, { expirationDateTime: end });
    }
    await muster.advance(120);
    const digest = await mirela.sees(/of your groups expire/u);
    const [more] = buttonsOf(digest).filter(({ title }) => title === 'More');
    if (more) await mirela.act(digest, more.action);
    const opened = await until('a row is open', async () => {
      const card = await mirela.again(digest);
      return buttonsOf(card).some(({ title }) => title === 'Not mine') && card;
    });
    await mirela.press(opened, 'Not mine');
    await mirela.ask('hand over', 'Hand over a group you own');
    const question = await mirela.ask(`hand over Book Club to ${cast.secondOwner.displayName}`, 'Hand over Book Club');
    await mirela.press(question, /^Hand over/u);
    await tomas.sees('has handed over');
  },
};
