import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../../src/domain/policy.ts';
import { cast, groups } from '../../../src/sandbox/tenant/cast.ts';
import { actionsOn, wordsOn } from '../../support/builders.ts';
import { openOffice } from '../../support/office.ts';

const { employee, owner, admin } = cast;
const research = groups.researchCircle;

/** An owner of Research Circle, whose own department the naming policy puts behind a name. */
function scene() {
  const office = openOffice({
    policy: { ...defaultPolicy, creation: { ...defaultPolicy.creation, classifications: ['Internal', 'Public'] } },
  });
  const now = () => office.tenant.group(research)!;
  const events = () => office.store.events.map(({ operation, outcome }) => `${operation} ${outcome}`);
  return { ...office, now, events };
}

describe('group.rename', () => {
  it('offers the name that the organisation’s rules want, renames, and takes it back', async () => {
    const { ask, now, events } = scene();
    const before = now().displayName;
    const wrong = await ask('group.rename', owner, { group: research, displayName: 'Circle of Finds' });
    expect(wordsOn(wrong)).toContain('would do');
    const suggestion = /“([^”]*Circle of Finds[^”]*)” would do/.exec(wordsOn(wrong))?.[1] ?? '';
    expect(now().displayName).toBe(before);

    const done = await ask('group.rename', owner, { group: research, displayName: suggestion });
    expect(now().displayName).toBe(suggestion);
    expect(wordsOn(done)).toContain(`It was called ${before}`);
    expect(events()).toEqual(['group.rename done']);
    const undo = actionsOn(done).find(({ title }) => title === 'Undo')!;
    expect(undo).toMatchObject({ verb: 'group.rename', data: { displayName: before } });
  });

  it.each([
    ['x'.repeat(257), '257'],
    ['Payroll Friends Design', 'does not allow'],
  ])('tells beside the field what is wrong with a name (%#)', async (displayName, words) => {
    const { ask, now, events } = scene();
    const before = now().displayName;
    expect(wordsOn(await ask('group.rename', owner, { group: research, displayName }))).toContain(words);
    expect(now().displayName).toBe(before);
    expect(events()).toEqual([]);
  });

  it('changes nothing when it is called so already', async () => {
    const { ask, now, events } = scene();
    const done = await ask('group.rename', owner, { group: research, displayName: now().displayName });
    expect(wordsOn(done)).toContain('stays as it is');
    expect(actionsOn(done).map(({ title }) => title)).not.toContain('Undo');
    expect(events()).toEqual([]);
  });

  it('shows the form when no name was given', async () => {
    const form = await scene().ask('group.rename', owner, { group: research });
    expect(wordsOn(form)).toContain('A new name for Research Circle');
  });
});

describe('group.describe', () => {
  it('says what the group is for, empties it from the form alone, and takes it back', async () => {
    const { ask, now } = scene();
    const before = now().description ?? '';
    await ask('group.describe', owner, { group: research, description: 'Finds & keeps — 発見 🔬' });
    expect(now().description).toBe('Finds & keeps — 発見 🔬');
    expect(wordsOn(await ask('group.describe', owner, { group: research }))).toContain('Finds & keeps — 発見 🔬');
    expect(now().description).not.toBeNull();
    const done = await ask('group.describe', owner, { group: research, description: '', confirmed: 'yes' });
    expect(now().description ?? '').toBe('');
    const undo = actionsOn(done).find(({ title }) => title === 'Undo')!;
    await ask(undo.verb, owner, undo.data);
    expect(now().description).toBe('Finds & keeps — 発見 🔬');
    expect(before).not.toBe(now().description);
  });

  it('keeps what is too long in the form', async () => {
    const { ask, now } = scene();
    const before = now().description;
    const form = await ask('group.describe', owner, { group: research, description: 'y'.repeat(1025) });
    expect(wordsOn(form)).toContain('under 1024');
    expect(now().description).toBe(before);
  });
});

describe('group.set-visibility', () => {
  it('asks before, and says what it means', async () => {
    const { ask, now } = scene();
    const question = await ask('group.set-visibility', owner, { group: research, visibility: 'public' });
    expect(question.isQuestion).toBe(true);
    expect(wordsOn(question)).toContain('Everybody in the organisation can then join it');
    expect(now().visibility).toBe('Private');
    const yes = actionsOn(question)[0]!;
    const done = await ask(yes.verb, owner, yes.data);
    expect(now().visibility).toBe('Public');
    const undo = actionsOn(done).find(({ title }) => title === 'Undo')!;
    expect(wordsOn(await ask(undo.verb, owner, undo.data))).toContain('Make Research Circle private?');
  });

  it('refuses what Graph can never change', async () => {
    const { ask } = scene();
    const asked = ask('group.set-visibility', admin, { group: groups.hiddenCouncil, visibility: 'public' });
    await expect(asked).rejects.toMatchObject({ code: 'visibility.fixed' });
  });
});

describe('group.edit', () => {
  it('shows what is set, and sends only what is different', async () => {
    const { ask, now, calls } = scene();
    await ask('group.edit', owner, { group: research, classification: 'Internal', theme: 'Teal', confirmed: 'yes' });
    expect(now()).toMatchObject({ classification: 'Internal', theme: 'Teal', displayName: 'Research Circle' });
    const form = await ask('group.edit', owner, { group: research });
    expect(form.isQuestion).toBe(true);
    expect(JSON.stringify(form.card)).toContain('"value":"Teal"');
    calls.length = 0;
    const same = await ask('group.edit', owner, { group: research, theme: 'Teal', confirmed: 'yes' });
    expect(wordsOn(same)).toContain('stays as it is');
    expect(calls.filter(({ method }) => method === 'PATCH')).toEqual([]);
  });

  it('marks each field that is wrong and keeps what was typed', async () => {
    const { ask, now } = scene();
    const before = now();
    const wrong = await ask('group.edit', owner, {
      group: research,
      displayName: '',
      description: 'z'.repeat(1025),
      classification: 'Top secret',
      language: 'Klingon',
      theme: 'Mauve',
      confirmed: 'yes',
    });
    const words = wordsOn(wrong);
    for (const part of ['needs a name', 'it has 1025', 'not one of the classifications', 'as en-GB', 'no such colour'])
      expect(words).toContain(part);
    expect(JSON.stringify(wrong.card)).toContain('Klingon');
    expect(now()).toEqual(before);
  });
});

describe('group.mail-settings', () => {
  it('changes them in a request of their own, and takes it back', async () => {
    const { ask, now, calls } = scene();
    const before = now().allowExternalSenders;
    const wanted = String(!before);
    const done = await ask('group.mail-settings', owner, {
      group: research,
      allowExternalSenders: wanted,
      hideFromOutlookClients: String(now().hideFromOutlookClients),
      confirmed: 'yes',
    });
    expect(now().allowExternalSenders).toBe(!before);
    expect(calls.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
    const undo = actionsOn(done).find(({ title }) => title === 'Undo')!;
    await ask(undo.verb, owner, undo.data);
    expect(now().allowExternalSenders).toBe(before);
  });
});

describe('who may change a group', () => {
  it.each([
    ['group.rename', { displayName: 'Mine now Design' }],
    ['group.describe', { description: 'Mine' }],
    ['group.set-visibility', { visibility: 'public', confirmed: 'yes' }],
    ['group.edit', { theme: 'Red', confirmed: 'yes' }],
  ])('%s names the owners to somebody else', async (name, raw) => {
    const { ask, now, events } = scene();
    const before = now();
    const error = await ask(name, employee, { group: research, ...raw }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: 'denied', code: 'group.not-owner' });
    expect((error as { advice: string }).advice).toContain('Mirela Vašková');
    expect(now()).toEqual(before);
    expect(events()).toEqual([`${name} refused`]);
  });

  it('lets an administrator who owns nothing of it', async () => {
    const { ask, now } = scene();
    await ask('group.describe', admin, { group: research, description: 'As the administrators see it' });
    expect(now().description).toBe('As the administrators see it');
  });
});
