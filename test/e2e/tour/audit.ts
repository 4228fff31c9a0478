import type { Tour } from './tour.ts';

/** What happened is shown to administrators and, for their groups, to owners; then somebody is erased from it. */
export const auditTour: Tour = {
  area: 'audit',
  async walk({ ingrid, mirela, wren }) {
    await wren.ask('favourite Book Club', 'Book Club');
    await ingrid.ask('audit', 'Favourite: no → yes');
    await mirela.ask('what happened in Design Guild', 'What happened in Design Guild');
    await wren.ask('what happened in Design Guild', 'is shown to owners of the group');
    await mirela.ask('erase person Wren Adeyemi', 'Only Global Administrators');
    const question = await ingrid.ask('erase person Wren Adeyemi', 'Erase Wren Adeyemi from the audit trail?');
    await ingrid.press(question, 'Erase');
    await ingrid.sees('Erased from');
    await ingrid.ask('audit', 'By an erased person');
  },
};
