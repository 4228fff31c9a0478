import { describe, expect, it } from 'vitest';
import { cast, groups } from '../../../src/sandbox/tenant/cast.ts';
import { actionsOn, wordsOn } from '../../support/builders.ts';
import { openOffice } from '../../support/office.ts';

const { employee, owner, guest } = cast;
const group = groups.researchCircle;

/** People who are not in the group yet. */
function outsiders({ tenant }: Pick<ReturnType<typeof openOffice>, 'tenant'>, count: number) {
  return [...tenant.users()]
    .filter(({ id, userType }) => userType === 'Member' && !tenant.isLinked(group, 'member', id))
    .slice(0, count);
}

describe('member.add-many', () => {
  it('asks for the list, then adds whoever is found, twenty a call, and says what became of each', async () => {
    const { ask, tenant, calls, store, progress } = openOffice();
    const people = outsiders({ tenant }, 30);
    const form = await ask('member.add-many', owner, { group: 'Research Circle' });
    const send = actionsOn(form).find(({ title }) => title === 'Add them')!;
    const list = [
      'Name;E-mail',
      ...people.map(({ displayName, userPrincipalName }) => `"${displayName}";${userPrincipalName.toUpperCase()}`),
      `x;${owner.principalName}`,
      `x;${people[0]!.userPrincipalName}`,
      "x;o'nobody@tessaly.example",
    ].join('\n');
    const done = await ask(send.verb, owner, { ...send.data, people: list });
    const words = wordsOn(done);
    expect(words).toContain('30 people were added to Research Circle');
    expect(words).toContain('In it already (1)');
    expect(words).toContain('Named twice (1)');
    expect(words).toMatch(/Not found in the directory \(1\):\W+o'nobody@tessaly\.example/u);
    for (const { id } of people) expect(tenant.isLinked(group, 'member', id)).toBe(true);
    expect(calls.filter(({ method }) => method === 'PATCH')).toHaveLength(2);
    expect(progress.told.map((card) => /\d+ of \d+/u.exec(wordsOn(card))?.[0])).toEqual(['3 of 33', '23 of 33']);
    expect(calls.length).toBeLessThan(10);
    expect(store.events.map(({ outcome, subject }) => [outcome, subject?.id]).toSorted()).toEqual(
      people.map(({ id }) => ['done', id]).toSorted(),
    );
    expect(JSON.stringify(done.card)).toContain("o'nobody@tessaly.example");
  });

  it('keeps nobody out for the sake of another: names, addresses and who joined meanwhile', async () => {
    const { ask, tenant, progress } = openOffice();
    const people = outsiders({ tenant }, 30);
    // Somebody is faster between the reading of the members and the second call.
    let isFirst = true;
    progress.onPause(() => {
      if (isFirst) tenant.link(group, 'member', people[25]!.id);
      isFirst = false;
    });
    const list = people.map(({ displayName }) => displayName).join('\n');
    const words = wordsOn(await ask('member.add-many', owner, { group, people: list, confirmed: 'yes' }));
    expect(words).toContain('29 people were added to Research Circle');
    expect(words).toContain('In it already (1)');
  });

  it('tells what is left when the bot has to stop, and goes on where it was', async () => {
    const { ask, tenant, progress, store } = openOffice();
    const people = outsiders({ tenant }, 30);
    const list = people.map(({ userPrincipalName }) => userPrincipalName).join('\n');
    let pauses = 0;
    progress.onPause(() => (++pauses === 2 ? progress.stop() : undefined));
    const stopped = await ask('member.add-many', owner, { group, people: list, confirmed: 'yes' });
    expect(wordsOn(stopped)).toMatch(/20 people were added[\s\S]*10 of them are not done yet[\s\S]*had to stop/u);
    expect(store.events).toHaveLength(20);
    const goOn = actionsOn(stopped).find(({ title }) => title === 'Go on')!;
    progress.goOn();
    const again = await ask(goOn.verb, owner, goOn.data);
    expect(wordsOn(again)).toMatch(/30 people were added/u);
    expect(wordsOn(again)).not.toMatch(/not done yet|In it already/u);
    expect(store.events).toHaveLength(30);
    for (const { id } of people) expect(tenant.isLinked(group, 'member', id)).toBe(true);
  });

  it('adds nothing for who may not, and refuses lists that are none or too long', async () => {
    const { ask, tenant } = openOffice();
    const [one] = outsiders({ tenant }, 1);
    const said = { group, people: one!.userPrincipalName, confirmed: 'yes' };
    const offered = await ask('member.add-many', employee, said);
    expect(wordsOn(offered)).toMatch(/Only owners can change who is in Research Circle/u);
    expect(actionsOn(offered)[0]).toMatchObject({ verb: 'member.list-ask' });
    await expect(ask('member.add-many', guest, said)).rejects.toMatchObject({
      kind: expect.stringMatching(/denied|notFound/u) as string,
    });
    expect(tenant.isLinked(group, 'member', one!.id)).toBe(false);
    expect(wordsOn(await ask('member.add-many', owner, { group, people: ' ', confirmed: 'yes' }))).toContain(
      'at least one',
    );
    const many = Array.from({ length: 501 }, (_, index) => `a${String(index)}@x.example`).join('\n');
    expect(wordsOn(await ask('member.add-many', owner, { group, people: many, confirmed: 'yes' }))).toMatch(
      /501 rows[\s\S]*attach it/u,
    );
    await expect(ask('member.add-many', owner, { group, people: 'x'.repeat(24_001) })).rejects.toMatchObject({
      field: 'people',
    });
    await expect(ask('member.add-many', owner, { group: 'AD Badge Holders' })).rejects.toMatchObject({
      code: 'group.cannot-change.onPremises',
    });
  });
});
