import { cast, groups } from '../../../src/sandbox/tenant/cast.ts';
import type { Tour } from './tour.ts';

/** A plan is made by an owner who has to become a member first, filled, worked on and deleted. */
export const plansTour: Tour = {
  area: 'plans',
  async walk({ mirela, tomas, muster }) {
    await mirela.ask('plans of Design Guild', 'Autumn catalogue');
    muster.sandbox.tenant.unlink(groups.designGuild, 'member', cast.owner.id);
    const offer = await mirela.ask('new plan Spring fair in Design Guild', 'You own this group but are not a member');
    await mirela.press(offer, 'Join and create the plan');
    await tomas.ask('new plan Open day in Design Guild', 'Open day is there');
    await mirela.ask('add bucket Before to Spring fair of Design Guild', 'Before is added');
    const late = 'add task Paint the sign to Spring fair of Design Guild due tomorrow assigned to Tomás Iriarte';
    const task = await mirela.ask(late, 'tomorrow');
    await mirela.press(task, 'Start');
    await mirela.ask('start task Paint the sign of Spring fair of Design Guild', 'In progress');
    await mirela.ask('show plan Spring fair of Design Guild', 'Tomás Iriarte');
    await mirela.ask('show task Paint the sign of Spring fair of Design Guild', 'In progress');
    await mirela.ask('set due date of Paint the sign of Spring fair of Design Guild to next Friday', 'Changed');
    await mirela.ask('assign Paint the sign of Spring fair of Design Guild to me', 'Mirela Vašková');
    const form = await mirela.ask('edit task Paint the sign of Spring fair of Design Guild', 'Leave as it is');
    await mirela.press(form, 'Save', { title: 'Paint both signs', bucket: 'none', due: '', picked: mirela.id });
    await tomas.ask('done Paint both signs of Spring fair of Design Guild', 'Finished');
    const plan = await mirela.ask('show plan Spring fair of Design Guild', 'Everything in it is finished');
    await mirela.press(plan, 'Show finished');
    await mirela.ask('reopen task Paint both signs of Spring fair of Design Guild', 'To do again');
    const gone = await mirela.ask('delete task Paint both signs of Spring fair of Design Guild', 'Delete Paint');
    await mirela.press(gone, 'Delete');
    await mirela.ask('rename plan Spring fair of Design Guild to Summer fair', 'Summer fair');
    for (const name of ['Summer fair', 'Open day'])
      await mirela.press(await mirela.ask(`delete plan ${name} of Design Guild`, `Delete ${name}?`), 'Delete');
  },
};
