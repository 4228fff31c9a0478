import { describe, expect, it } from 'vitest';
import { cast, fixedId, groups } from '../../../src/sandbox/tenant/cast.ts';
import { actionsOn, dialogsOn, wordsOn } from '../../support/builders.ts';
import { openOffice } from '../../support/office.ts';

const { employee, owner, admin, guest } = cast;

/** A group of the seed by its name. */
function groupNamed({ tenant }: Pick<ReturnType<typeof openOffice>, 'tenant'>, name: string) {
  const found = [...tenant.groups()].find(({ displayName }) => displayName === name);
  if (!found) throw new Error(`There is no group ${name}`);
  return found;
}

describe('member.everybody', () => {
  it('shows people of nested groups once each, marked, though the groups hold each other in a circle', async () => {
    const { ask, calls } = openOffice();
    const list = wordsOn(await ask('member.everybody', employee, { group: 'SEC Build Servers' }));
    expect(list).toContain('Everybody in SEC Build Servers');
    expect(list).toMatch(/Inside it are the groups .*SEC Release Managers.* and .*SEC Release Managers EMEA/u);
    expect(list).toMatch(/Zofia [^\n]*\nThrough a group inside it/u);
    expect(list.match(/Zofia/gu)).toHaveLength(1);
    const direct = /Tane Rangi\n([^\n]*)|Tāne Rangi\n([^\n]*)/u.exec(list);
    expect(direct?.[0]).not.toContain('Through');
    // One batch to find the group, one for everything about it.
    expect(calls.filter(({ path }) => path === '/$batch')).toHaveLength(1);
  });

  it('pages through everybody, each once', async () => {
    const { ask, tenant } = openOffice();
    const vpn = groupNamed({ tenant }, 'AD Badge Holders');
    const seen: string[] = [];
    let data: Record<string, unknown> | undefined = { group: vpn.id };
    while (data) {
      const page = await ask('member.everybody', employee, data);
      seen.push(...actionsOn(page).flatMap((one) => (one.title === 'Groups' ? String(one.data['who']) : [])));
      data = actionsOn(page).find(({ title }) => title === 'More')?.data;
    }
    expect(new Set(seen)).toEqual(new Set(tenant.linked(vpn.id, 'member')));
    expect(seen).toHaveLength(tenant.linked(vpn.id, 'member').size);
  });

  it('keeps hidden members hidden, and refuses a page of another list', async () => {
    const { ask } = openOffice();
    const hidden = wordsOn(await ask('member.everybody', employee, { group: groups.hiddenCouncil }));
    expect(hidden).toContain('is shown to its members only');
    await expect(
      ask('member.everybody', employee, { group: groups.designGuild, next: 'abc.def' }),
    ).rejects.toMatchObject({ code: 'page.stale' });
  });
});

describe('member.check', () => {
  it('says yes directly, yes through which group, and no with the way in', async () => {
    const office = openOffice();
    const { ask, tenant } = office;
    const zofia = [...tenant.users()].find(({ displayName }) => displayName.startsWith('Zofia'))!;
    const direct = await ask('member.check', employee, {
      person: zofia.userPrincipalName,
      group: 'SEC Release Managers EMEA',
    });
    expect(wordsOn(direct)).toMatch(/Yes, .*Zofia.* is in .*EMEA[\s\S]*of the group itself/u);
    const nested = wordsOn(
      await ask('member.check', employee, { person: zofia.id, kind: 'person', group: 'SEC Build Servers' }),
    );
    expect(nested).toMatch(/Yes, [\s\S]*Through .*SEC Release Managers/u);
    const no = await ask('member.check', owner, { person: 'Wren Adeyemi', group: 'Research Circle' });
    expect(wordsOn(no)).toMatch(/No, .*Wren Adeyemi.* is not in .*Research Circle/u);
    expect(dialogsOn(no)[0]?.data).toMatchObject({ verb: 'member.add', people: employee.id });
  });

  it('answers about oneself, about a group, about what only an id is known of, and about several groups', async () => {
    const office = openOffice();
    const { ask } = office;
    const me = await ask('member.check', employee, { person: 'i', group: 'Book Club, Research Circle; Launch Room' });
    expect(wordsOn(me)).toMatch(/You are in \d of these 3 groups/u);
    const group = await ask('member.check', employee, { person: 'SEC Release Managers', group: 'SEC Build Servers' });
    expect(wordsOn(group)).toMatch(/Yes, .*SEC Release Managers.* is in/u);
    const release = groupNamed(office, 'SEC Release Managers EMEA');
    const object = await ask('member.check', employee, {
      person: release.id,
      kind: 'object',
      group: 'SEC Build Servers',
    });
    expect(wordsOn(object)).toContain('Yes, This device or app is in');
  });

  it('does not say no where the members are hidden', async () => {
    const { ask } = openOffice();
    const words = wordsOn(
      await ask('member.check', employee, { person: owner.displayName, group: groups.hiddenCouncil }),
    );
    expect(words).toMatch(/The members of .*are hidden/u);
  });

  it('asks which person is meant and goes on with the answer; names nobody and no group in vain', async () => {
    const { ask } = openOffice();
    const question = await ask('member.check', employee, { person: 'Wren', group: 'Book Club' });
    expect(question.isQuestion).toBe(true);
    const answer = actionsOn(question)[0]!;
    expect(wordsOn(await ask(answer.verb, employee, answer.data))).toMatch(/(?:Yes|No), (?:you|.*Wren)/u);
    await expect(ask('member.check', employee, { person: 'Xqz "O\'%&', group: 'Book Club' })).rejects.toMatchObject({
      code: 'person.not-found',
    });
    await expect(ask('member.check', employee, { group: 'Book Club' })).rejects.toMatchObject({ field: 'person' });
    await expect(ask('member.check', employee, { person: 'me' })).rejects.toMatchObject({ field: 'group' });
    const many = Array.from({ length: 21 }, (_, index) => `Group ${String(index)}`).join(', ');
    await expect(ask('member.check', employee, { person: 'me', group: many })).rejects.toMatchObject({
      field: 'group',
    });
  });
});

describe('member.of', () => {
  it('names all groups of a person, those for access alone, and roles too', async () => {
    const { ask, calls } = openOffice();
    const all = await ask('member.of', owner, { who: admin.displayName });
    expect(wordsOn(all)).toContain(`Groups of ${admin.displayName}`);
    expect(wordsOn(all)).not.toContain('Administrator role');
    const roles = actionsOn(all).find(({ title }) => title === 'Roles too')!;
    expect(wordsOn(await ask(roles.verb, owner, roles.data))).toContain('Global Administrator');
    const access = wordsOn(await ask('member.of', owner, { who: employee.id, kind: 'person', what: 'access' }));
    expect(access).toContain('SEC VPN Users');
    expect(access).not.toContain('Book Club');
    expect(calls.some(({ path }) => path.startsWith('/directoryObjects/getByIds'))).toBe(true);
  });

  it('tells where a group is nested, directly or through another', async () => {
    const { ask } = openOffice();
    const words = wordsOn(await ask('member.of', employee, { who: 'group SEC Release Managers EMEA' }));
    expect(words).toMatch(/SEC Build Servers\nSecurity group · Through another group/u);
    expect(words).toMatch(/SEC Release Managers\nSecurity group(?! ·)/u);
  });

  it('pages, and refuses a page that is no number', async () => {
    const { ask, tenant } = openOffice();
    for (const group of [...tenant.groups()].slice(0, 30)) tenant.link(group.id, 'member', guest.id);
    const first = await ask('member.of', owner, { who: guest.id, kind: 'person' });
    const more = actionsOn(first).find(({ title }) => title === 'More')!;
    const second = await ask(more.verb, owner, more.data);
    expect(wordsOn(second)).not.toBe(wordsOn(first));
    await expect(ask('member.of', owner, { who: guest.id, from: '-1' })).rejects.toMatchObject({ field: 'from' });
  });
});

describe('about people', () => {
  it('say who I am with my roles, and who somebody else is', async () => {
    const { ask } = openOffice();
    expect(wordsOn(await ask('me.show', admin))).toMatch(/Ingrid Solheim[\s\S]*Global Administrator/u);
    const wren = await ask('person.show', owner, { person: 'Wren Adeyemi' });
    expect(wordsOn(wren)).toMatch(/Wren Adeyemi[\s\S]*Design/u);
    await expect(ask('person.show', owner, { person: 'Nobody At All' })).rejects.toMatchObject({
      code: 'person.not-found',
    });
    await expect(ask('person.show', owner, { person: fixedId('user', 'nobody') })).rejects.toMatchObject({
      kind: 'notFound',
    });
  });

  it('say which roles reach groups: of people, of a group, of what only an id is known of', async () => {
    const { ask } = openOffice();
    expect(wordsOn(await ask('member.roles', employee, { who: admin.displayName }))).toContain('May change everything');
    expect(wordsOn(await ask('member.roles', employee, {}))).toContain('None that reaches groups');
    expect(wordsOn(await ask('member.roles', employee, { who: 'Design Guild' }))).toContain('no administrator role');
    expect(wordsOn(await ask('member.roles', employee, { who: admin.id, kind: 'object' }))).toContain('May change');
  });

  it('show with whom one works, page by page, each with the way into a group', async () => {
    const { ask } = openOffice();
    const list = await ask('person.near', employee);
    expect(dialogsOn(list).length).toBeGreaterThan(3);
    expect(dialogsOn(list)[0]?.data).toMatchObject({ verb: 'member.add' });
    const more = actionsOn(list).find(({ title }) => title === 'More')!;
    expect(wordsOn(await ask('person.near', employee, more.data))).not.toBe(wordsOn(list));
  });

  it('show everything one is in and owns', async () => {
    const { ask } = openOffice();
    expect(wordsOn(await ask('me.owned', owner))).toMatch(/Design Guild[\s\S]*Research Circle/u);
    expect(wordsOn(await ask('me.owned', guest))).toContain('You own nothing here');
    const first = await ask('me.groups', employee);
    expect(wordsOn(first)).toContain('AD Badge Holders');
    const more = actionsOn(first).find(({ title }) => title === 'More')!;
    expect(wordsOn(await ask(more.verb, employee, more.data))).toContain('SEC VPN Users');
  });
});
