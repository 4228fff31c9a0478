import { describe, expect, it } from 'vitest';
import { cast, fixedId, groups } from '../../../src/sandbox/tenant/cast.ts';
import { actionsOn, wordsOn } from '../../support/builders.ts';
import { openOffice } from '../../support/office.ts';

const { employee, admin, owner } = cast;

function idOf({ tenant }: Pick<ReturnType<typeof openOffice>, 'tenant'>, name: string): string {
  const found = [...tenant.groups()].find(({ displayName }) => displayName === name);
  if (!found) throw new Error(`There is no group ${name}`);
  return found.id;
}

describe('member.nest', () => {
  it('says who gets in and where they are then, and puts the group inside once', async () => {
    const { ask, tenant, store } = openOffice();
    const [inner, outer] = [idOf({ tenant }, 'SEC Payroll'), idOf({ tenant }, 'SEC Release Managers')];
    const question = await ask('member.nest', admin, { thing: 'SEC Payroll', group: 'SEC Release Managers' });
    expect(question.isQuestion).toBe(true);
    expect(wordsOn(question)).toMatch(/The \d+ people in it get[\s\S]*So they do with what .*SEC Build Servers/u);
    expect(tenant.isLinked(outer, 'member', inner)).toBe(false);
    const yes = actionsOn(question).find(({ title }) => title === 'Put it inside')!;
    expect(wordsOn(await ask(yes.verb, admin, yes.data))).toContain('SEC Payroll is inside SEC Release Managers now');
    expect(tenant.isLinked(outer, 'member', inner)).toBe(true);
    expect(store.events.map(({ outcome, groupId }) => [outcome, groupId])).toEqual([['done', outer]]);
    await expect(ask(yes.verb, admin, yes.data)).rejects.toMatchObject({ code: 'member.already-present' });
  });

  it('says so when the two would hold each other', async () => {
    const { ask } = openOffice();
    const question = await ask('member.nest', admin, { thing: 'SEC Build Servers', group: 'SEC Release Managers' });
    expect(wordsOn(question)).toContain('Each of the two is inside the other then');
  });

  it.each([
    ['SEC Payroll', 'Design Guild', 'group.people-only'],
    ['Book Club', 'SEC Payroll', 'group.not-nestable'],
    ['SEC Payroll', 'SEC Payroll', 'group.not-nestable'],
    ['SEC Payroll', 'AD Domain Printers', 'group.cannot-change.onPremises'],
    ['SEC Payroll', 'SEC All Guests (dynamic)', 'group.cannot-change.dynamic'],
  ])('refuses %s in %s', async (thing, group, code) => {
    const { ask } = openOffice();
    await expect(ask('member.nest', admin, { thing, group, confirmed: 'yes' })).rejects.toMatchObject({ code });
  });

  it('is the owners’ and the administrators’, whatever is pressed', async () => {
    const { ask, tenant } = openOffice();
    const said = { thing: 'SEC Payroll', group: 'SEC Build Servers', confirmed: 'yes' };
    await expect(ask('member.nest', employee, said)).rejects.toMatchObject({ code: 'group.not-owner' });
    expect(tenant.isLinked(idOf({ tenant }, 'SEC Build Servers'), 'member', idOf({ tenant }, 'SEC Payroll'))).toBe(
      false,
    );
    await expect(ask('member.nest', admin, { ...said, confirmed: 'true' })).rejects.toMatchObject({ kind: 'input' });
    await expect(ask('member.nest', admin, { group: 'SEC Payroll' })).rejects.toMatchObject({ field: 'thing' });
  });
});

describe('devices and apps', () => {
  it('go into a security group by their names, and not twice', async () => {
    const { ask, tenant } = openOffice();
    const name = 'Böttcher’s “old” laptop';
    const done = await ask('member.add-device', admin, { thing: name.toUpperCase(), group: 'SEC Payroll' });
    expect(wordsOn(done)).toContain(`${name} is inside SEC Payroll now`);
    expect(tenant.isLinked(idOf({ tenant }, 'SEC Payroll'), 'member', fixedId('device', name))).toBe(true);
    await expect(ask('member.add-device', admin, { thing: name, group: 'SEC Payroll' })).rejects.toMatchObject({
      code: 'member.already-present',
    });
    await ask('member.add-app', admin, { thing: 'Swatch Catalogue', group: 'SEC Payroll' });
    expect(tenant.isLinked(idOf({ tenant }, 'SEC Payroll'), 'member', fixedId('app', 'catalogue'))).toBe(true);
    const where = actionsOn(done).find(({ title }) => title === 'Where else it is')!;
    expect(wordsOn(await ask(where.verb, admin, where.data))).toMatch(/Groups of Böttcher[\s\S]*SEC Payroll/u);
  });

  it('ask before they are inside twice', async () => {
    const { ask, tenant } = openOffice();
    tenant.link(idOf({ tenant }, 'SEC Release Managers'), 'member', fixedId('device', 'RECEPTION-KIOSK'));
    const said = { thing: 'RECEPTION-KIOSK', group: 'SEC Build Servers' };
    const question = await ask('member.add-device', admin, said);
    expect(wordsOn(question)).toContain('It is inside through another group');
    const anyway = actionsOn(question).find(({ title }) => title === 'Add anyway')!;
    await ask(anyway.verb, admin, anyway.data);
    expect(tenant.isLinked(idOf({ tenant }, 'SEC Build Servers'), 'member', fixedId('device', 'RECEPTION-KIOSK'))).toBe(
      true,
    );
  });

  it('are refused where they cannot be, are not found, or are not the caller’s to add', async () => {
    const { ask } = openOffice();
    const device = 'RECEPTION-KIOSK';
    await expect(ask('member.add-device', admin, { thing: device, group: 'Design Guild' })).rejects.toMatchObject({
      code: 'group.people-only',
    });
    await expect(ask('member.add-device', admin, { thing: `' or 1 eq 1`, group: 'SEC Payroll' })).rejects.toMatchObject(
      {
        code: 'thing.not-found',
      },
    );
    await expect(
      ask('member.add-app', employee, { thing: 'Swatch Catalogue', group: 'SEC Payroll' }),
    ).rejects.toMatchObject({ code: 'group.not-owner' });
  });
});

describe('what is inside', () => {
  it('is listed without the people, and is taken out after a question', async () => {
    const { ask, tenant, store } = openOffice();
    const group = idOf({ tenant }, 'SEC Build Servers');
    const list = await ask('member.things', admin, { group: 'SEC Build Servers' });
    expect(wordsOn(list)).toContain('SEC Release Managers');
    expect(wordsOn(list)).not.toContain('Rangi');
    const question = await ask('member.take-out', admin, { thing: 'sec release managers', group });
    expect(wordsOn(question)).toMatch(/Take SEC Release Managers out of SEC Build Servers\?[\s\S]*only through it/u);
    const yes = actionsOn(question).find(({ title }) => title === 'Take out')!;
    expect(wordsOn(await ask(yes.verb, admin, yes.data))).toContain('SEC Release Managers is out of SEC Build Servers');
    expect(tenant.isLinked(group, 'member', idOf({ tenant }, 'SEC Release Managers'))).toBe(false);
    expect(store.events.at(-1)).toMatchObject({ outcome: 'done', groupId: group });
    await expect(ask(yes.verb, admin, yes.data)).rejects.toMatchObject({ code: 'thing.not-found' });
  });

  it('is nothing in a group of people, and never somebody', async () => {
    const { ask, tenant } = openOffice();
    expect(wordsOn(await ask('member.things', owner, { group: groups.designGuild }))).toContain('Only people');
    const group = idOf({ tenant }, 'SEC Build Servers');
    await expect(ask('member.take-out', admin, { thing: 'Tāne Rangi', group, confirmed: 'yes' })).rejects.toMatchObject(
      { code: 'thing.not-found' },
    );
    await expect(
      ask('member.take-out', employee, { thing: 'SEC Release Managers', group, confirmed: 'yes' }),
    ).rejects.toMatchObject({ code: 'group.not-owner' });
  });
});
