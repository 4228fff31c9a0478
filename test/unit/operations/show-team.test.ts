import { describe, expect, it } from 'vitest';
import type { Channel } from '../../../src/domain/teams.ts';
import type { Group } from '../../../src/domain/groups.ts';
import { showTeam } from '../../../src/operations/teams/show-team.ts';
import { actionsOn, ada, grace, group, mallory, wordsOn, world } from '../../support/builders.ts';

function scene(changes: Partial<Group> = {}) {
  const guild = group('Design Guild', { hasTeam: true, ...changes });
  const place = world({
    directory: { groups: [guild], owners: { [guild.id]: [grace] }, members: { [guild.id]: [ada] } },
  });
  const show = (who: typeof ada, raw = {}) => place.ask(showTeam, who, { group: 'Design Guild', ...raw });
  return { ...place, guild, show };
}
const channel = (displayName: string, changes: Partial<Channel> = {}): Channel => ({
  id: `19:${displayName}@thread.tacv2`,
  displayName,
  kind: 'standard',
  isArchived: false,
  ...changes,
});

describe('a team', () => {
  it('is shown to members with its channels, what is particular about them, and the way to it', async () => {
    const place = scene();
    const hiring = channel('Hiring', { kind: 'private', description: 'Who comes *next*.' });
    place.teams.setChannels(place.guild.id, [channel('General'), hiring, channel('Partners', { kind: 'shared' })]);
    const card = await place.show(ada);
    const words = wordsOn(card);
    for (const part of ['The team of Design Guild', 'Private', '3 channels', 'Who comes *next*.', 'Shared: people'])
      expect(words).toContain(part);
    expect(words.indexOf('General')).toBeLessThan(words.indexOf('Hiring'));
    expect(JSON.stringify(card.card)).toContain(`"url":"https://teams.example/${place.guild.id}"`);
  });

  it('is shown page by page, and back', async () => {
    const place = scene();
    place.teams.setChannels(
      place.guild.id,
      Array.from({ length: 12 }, (_, index) => channel(`Channel ${index + 1}.`)),
    );
    const first = await place.show(ada);
    expect(wordsOn(first)).toContain('12 channels');
    expect(wordsOn(first)).not.toContain('Channel 11.');
    const more = actionsOn(first).find(({ title }) => title === 'More channels');
    const second = await place.show(ada, more?.data);
    expect(wordsOn(second)).toContain('Channel 11.');
    expect(wordsOn(second)).not.toContain('Channel 1.');
    const titles = actionsOn(second).map(({ title }) => title);
    expect(titles.filter((title) => title !== 'Show')).toEqual(['From the start', 'In the team', 'Show the group']);
    for (const next of ['-1', 'x', '1e9', '99999'])
      await expect(place.show(ada, { next })).rejects.toMatchObject({ kind: 'input', field: 'next' });
  });

  it('stays closed to who is not in it', async () => {
    await expect(scene().show(mallory)).rejects.toMatchObject({ code: 'team.read-denied' });
  });
});

describe('a group without one', () => {
  const titles = async (who: typeof ada, changes: Partial<Group> = {}) =>
    actionsOn(await scene({ hasTeam: false, ...changes }).show(who)).map(({ title }) => title);

  it('offers its owner to put one there, its members to ask, and strangers neither', async () => {
    expect(await titles(grace)).toEqual(['Enable team', 'Show the group']);
    expect(await titles(ada)).toEqual(['Ask for a team', 'Show the group']);
    expect(await titles(mallory, { visibility: 'public' })).toEqual(['Show the group']);
  });

  it('that can never have one says why', async () => {
    const place = scene({ kind: 'security', hasTeam: false });
    await expect(place.show(ada)).rejects.toMatchObject({ code: 'team.wrong-kind' });
  });
});
