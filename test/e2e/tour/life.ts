import { groups } from '../../../src/sandbox/tenant/cast.ts';
import type { Tour } from './tour.ts';

/** A group is renewed, deleted, brought back, deleted again and gone for ever. */
export const lifeTour: Tour = {
  area: 'life',
  async walk({ mirela, ingrid, muster }) {
    await mirela.ask('what expires', 'expire');
    await mirela.ask('renew Design Guild', 'Design Guild is renewed');
    const question = await mirela.ask('delete group Research Circle Design', 'Delete Research Circle Design?');
    await mirela.press(question, 'Delete');
    const list = await mirela.ask('deleted groups', 'gone for ever in 30 days');
    await mirela.press(list, 'Bring back');
    await mirela.press(await mirela.ask('delete group Research Circle Design', 'Delete Research'), 'Delete');
    await mirela.press(await mirela.ask('deleted groups', 'gone for ever in'), 'All deleted groups');
    await mirela.ask('restore Research Circle Design', 'Research Circle Design is back');
    muster.sandbox.tenant.deleteGroup(groups.researchCircle);
    await ingrid.press(await ingrid.ask('purge Research Circle Design', 'for ever?'), 'Delete for ever');
  },
};
