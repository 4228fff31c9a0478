import type { Tour } from './tour.ts';

/** A team gets a channel and somebody in it, is set up, archived and brought back. */
export const teamsTour: Tour = {
  area: 'teams',
  async walk({ mirela, wren }) {
    await wren.ask('my teams', 'My teams');
    await wren.ask('teams I can reach', 'Teams I can reach');
    const team = await mirela.ask('show team Design Guild', 'The team of Design Guild');
    await mirela.press(team, 'Show');
    await mirela.sees('It is a channel for everybody in the team Design Guild');
    await mirela.ask('general channel of Design Guild', 'General');
    const form = await mirela.ask('new channel Hiring in Design Guild', 'New channel in Design Guild');
    await mirela.press(form, 'Make the channel', { channel: 'Hiring', kind: 'private' });
    await mirela.ask('show channel Hiring in Design Guild', 'only who was added to it sees it');

    await mirela.ask('add team member wren.adeyemi@tessaly.example to Design Guild', 'Wren Adeyemi is in the team');
    await mirela.ask('team members of Design Guild', 'As Teams sees it');
    const question = await mirela.ask(
      'remove team member wren.adeyemi@tessaly.example from Design Guild',
      'Remove Wren Adeyemi from the team',
    );
    await mirela.press(question, 'Remove');
    await mirela.sees('is not in the team Design Guild any more');

    const settings = await mirela.ask('team settings of Design Guild', 'Settings of the team');
    await mirela.press(settings, 'Save', { membersDeleteChannels: 'false' });
    await mirela.sees('New: team settings');
    const archive = await mirela.ask('archive team Design Guild', 'Archive the team');
    await mirela.press(archive, 'Archive');
    await mirela.sees('The team Design Guild is archived');
    await mirela.ask('unarchive team Design Guild', 'The team Design Guild is back');
  },
};
