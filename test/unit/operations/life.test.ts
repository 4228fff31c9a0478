import { describe, expect, it } from 'vitest';
import { cast, groups } from '../../../src/sandbox/tenant/cast.ts';
import { actionsOn, wordsOn } from '../../support/builders.ts';
import { openOffice } from '../../support/office.ts';

const { employee, owner, admin } = cast;
const group = groups.researchCircle;

describe('group.delete', () => {
  it('asks before, says what goes with it, deletes once, and offers the way back', async () => {
    const { ask, tenant, store } = openOffice();
    const question = await ask('group.delete', owner, { group: 'Research Circle' });
    expect(wordsOn(question)).toMatch(/Delete Research Circle\?[\s\S]*conversations[\s\S]*30 days[\s\S]*members/);
    expect(tenant.group(group)).toBeDefined();
    const [yes, no] = actionsOn(question);
    expect(no).toMatchObject({ verb: 'group.show' });
    const done = await ask(yes!.verb, owner, yes!.data);
    expect(wordsOn(done)).toContain('Research Circle is deleted');
    expect(tenant.group(group)).toBeUndefined();
    expect(store.events.map(({ outcome }) => outcome)).toEqual(['done']);
    await expect(ask(yes!.verb, owner, yes!.data)).rejects.toMatchObject({ code: 'group.not-found' });

    const back = actionsOn(done).find(({ title }) => title === 'Bring it back')!;
    expect(wordsOn(await ask(back.verb, owner, back.data))).toContain('Research Circle is back');
    expect(tenant.group(group)?.displayName).toBe('Research Circle');
  });

  it('needs the “yes” of the button, whatever else is sent', async () => {
    const { ask, tenant } = openOffice();
    await expect(ask('group.delete', owner, { group, confirmed: 'true' })).rejects.toMatchObject({ kind: 'input' });
    expect(tenant.group(group)).toBeDefined();
  });

  it('is the owners’ and the administrators’', async () => {
    const { ask, tenant } = openOffice();
    await expect(ask('group.delete', employee, { group, confirmed: 'yes' })).rejects.toMatchObject({
      code: 'group.not-owner',
    });
    expect(tenant.group(group)).toBeDefined();
    await ask('group.delete', admin, { group, confirmed: 'yes' });
    expect(tenant.group(group)).toBeUndefined();
  });
});

describe('group.deleted and group.restore', () => {
  it('show whom they belonged to, the days that are left, and bring one back by its name', async () => {
    const { ask, tenant, clock } = openOffice();
    expect(wordsOn(await ask('group.deleted', employee))).toContain('None of your groups was deleted');
    await ask('group.delete', owner, { group, confirmed: 'yes' });
    clock.now += 4 * 86_400_000;
    const list = await ask('group.deleted', owner);
    expect(wordsOn(list)).toMatch(/Research Circle\nDeleted on [\s\S]*gone for ever in 26 days/);
    await ask('group.restore', owner, { group: 'research circle' });
    expect(tenant.group(group)).toBeDefined();
    expect(wordsOn(await ask('group.deleted', owner))).not.toContain('Research Circle');
  });

  it('list everything page by page, and all of it once', async () => {
    const { ask, tenant } = openOffice();
    const some = [...tenant.groups()].filter(({ groupTypes }) => groupTypes.includes('Unified')).slice(0, 13);
    for (const { id } of some) tenant.deleteGroup(id);
    const all = [...tenant.deletedGroups()].length;
    const seen: string[] = [];
    let data: Record<string, unknown> | undefined = { of: 'all' };
    while (data) {
      const page = await ask('group.deleted', admin, data);
      seen.push(
        ...actionsOn(page).flatMap(({ verb, data: { group: id } }) => (verb === 'group.restore' ? String(id) : [])),
      );
      data = actionsOn(page).find(({ title }) => title === 'More')?.data;
    }
    expect(seen).toHaveLength(all);
    expect(new Set(seen).size).toBe(all);
  });

  it('ask which, when several were called so', async () => {
    const { ask, tenant } = openOffice();
    for (const [id, displayName] of [
      [groups.researchCircle, 'Twin'],
      [groups.designGuild, 'twin'],
    ] as const) {
      tenant.updateGroup(id, { displayName });
      tenant.deleteGroup(id);
    }
    const question = await ask('group.restore', owner, { group: 'TWIN' });
    expect(wordsOn(question)).toContain('Several deleted groups are called so');
    expect(
      actionsOn(question)
        .map(({ data }) => data['group'])
        .sort(),
    ).toEqual([groups.researchCircle, groups.designGuild].sort());
  });

  it.each([
    ['nobody’s', 'No deleted group is called'],
    ['deadbeef-0000-4000-8000-000000000000', 'There is no such deleted group'],
  ])('say that %s cannot be brought back', async (name, words) => {
    await expect(openOffice().ask('group.restore', owner, { group: name })).rejects.toMatchObject({
      code: 'deleted.not-found',
      advice: expect.stringContaining(words) as unknown,
    });
  });

  it('say so when the name was given away meanwhile', async () => {
    const { ask, tenant } = openOffice();
    const nickname = tenant.group(group)!.mailNickname;
    tenant.deleteGroup(group);
    tenant.updateGroup(groups.bookClub, { mailNickname: nickname });
    await expect(ask('group.restore', owner, { group })).rejects.toMatchObject({ code: 'restore.taken' });
  });

  it('are refused to who never owned it', async () => {
    const { ask, tenant } = openOffice();
    tenant.deleteGroup(group);
    await expect(ask('group.restore', employee, { group })).rejects.toMatchObject({ code: 'restore.denied' });
  });
});

describe('group.purge', () => {
  it('asks, and is for administrators alone', async () => {
    const { ask, tenant } = openOffice();
    tenant.deleteGroup(group);
    const question = await ask('group.purge', admin, { group: 'Research Circle' });
    expect(wordsOn(question)).toContain('nobody can bring it back');
    expect(tenant.deletedGroup(group)).toBeDefined();
    await expect(ask('group.purge', owner, { group, confirmed: 'yes' })).rejects.toMatchObject({
      code: 'purge.denied',
    });
    const yes = actionsOn(question)[0]!;
    expect(wordsOn(await ask(yes.verb, admin, yes.data))).toContain('gone for ever');
    expect(tenant.deletedGroup(group)).toBeUndefined();
  });
});
