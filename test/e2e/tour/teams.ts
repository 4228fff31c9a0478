import type { Tour } from './tour.ts';

/** A team gets a channel and somebody in it, is set up, archived and brought back. */
export const teamsTour: Tour = {
  area: 'teams',
  async walk({ mirela, wren }) {
    await wren.ask('my teams', 'My teams');
    await wren.ask('teams I can reach', 'Teams I can reach');
    const team = await mirela.ask('show team Research Circle', 'The team of Research Circle');
    await mirela.press(team, 'Show');
    await mirela.sees('It is a channel for everybody in the team Research Circle');
    await mirela.ask('general channel of Research Circle', 'General');
    const form = await mirela.ask('new channel Hiring in Research Circle', 'New channel in Research Circle');
    await mirela.press(form, 'Make the channel', { channel: 'Hiring', kind: 'private' });
    await mirela.ask('show channel Hiring in Research Circle', 'only who was added to it sees it');

    await mirela.ask('add team member wren.adeyemi@tessaly.example to Research Circle', 'Wren Adeyemi is in the team');
    await mirela.ask('team members of Research Circle', 'As Teams sees it');
    const question = await mirela.ask(
      'remove team member wren.adeyemi@tessaly.example from Research Circle',
      'Remove Wren Adeyemi from the team',
    );
    await mirela.press(question, 'Remove');
    await mirela.sees('is not in the team Research Circle any more');

    const settings = await mirela.ask('team settings of Research Circle', 'Settings of the team');
    await mirela.press(settings, 'Save', { membersDeleteChannels: 'false' });
    await mirela.sees('New: team settings');
    const archive = await mirela.ask('archive team Research Circle', 'Archive the team');
    await mirela.press(archive, 'Archive');
    await mirela.sees('The team Research Circle is archived');
    await mirela.ask('unarchive team Research Circle', 'The team Research Circle is back');
  },
};
