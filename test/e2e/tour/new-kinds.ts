import type { Tour } from './tour.ts';

/** Groups of other kinds are made, and a team that begins with its channels. */
export const newKindsTour: Tour = {
  area: 'new kinds',
  async walk({ ingrid, wren }) {
    const form = await wren.ask('new security group Print Room', 'New security group');
    await wren.press(form, 'Create', { displayName: 'Print Room', description: 'Who prints.' });
    const rule = await ingrid.ask('new dynamic group Everybody in Design', 'New group by a rule');
    await ingrid.press(rule, 'See who would be in it', {
      displayName: 'Everybody in Design',
      description: '',
      groupKind: 'security',
      match: 'all',
      compare1: 'department:equals',
      value1: 'Design',
    });
    const preview = await ingrid.sees('would be in it today');
    await ingrid.press(preview, 'Create');
    await ingrid.sees('Everybody in Design is there');
    const team = await ingrid.ask('set up a team on Design Review', 'Set up a team on Design Review');
    await ingrid.press(team, 'Set up', { channels: 'Plans' });
    await ingrid.sees('is being made');
  },
};
