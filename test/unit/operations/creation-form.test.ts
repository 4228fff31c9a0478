import { describe, expect, it } from 'vitest';
import { createGroup, requestGroup } from '../../../src/operations/creation/request-group.ts';
import { actionsOn, ada, alan, group, wordsOn } from '../../support/builders.ts';
import { board, fieldOf, filled, gus, scene } from '../../support/creation-scene.ts';

describe('the form for a new group', () => {
  it('comes first, with the name that was said, and writes nothing down', async () => {
    const place = scene({ approvers: board });
    const form = await place.ask(requestGroup, ada, requestGroup.inputFromWords('Tide Pool'));
    expect(fieldOf(form, 'displayName')['value']).toBe('Tide Pool');
    expect(fieldOf(form, 'mailNickname')['placeholder']).toBe('tide-pool');
    expect(actionsOn(form).map(({ verb }) => verb)).toEqual(['group.request', 'group.request']);
    expect(place.store.events).toEqual([]);
    expect(place.store.queued).toEqual([]);
  });

  it('goes to the operation that may create where nobody has to agree', async () => {
    const form = await scene().ask(requestGroup, ada, {});
    expect(actionsOn(form).map(({ title, verb }) => [title, verb])).toContainEqual(['Create', 'group.create']);
  });

  it.each([
    [{ displayName: '' }, 'A group needs a name.'],
    [{ displayName: 'x'.repeat(257) }, 'up to 256 characters'],
    [{ description: 'x'.repeat(1025) }, 'under 1024 characters'],
    [{ mailNickname: 'tide pool' }, 'without spaces'],
    [{ mailNickname: 'tide@pool' }, 'without spaces'],
    [{ mailNickname: 'x'.repeat(65) }, 'up to 64'],
    [{ displayName: '潮だまり' }, 'No mail address could be made'],
    [{ displayName: 'Payroll 2027' }, 'a word that your organisation does not allow'],
    [{ visibility: 'hiddenMembership' }, 'does not have such groups'],
    [{ classification: 'Secret' }, 'not one of the classifications'],
    [{ owners: gus.id }, 'Guests cannot own'],
    [{ owners: 'not-an-id' }, 'not in the directory'],
    [{ owners: Array.from({ length: 10 }, () => crypto.randomUUID()).join(',') }, 'up to 9 further owners'],
  ])('says beside the field what is wrong with %j', async (raw, words) => {
    const place = scene();
    const form = await place.ask(createGroup, ada, { ...filled, ...raw });
    expect(wordsOn(form)).toContain(words);
    expect(wordsOn(form)).toContain('Not sent yet');
    expect(place.directory.groupsCalled(filled.displayName)).toEqual([]);
  });

  it('puts before or after the name what the organisation wants, and sends nothing that was not seen so', async () => {
    const place = scene({}, [group('Shore Council')], { [ada.id]: ' Shore' });
    const form = await place.ask(createGroup, ada, filled);
    expect(wordsOn(form)).toContain('it becomes “Tide Pool Shore”');
    expect(wordsOn(form)).not.toContain('Shore Council');
    expect(fieldOf(form, 'displayName')['value']).toBe('Tide Pool Shore');
    expect(fieldOf(form, 'mailNickname')).toMatchObject({ value: '', placeholder: 'tide-pool-shoreShore' });
    expect(place.store.events).toEqual([]);
    const sent = { ...filled, ...actionsOn(form)[0]?.data, displayName: 'Tide Pool Shore' };
    await place.ask(createGroup, ada, sent);
    expect(place.directory.groupsCalled('Tide Pool Shore')).toHaveLength(1);
  });

  it('looks again for groups that look alike when the name was changed', async () => {
    const place = scene({}, [group('Tide Pool Watchers'), group('Harbour Watch')]);
    const form = await place.ask(createGroup, ada, filled);
    const changed = { ...filled, ...actionsOn(form).find(({ title }) => title === 'Create anyway')?.data };
    const again = await place.ask(createGroup, ada, { ...changed, displayName: 'Harbour' });
    expect(wordsOn(again)).toContain('Harbour Watch');
    expect(place.directory.groupsCalled('Harbour')).toEqual([]);
  });

  it('asks for a shorter name where there is no room for what belongs to it', async () => {
    const place = scene({}, [], { [ada.id]: 's'.repeat(60) });
    const form = await place.ask(createGroup, ada, filled);
    expect(wordsOn(form)).toContain('with that it is too long. Please choose a shorter one.');
    expect(wordsOn(form)).not.toContain('would do');
  });

  it('wants as many owners as the policy says, whoever asks among them', async () => {
    const place = scene({ minimumOwners: 2 });
    expect(wordsOn(await place.ask(createGroup, ada, { ...filled, owners: ada.id }))).toContain('at least 2 owners');
    await place.ask(createGroup, ada, { ...filled, owners: alan.id });
    const [made] = place.directory.groupsCalled('Tide Pool');
    expect(place.directory.ownerIds(made?.id ?? '')).toEqual([ada.id, alan.id]);
  });

  it('shows groups that look alike first, to join instead', async () => {
    const place = scene({}, [group('Tide Pool Watchers')]);
    const form = await place.ask(createGroup, ada, filled);
    expect(wordsOn(form)).toContain('Tide Pool Watchers');
    expect(actionsOn(form).map(({ title }) => title)).toEqual(['Join instead', 'Create anyway', 'Check the name']);
    const again = actionsOn(form).find(({ title }) => title === 'Create anyway');
    await place.ask(createGroup, ada, { ...filled, ...again?.data });
    expect(place.directory.groupsCalled('Tide Pool')).toHaveLength(1);
  });

  it('fills in a template before anything is sent', async () => {
    const template = {
      name: 'Project',
      description: '{name} of {requester}',
      visibility: 'public',
      hasTeam: false,
    } as const;
    const place = scene({ templates: [template] });
    const form = await place.ask(createGroup, ada, { ...filled, template: 'Project' });
    expect(fieldOf(form, 'description')['value']).toBe('Tide Pool of Ada Lovelace');
    expect(fieldOf(form, 'visibility')['value']).toBe('public');
    expect(fieldOf(form, 'hasTeam')['value']).toBe('false');
    const data = actionsOn(form)[0]?.data ?? {};
    await place.ask(createGroup, ada, { ...filled, template: 'Project', ...data, hasTeam: 'false' });
    expect(place.directory.groupsCalled('Tide Pool')).toHaveLength(1);
  });
});
