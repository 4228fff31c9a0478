import { describe, expect, it } from 'vitest';
import { operationNamed, operations } from '../../../src/operations/index.ts';
import type { Outcome } from '../../../src/operations/operation.ts';
import { defaultPolicy } from '../../../src/domain/policy.ts';
import { drawSamples } from '../../../src/cards/index.ts';
import { readerOf } from '../../../src/cards/reader.ts';
import { cardForDialog } from '../../../src/teams/surfaces/dialog-card.ts';
import {
  actionsOn,
  ada,
  alan,
  callerFrom,
  creationRule,
  dialogsOn,
  grace,
  group,
  mallory,
  startOfTest,
  walk,
  wordsOn,
  world,
} from '../../support/builders.ts';
import { refusal } from '../../support/fake-directory.ts';

const guild = group('Design Guild');
const twins = [group('Lab', { mail: 'lab1@contoso.com' }), group('Lab', { mail: 'lab2@contoso.com' })];
const rule = group('By Rule', { isDynamic: true });
const named = (name: string) => operationNamed(name)!;
const doors = operations.filter(({ dialog }) => dialog);
const verbs = new Set(doors.map(({ name }) => name));

function office(policy = defaultPolicy) {
  return world({
    policy,
    directory: {
      groups: [guild, ...twins, rule],
      people: [ada, alan, grace, mallory],
      owners: { [guild.id]: [grace, alan], [twins[0]!.id]: [grace], [twins[1]!.id]: [grace], [rule.id]: [grace] },
      members: { [guild.id]: [grace, ada] },
    },
  });
}

/** The fields of a form, by id. */
function fieldsOf({ card }: Outcome): Record<string, Record<string, unknown>> {
  const fields: Record<string, Record<string, unknown>> = {};
  walk(card, (node) => {
    if (String(node['type']).startsWith('Input.')) fields[String(node['id'])] = node;
  });
  return fields;
}

/** What the first button of a dialog with this card sends. */
function sentBy(outcome: Outcome): { verb: string } & Record<string, unknown> {
  const { card } = cardForDialog(outcome.card, { verbs, carried: {} });
  const found: Record<string, unknown>[] = [];
  walk(card, (node) => {
    if (node['type'] === 'Action.Submit') found.push(node['data'] as Record<string, unknown>);
  });
  return found[0] as { verb: string };
}

describe('every operation that opens as a dialog', () => {
  // These are about one thing from the beginning: a card of it opens them. The tests of their area try that.
  const ofThing =
    /^(?:group\.(?:join|edit|mail-settings)$|talk\.|event\.change$|plan\.|task\.|team\.|channel\.|policy\.|settings\.|notebook\.|extension\.|schema\.|audit\.)/u;
  it.each(doors.map(({ name }) => name).filter((name) => !ofThing.test(name)))(
    '%s begins with a form that the dialog can send',
    async (name) => {
      const { ask, store, directory } = office();
      const form = await ask(named(name), grace);
      expect(form.isQuestion).toBe(true);
      expect(verbs).toContain(sentBy(form).verb);
      expect(Object.keys(fieldsOf(form)).length).toBeGreaterThan(1);
      expect([...store.begun, ...store.events]).toEqual([]);
      expect(directory.isMember(guild.id, grace)).toBe(true);
    },
  );

  it('group.join begins with its reason', async () => {
    const form = await office().ask(named('group.join'), mallory, { group: guild.id });
    expect(form.isQuestion).toBe(true);
    expect(Object.keys(fieldsOf(form))).toEqual(['reason']);
    expect(sentBy(form)).toMatchObject({ verb: 'group.join', group: guild.id });
  });

  it('is offered by a button or the compose box', async () => {
    const reader = readerOf({ caller: callerFrom(grace), clock: { now: () => startOfTest } });
    const owners = await office().ask(named('owner.list'), grace, { group: guild.id });
    const buttons = [...drawSamples(reader).map(({ message }) => message), owners].flatMap(dialogsOn);
    const offered = new Set<unknown>(buttons.map(({ data }) => data['verb']));
    // Reached from the forms for a new group, for joining one and for editing one.
    const fromForms = ['group.join', 'group.create', 'group.mail-settings'];
    const unoffered = doors.filter(({ name, dialog }) => !dialog?.command && !offered.has(name));
    expect(unoffered.map(({ name }) => name).filter((name) => !fromForms.includes(name))).toEqual([]);
  });
});

describe('every form of more than one field', () => {
  /** Where a dialog would be the wrong place. */
  const exceptions: Readonly<Record<string, string>> = {
    'request.reject': 'its reason stands on the card of the request, which is kept true',
    'attestation.save-members': 'it is a page of a list, which the next page takes the place of',
    'attestation.members': 'it is a page of a list, which the next page takes the place of',
    'request.approve-creation': 'it stands on the card of the request, which is kept true and shows what was asked for',
  };
  const reader = readerOf({ caller: callerFrom(grace), clock: { now: () => startOfTest } });
  const forms = drawSamples(reader).flatMap(({ message }) => {
    const fields = Object.keys(fieldsOf(message));
    const senders = actionsOn(message).filter((action) => !('associatedInputs' in action));
    return fields.length < 2 ? [] : senders.map(({ verb }) => verb);
  });

  it.each([...new Set(forms)])('opens as a dialog: %s', (verb) => {
    if (exceptions[verb] === undefined) expect(named(verb).dialog).toBeDefined();
    else expect(named(verb).dialog).toBeUndefined();
  });

  it('is known: no exception is left over', () => {
    expect(Object.keys(exceptions).filter((verb) => !forms.includes(verb))).toEqual([]);
  });
});

describe('a result is no question', () => {
  it.each([
    ['member.add', { group: guild.id, people: alan.id, confirmed: 'yes' }],
    ['owner.add', { group: guild.id, picked: ada.id }],
    ['member.remove', { group: guild.id, person: ada.id, confirmed: 'yes' }],
    ['owner.remove', { group: guild.id, person: alan.id, confirmed: 'yes' }],
  ])('of %s', async (name, raw) => {
    const outcome = await office().ask(named(name), grace, raw);
    expect(outcome.isQuestion).toBeUndefined();
  });
});

describe('a form that asks for a group', () => {
  it('offers those that the person owns, twins told apart, and none where nobody is added by hand', async () => {
    const { group: field } = fieldsOf(await office().ask(named('owner.add'), grace));
    expect(field).toMatchObject({ type: 'Input.ChoiceSet', isRequired: true });
    const choices = field!['choices'] as { title: string; value: string }[];
    expect(choices.map(({ title }) => title)).toEqual([
      'Design Guild',
      'Lab (lab1@contoso.com)',
      'Lab (lab2@contoso.com)',
    ]);
    expect(choices.map(({ value }) => value)).toContain(guild.id);
  });

  it('has a field for the name where there is nothing to choose from', async () => {
    const { ask, directory } = office();
    expect(fieldsOf(await ask(named('owner.add'), mallory))['group']).toMatchObject({ type: 'Input.Text' });
    directory.refuse('myGroups', refusal('denied', 'directory.denied'));
    expect(fieldsOf(await ask(named('member.add'), grace))['group']).toMatchObject({ type: 'Input.Text' });
  });

  it('keeps who was named already, and shows no id', async () => {
    const { ask } = office();
    const fields = fieldsOf(await ask(named('member.add'), grace, { people: `${alan.id}; Bob, Junior` }));
    expect(fields['picked']).toMatchObject({ value: alan.id, choices: [{ title: alan.displayName, value: alan.id }] });
    expect(fields['people']).toMatchObject({ value: 'Bob, Junior' });
    expect(fieldsOf(await ask(named('member.remove'), grace, { person: 'Ada' }))['person']).toMatchObject({
      value: 'Ada',
    });
    const gone = fieldsOf(await ask(named('owner.add'), grace, { picked: 'ffffffff-0000-4000-8000-000000000001' }));
    expect(gone['picked']).toMatchObject({ value: '', choices: [] });
    expect(gone['person']).toMatchObject({ value: '' });
  });

  it('is filled in and sent', async () => {
    const { ask, directory } = office();
    const form = await ask(named('owner.add'), grace);
    const { verb, ...data } = sentBy(form);
    await ask(named(verb), grace, { ...data, group: guild.id, picked: ada.id, person: '' });
    expect((await directory.of(grace.id).ownersOf(guild.id)).map(({ id }) => id)).toContain(ada.id);
  });

  it('marks that nobody was named, and only once it was sent', async () => {
    const { ask } = office();
    const form = await ask(named('member.remove'), grace, { group: guild.id });
    expect(wordsOn(form)).not.toContain('Please choose or write');
    const { verb, ...data } = sentBy(form);
    expect(wordsOn(await ask(named(verb), grace, { ...data, picked: '', person: '' }))).toContain(
      'Please choose or write',
    );
  });

  it('is not for groups of others', async () => {
    // Of making somebody an owner the owners can be asked, as the policy says.
    for (const name of ['owner.remove', 'member.remove'])
      await expect(office().ask(named(name), mallory, { group: guild.id })).rejects.toMatchObject({
        code: 'group.not-owner',
      });
  });
});

describe('a new group by dialog', () => {
  it('is asked for once, however often the form is sent', async () => {
    const rule = creationRule({ kind: 'people', principalNames: [alan.principalName] });
    const policy = { ...defaultPolicy, approvals: [rule, ...defaultPolicy.approvals] };
    const { ask, store } = office(policy);
    const { verb, ...data } = sentBy(await ask(named('group.request'), ada));
    const filled = {
      ...data,
      displayName: 'Tide Pool',
      visibility: 'private',
      hasTeam: 'false',
      owners: grace.id,
      isSeen: 'yes',
    };
    const first = await ask(named(verb), ada, filled);
    const second = await ask(named(verb), ada, filled);
    expect([first.isQuestion, second.isQuestion]).toEqual([undefined, undefined]);
    expect(second.shows?.requestId).toBe(first.shows?.requestId);
    expect(store.events.filter(({ outcome }) => outcome === 'requested')).toHaveLength(1);
  });

  it('comes back with what is wrong, under the same id', async () => {
    const { ask } = office();
    const { verb, ...data } = sentBy(await ask(named('group.request'), ada));
    const again = await ask(named(verb), ada, { ...data, displayName: '' });
    expect(again.isQuestion).toBe(true);
    expect(actionsOn(again)[0]!.data['draftId']).toBe(data['draftId']);
  });
});
