import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { cast } from '../../../src/sandbox/tenant/cast.ts';
import { actionsOn, wordsOn } from '../../support/builders.ts';
import { openOffice } from '../../support/office.ts';

const { employee, admin, guest, owner } = cast;
const odd = `Tinte & "Söhne" 墨'%#`;

function named({ tenant }: Pick<ReturnType<typeof openOffice>, 'tenant'>, displayName: string) {
  return [...tenant.groups()].filter((group) => group.displayName === displayName);
}

describe('group.new-security', () => {
  it('makes one group however often the form is sent, owned by whoever asked', async () => {
    const { ask, tenant, store } = openOffice();
    const form = await ask('group.new-security', employee, { displayName: odd });
    expect(form.isQuestion).toBe(true);
    const send = actionsOn(form).find(({ title }) => title === 'Create')!;
    const filled = { ...send.data, displayName: odd, description: 'Who prints.' };
    expect(wordsOn(await ask(send.verb, employee, filled))).toContain('is there');
    await ask(send.verb, employee, filled);
    const [made, ...others] = named({ tenant }, odd);
    expect(others).toEqual([]);
    expect(made).toMatchObject({
      securityEnabled: true,
      mailEnabled: false,
      groupTypes: [],
      description: 'Who prints.',
    });
    expect([...tenant.linked(made!.id, 'owner')]).toEqual([employee.id]);
    expect(store.events[0]).toMatchObject({ outcome: 'done', groupId: made!.id });
  });

  it('is owned by an administrator too, and the same form is another group of another person', async () => {
    const { ask, tenant } = openOffice();
    const said = { displayName: 'Print Room', draftId: randomUUID(), confirmed: 'yes' };
    await ask('group.new-security', admin, said);
    await ask('group.new-security', employee, said);
    const made = named({ tenant }, 'Print Room');
    expect(made.map(({ id }) => [...tenant.linked(id, 'owner')])).toEqual([[admin.id], [employee.id]]);
  });

  it('marks what is wrong, and makes nothing for guests', async () => {
    const { ask, tenant } = openOffice();
    const before = [...tenant.groups()].length;
    const draftId = randomUUID();
    const empty = await ask('group.new-security', employee, { draftId, confirmed: 'yes' });
    expect(wordsOn(empty)).toContain('Give it a name.');
    const long = await ask('group.new-security', employee, {
      draftId,
      confirmed: 'yes',
      displayName: 'x'.repeat(257),
      description: 'y'.repeat(1025),
    });
    expect(wordsOn(long)).toMatch(/up to 256[\s\S]*Up to 1,024/u);
    await expect(
      ask('group.new-security', guest, { draftId, confirmed: 'yes', displayName: 'Mine' }),
    ).rejects.toMatchObject({ code: 'group.create-denied' });
    expect([...tenant.groups()]).toHaveLength(before);
  });
});

const rule = { compare1: 'department:equals', value1: 'design' };

describe('group.new-dynamic', () => {
  it('shows the rule and whom it would hold, and makes the group with them in it', async () => {
    const { ask, tenant } = openOffice();
    const form = await ask('group.new-dynamic', admin, { displayName: 'Everybody in Design' });
    const look = actionsOn(form).find(({ title }) => title === 'See who would be in it')!;
    const preview = await ask(look.verb, admin, { ...look.data, displayName: 'Everybody in Design', ...rule });
    const expected = [...tenant.users()].filter(({ department }) => department === 'Design').map(({ id }) => id);
    expect(wordsOn(preview)).toContain(`About ${String(expected.length)} people would be in it today`);
    expect(wordsOn(preview)).toContain('(user.department -eq "design")');
    const send = actionsOn(preview).find(({ title }) => title === 'Create')!;
    expect(wordsOn(await ask(send.verb, admin, send.data))).toContain('Everybody in Design is there');
    await ask(send.verb, admin, send.data);
    const [made, ...others] = named({ tenant }, 'Everybody in Design');
    expect(others).toEqual([]);
    expect(made).toMatchObject({ groupTypes: ['DynamicMembership'], membershipRule: '(user.department -eq "design")' });
    expect(new Set(tenant.linked(made!.id, 'member'))).toEqual(new Set(expected));
  });

  it.each([
    ['all', 'startsWith', 'Germ', (country: string) => country.startsWith('Germ')],
    ['any', 'contains', 'er', (country: string) => country.includes('er')],
  ] as const)('counts the same people as the rule then holds: %s, %s', async (match, operator, value, test) => {
    const { ask, tenant } = openOffice();
    const said = {
      displayName: 'Somewhere',
      draftId: randomUUID(),
      match,
      groupKind: 'microsoft365',
      compare1: `country:${operator}`,
      value1: value,
      compare2: 'userType:equals',
      value2: 'Member',
    };
    const people = [...tenant.users()];
    const fits = people.filter(({ country, userType }) => {
      const lines = [test(country ?? ''), userType === 'Member'];
      return match === 'all' ? lines.every(Boolean) : lines.some(Boolean);
    });
    const preview = await ask('group.new-dynamic', admin, { ...said, step: 'preview' });
    const words = fits.length === 0 ? 'Nobody fits today' : `About ${String(fits.length)} `;
    expect(wordsOn(preview)).toContain(words);
    await ask('group.new-dynamic', admin, { ...said, step: 'send' });
    const [made] = named({ tenant }, 'Somewhere');
    expect(tenant.linked(made!.id, 'member').size).toBe(fits.length);
    expect(made?.groupTypes).toEqual(['Unified', 'DynamicMembership']);
  });

  it('goes back to the form from the preview with everything in it', async () => {
    const { ask } = openOffice();
    const said = { displayName: 'Guests', draftId: randomUUID(), ...rule, match: 'any' };
    const preview = await ask('group.new-dynamic', admin, { ...said, step: 'preview' });
    const change = actionsOn(preview).find(({ title }) => title === 'Change')!;
    const form = JSON.stringify((await ask(change.verb, admin, change.data)).card);
    expect(form).toContain('"value":"design"');
    expect(form).toContain('"value":"any"');
  });

  it.each([
    [{ value1: '' }, 'Say at least once'],
    [{ value1: 'a"b' }, 'Quotation marks'],
    [{ value1: 'x'.repeat(201) }, 'Up to 200'],
    [{ compare1: 'userType:equals', value1: 'Robot' }, 'Member'],
    [{ displayName: '' }, 'Give it a name'],
  ])('marks what no rule takes: %j', async (wrong, words) => {
    const { ask, calls } = openOffice();
    const said = { displayName: 'Guests', draftId: randomUUID(), ...rule, ...wrong, step: 'send' };
    expect(wordsOn(await ask('group.new-dynamic', admin, said))).toContain(words);
    expect(calls).toEqual([]);
  });

  it('names the role that it takes to whoever has none, and refuses what no form sends', async () => {
    const { ask, tenant } = openOffice();
    const said = { displayName: 'Mine', draftId: randomUUID(), ...rule, step: 'send' };
    const refusal = await ask('group.new-dynamic', owner, said).catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      code: 'dynamic.denied',
      advice: expect.stringContaining('Groups Administrator') as string,
    });
    expect(named({ tenant }, 'Mine')).toEqual([]);
    await expect(ask('group.new-dynamic', admin, { ...said, compare1: 'userType:contains' })).rejects.toMatchObject({
      kind: 'input',
    });
  });
});

describe('team.set-up', () => {
  function roomFor({ tenant }: Pick<ReturnType<typeof openOffice>, 'tenant'>) {
    const found = [...tenant.groups()].find(
      (group) =>
        group.groupTypes.join('') === 'Unified' &&
        !group.hasTeam &&
        group.visibility !== 'HiddenMembership' &&
        tenant.linked(group.id, 'owner').size > 0,
    );
    if (!found) throw new Error('Every group has a team.');
    return found;
  }

  it('makes a team that begins with the channels that were named', async () => {
    const { ask, tenant } = openOffice();
    const { id } = roomFor({ tenant });
    const form = await ask('team.set-up', admin, { group: id });
    const send = actionsOn(form).find(({ title }) => title === 'Set up')!;
    const channels = 'Plans\n General \nplans\n図面';
    expect(wordsOn(await ask(send.verb, admin, { ...send.data, channels }))).toContain(
      'General, Plans, 図面'.replace('Plans', 'plans'),
    );
    expect(tenant.group(id)?.hasTeam).toBe(true);
    await expect(ask(send.verb, admin, { ...send.data, channels })).rejects.toMatchObject({
      code: 'team.already-present',
    });
  });

  it('is the owners’, and marks names that no channel can have', async () => {
    const { ask, tenant } = openOffice();
    const { id } = roomFor({ tenant });
    await expect(ask('team.set-up', employee, { group: id, confirmed: 'yes' })).rejects.toMatchObject({
      code: 'group.not-owner',
    });
    const wrong = await ask('team.set-up', admin, { group: id, channels: 'R&D', confirmed: 'yes' });
    expect(wordsOn(wrong)).toContain('has a sign that names of channels cannot have');
    const many = Array.from({ length: 21 }, (_, index) => `C${String(index)}`).join('\n');
    expect(wordsOn(await ask('team.set-up', admin, { group: id, channels: many, confirmed: 'yes' }))).toContain(
      'Up to 20',
    );
    await expect(ask('team.set-up', admin, { group: 'SEC Payroll' })).rejects.toMatchObject({
      code: 'team.wrong-kind',
    });
    expect(tenant.group(id)?.hasTeam).toBe(false);
  });
});
