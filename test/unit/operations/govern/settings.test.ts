import { describe, expect, it } from 'vitest';
import { cast, groups } from '../../../../src/sandbox/tenant/cast.ts';
import { actionsOn, wordsOn } from '../../../support/builders.ts';
import { openOffice } from '../../../support/office.ts';

const { admin, owner, guest } = cast;

function scene({ chosen = true } = {}) {
  const office = openOffice();
  const organisation = () => office.tenant.settings.all().find(({ groupId }) => groupId === null);
  const first = organisation();
  if (!chosen && first) office.tenant.settings.remove(first.id);
  const value = (name: string) => organisation()?.values.find((one) => one.name === name)?.value;
  const ofGroup = (id: string) => office.tenant.settings.all().find(({ groupId }) => groupId === id)?.values;
  const events = () => office.store.events.map(({ operation, outcome }) => `${operation} ${outcome}`);
  return { ...office, organisation, value, ofGroup, events };
}

describe('settings.show', () => {
  it('says in words what was chosen, groups by their names', async () => {
    const { ask } = scene();
    const words = wordsOn(await ask('settings.show', owner));
    expect(words).toMatch(/Everybody may create groups\nNo\nWho may create them where not everybody may\nLaunch Room/);
    expect(words).toContain('CEO, Payroll, Confidential, Tessaly Official');
    expect(words).toContain('Groups Administrator');
    expect(words).not.toContain(groups.launchRoom);
  });

  it('says that nothing was chosen, and is not for guests', async () => {
    const { ask } = scene({ chosen: false });
    const shown = await ask('settings.show', owner);
    expect(wordsOn(shown)).toMatch(/has chosen nothing[\s\S]*Everybody may create groups\nYes/);
    expect(actionsOn(shown).map(({ title }) => title)).not.toContain('Reset');
    await expect(ask('settings.show', guest)).rejects.toMatchObject({ kind: 'denied' });
  });
});

describe('settings.templates', () => {
  it('tells which there are', async () => {
    expect(wordsOn(await scene().ask('settings.templates', owner))).toMatch(
      /Group\.Unified[\s\S]*Group\.Unified\.Guest/,
    );
  });
});

describe('settings.change', () => {
  it('is filled in from what holds, tells what becomes different, and keeps the rest', async () => {
    const { ask, value, organisation, events } = scene();
    const form = await ask('settings.change', admin, { settings: organisation()!.id });
    expect(wordsOn(form)).toContain('Launch Room');
    const filled = {
      settings: organisation()!.id,
      filled: 'yes',
      set_CustomBlockedWordsList: 'CEO,‘"&%/#',
      set_GroupCreationAllowedGroupId: 'Book Club',
      set_EnableGroupCreation: 'false',
      set_Nonsense: 'ignored',
    };
    const question = await ask('settings.change', admin, filled);
    expect(wordsOn(question)).toMatch(/for the whole organisation\?[\s\S]*CEO, ‘"&%\/#[\s\S]*Book Club/);
    expect(wordsOn(question)).not.toContain('Everybody may create');
    expect(value('CustomBlockedWordsList')).toContain('Payroll');

    const yes = actionsOn(question).find(({ title }) => title === 'Save for everybody')!;
    expect(wordsOn(await ask(yes.verb, admin, yes.data))).toContain('The settings for groups are changed');
    expect(value('CustomBlockedWordsList')).toBe('CEO,‘"&%/#');
    expect(value('GroupCreationAllowedGroupId')).toBe(groups.bookClub);
    expect(value('ClassificationList')).toBe('Public,Internal,Confidential');
    expect(events()).toEqual(['settings.change done']);
    expect(wordsOn(await ask(yes.verb, admin, yes.data))).toContain('stay as they are');
  });

  it('makes the settings where there are none yet, with every value of the template', async () => {
    const { ask, organisation } = scene({ chosen: false });
    await ask('settings.change', admin, { filled: 'yes', confirmed: 'yes', set_AllowToAddGuests: 'false' });
    expect(organisation()!.values).toHaveLength(15);
    expect(organisation()!.values).toContainEqual({ name: 'AllowToAddGuests', value: 'false' });
  });

  it.each([
    ['PrefixSuffixNamingRequirement', 'Group_', '[GroupName] once'],
    ['PrefixSuffixNamingRequirement', '[GroupName] [Shoe]', '[Shoe] is unknown'],
    ['PrefixSuffixNamingRequirement', `[GroupName]${'x'.repeat(64)}`, '63 characters'],
    ['CustomBlockedWordsList', 'x'.repeat(2_001), 'under 2000'],
    ['DefaultClassification', 'Secret', 'not one of the classifications'],
    ['ClassificationDescriptions', 'Secret:For few', 'names none'],
    ['UsageGuidelinesUrl', 'javascript:alert(1)', 'whole address'],
    ['GroupCreationAllowedGroupId', 'No Such Group Anywhere', 'no group called'],
  ])('tells beside %s what is wrong with it', async (name, text, words) => {
    const { ask, organisation } = scene();
    const before = organisation();
    const sent = { filled: 'yes', confirmed: 'yes', [`set_${name}`]: text };
    expect(wordsOn(await ask('settings.change', admin, sent))).toContain(words);
    expect(organisation()).toEqual(before);
  });

  it('names the role to who may not', async () => {
    const { ask, events } = scene();
    const sent = { filled: 'yes', confirmed: 'yes', set_AllowToAddGuests: 'false' };
    await expect(ask('settings.change', owner, sent)).rejects.toMatchObject({
      code: 'settings.denied',
      advice: expect.stringContaining('Groups Administrator') as unknown,
    });
    expect(events()).toEqual(['settings.change refused']);
  });

  it('says so when the settings of a button were reset meanwhile, or were made meanwhile', async () => {
    const { ask, tenant, organisation, calls } = scene();
    const first = organisation()!;
    tenant.settings.remove(first.id);
    await expect(ask('settings.change', admin, { settings: first.id })).rejects.toMatchObject({
      code: 'settings.gone',
    });
    calls.length = 0;
    const sent = { filled: 'yes', confirmed: 'yes', set_AllowToAddGuests: 'false' };
    const asked = ask('settings.change', admin, sent);
    while (calls.length === 0) await Promise.resolve();
    tenant.settings.put(first);
    await expect(asked).rejects.toMatchObject({ code: 'settings.exist' });
  });
});

describe('settings.reset', () => {
  it('asks, says what holds then, and forgets', async () => {
    const { ask, organisation } = scene();
    const question = await ask('settings.reset', admin);
    expect(wordsOn(question)).toMatch(/Reset the settings for groups\?[\s\S]*everybody may create groups/);
    await ask('settings.reset', admin, { confirmed: 'yes' });
    expect(organisation()).toBeDefined();
    const [yes] = actionsOn(question);
    await expect(ask(yes!.verb, owner, yes!.data)).rejects.toMatchObject({ code: 'settings.denied' });
    expect(wordsOn(await ask(yes!.verb, admin, yes!.data))).toContain('are reset');
    expect(organisation()).toBeUndefined();
    await expect(ask('settings.reset', admin)).rejects.toMatchObject({ code: 'settings.none' });
  });
});

describe('settings of one group', () => {
  it('keep guests out, let them in again, and go back to what the organisation says', async () => {
    const { ask, ofGroup, events } = scene();
    const group = { group: 'Book Club' };
    expect(wordsOn(await ask('settings.of-group', owner, group))).toContain('Nothing was chosen for this group');
    const out = await ask('settings.refuse-guests', admin, group);
    expect(wordsOn(out)).toContain('Guests cannot be added to Book Club');
    expect(ofGroup(groups.bookClub)).toEqual([{ name: 'AllowToAddGuests', value: 'false' }]);
    await ask('settings.refuse-guests', admin, group);
    await ask('settings.allow-guests', admin, group);
    expect(ofGroup(groups.bookClub)).toEqual([{ name: 'AllowToAddGuests', value: 'true' }]);
    const back = actionsOn(out).find(({ title }) => title === 'As the organisation says')!;
    const [yes] = actionsOn(await ask(back.verb, admin, back.data));
    expect(wordsOn(await ask(yes!.verb, admin, yes!.data))).toContain('Nothing was chosen for this group');
    expect(ofGroup(groups.bookClub)).toBeUndefined();
    expect(events()).toEqual(['settings.refuse-guests done', 'settings.allow-guests done', 'settings.reset done']);
  });

  it('say that the organisation lets nobody in', async () => {
    const { ask } = scene();
    await ask('settings.change', admin, { filled: 'yes', confirmed: 'yes', set_AllowToAddGuests: 'false' });
    const shown = wordsOn(await ask('settings.allow-guests', admin, { group: groups.bookClub }));
    expect(shown).toMatch(/cannot be added[\s\S]*whatever is chosen for this one/);
  });

  it('are refused to owners, and there are none of security groups', async () => {
    const { ask, tenant } = scene();
    const security = [...tenant.groups()].find(
      ({ groupTypes, mailEnabled }) => groupTypes.length === 0 && !mailEnabled,
    )!;
    await expect(ask('settings.refuse-guests', owner, { group: groups.designGuild })).rejects.toMatchObject({
      code: 'settings.denied',
    });
    await expect(ask('settings.of-group', admin, { group: security.id })).rejects.toMatchObject({
      code: 'settings.wrong-kind',
    });
  });
});
