import { describe, expect, it } from 'vitest';
import { AmbiguousGroup, SignInRequired } from '../../../src/domain/errors.ts';
import { operationNamed } from '../../../src/operations/index.ts';
import type { Operation, Outcome } from '../../../src/operations/operation.ts';
import type { Group } from '../../../src/domain/groups.ts';
import type { Person } from '../../../src/domain/people.ts';
import {
  actionsOn,
  ada,
  alan,
  grace,
  group,
  mallory,
  startOfTest,
  titlesOn,
  wordsOn,
  world,
} from '../../support/builders.ts';
import { refusal } from '../../support/fake-directory.ts';

const operation = (name: string): Operation => operationNamed(name)!;
const guild = group('Design Guild', { mail: 'design@contoso.com', description: 'Looks and feel' });
const open = group('Open Kitchen', { visibility: 'public' });
const badge = group('Badge Holders', { kind: 'security' });

function office() {
  return world({
    directory: {
      groups: [guild, open, badge],
      owners: { [guild.id]: [grace, alan], [open.id]: [grace], [badge.id]: [grace] },
      members: { [guild.id]: [grace], [badge.id]: [mallory] },
    },
  });
}

describe('group.find', () => {
  it('pages with a button that goes on where the list ended', async () => {
    const groups = Array.from({ length: 10 }, (_, index) => group(`Team ${index}`));
    const { ask } = world({ directory: { groups } });
    const first = await ask(operation('group.find'), ada, { words: 'team' });
    expect(wordsOn(first)).toContain('Team 7');
    expect(wordsOn(first)).not.toContain('Team 8');

    const more = actionsOn(first).find(({ title }) => title === 'More')!;
    const second = await ask(operation(more.verb), ada, more.data);
    expect(wordsOn(second)).toContain('Team 9');
    expect(titlesOn(second)).not.toContain('More');
  });

  it('says what to do when nothing fits', async () => {
    expect(wordsOn(await office().ask(operation('group.find'), ada, { words: 'xyz' }))).toContain(
      'Try fewer or other words',
    );
  });

  it('keeps a page of very long names small', async () => {
    const groups = Array.from({ length: 10 }, (_, index) =>
      group(`${index}${'*_[]'.repeat(63)}`, { description: '<at>'.repeat(250) }),
    );
    const { card } = await world({ directory: { groups } }).ask(operation('group.find'), ada, {});
    expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(28_000);
  });

  it.each([{ words: 'x'.repeat(300) }, { words: { $ne: 1 } }, { next: '' }, { next: 7 }])('refuses %j', async (raw) => {
    await expect(office().ask(operation('group.find'), ada, raw)).rejects.toMatchObject({ kind: 'input' });
  });

  it('answers the compose box, page by page', async () => {
    const { as } = office();
    const search = (skip: number, count: number) =>
      operation('group.find').extension!.search('', { skip, count }, as(ada));
    expect((await search(0, 2)).map(({ title }) => title)).toEqual(['Design Guild', 'Open Kitchen']);
    expect((await search(2, 2)).map(({ title }) => title)).toEqual(['Badge Holders']);
    expect(await search(200, 25)).toEqual([]);
  });
});

describe('naming a group', () => {
  const show = operation('group.show');

  it.each(['Design Guild', 'design guild', guild.id, 'guild', ' Design  '.trim()])('finds it as %s', async (name) => {
    expect(wordsOn(await office().ask(show, ada, { group: name }))).toContain('Looks and feel');
  });

  it('asks which one when several fit, and tells them apart', async () => {
    const twins = [group('Design', { mail: 'one@contoso.com' }), group('Design', { visibility: 'public' })];
    const { ask } = world({ directory: { groups: twins, members: { [twins[1]!.id]: [ada, grace] } } });
    const error: unknown = await ask(show, ada, { group: 'Design' }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AmbiguousGroup);
    expect((error as AmbiguousGroup).candidates.map(({ hint }) => hint)).toEqual([
      'Private · Microsoft 365 group · one@contoso.com · 0 members',
      'Public · Microsoft 365 group · 2 members',
    ]);
  });

  it('names what comes nearest when none fits', async () => {
    await expect(office().ask(show, ada, { group: 'Desing Gild' })).rejects.toMatchObject({
      kind: 'notFound',
      advice: expect.stringContaining('Did you mean “Design Guild”?') as unknown,
    });
  });

  it('never shows an id that leads nowhere', async () => {
    const id = 'deadbeef-0000-4000-8000-000000000000';
    const error = await office()
      .ask(show, ada, { group: id })
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: 'notFound', code: 'group.not-found' });
    expect((error as { advice: string }).advice).not.toContain('deadbeef');
  });

  it.each([{}, { group: '' }, { group: '   ' }, { group: 7 }, { group: ['x'] }, { group: 'x'.repeat(257) }])(
    'asks for it when the input is %j',
    async (raw) => {
      await expect(office().ask(show, ada, raw)).rejects.toMatchObject({ kind: 'input', field: 'group' });
    },
  );

  it.each([
    '**R&D** <at>Everyone</at>',
    '"Quoted"',
    'קבוצת עיצוב',
    '🚀 Rockets',
    '[x](https://evil.example)',
    '${name}',
    'a'.repeat(256),
  ])('shows %s as it is', async (name) => {
    const odd = group(name, { description: name });
    const outcome = await world({ directory: { groups: [odd] } }).ask(show, ada, { group: odd.id });
    expect(wordsOn(outcome)).toContain(name.slice(0, 150));
    expect(JSON.stringify(outcome.card)).not.toMatch(/<at>|(?<!\\)\]\(http/u);
  });
});

describe('group.show', () => {
  it('offers what the person can do', async () => {
    const { ask } = office();
    const offered = async (who: Person, about: Group) =>
      titlesOn(await ask(operation('group.show'), who, { group: about.id }));
    expect(await offered(ada, guild)).toEqual(['Ask to join', 'Members', 'Favourite']);
    expect(await offered(grace, guild)).toEqual([
      'Members',
      'Add people…',
      'Edit…',
      'Conversations',
      'Calendar',
      'Plans',
      'Files',
      'Notebooks',
      'Favourite',
      'Subscribe',
      'Enable team',
      'Leave',
    ]);
    expect(await offered(alan, guild)).toEqual([
      'Join',
      'Members',
      'Add people…',
      'Conversations',
      'Calendar',
      'Plans',
      'Files',
      'Notebooks',
      'Edit…',
      'Favourite',
      'Subscribe',
      'Enable team',
    ]);
    expect(await offered(ada, open)).toEqual([
      'Join',
      'Members',
      'Favourite',
      'Conversations',
      'Calendar',
      'Plans',
      'Files',
      'Notebooks',
    ]);
    expect(await offered(mallory, badge)).toEqual(['Members', 'Ask to add people…', 'Leave']);
  });

  it('puts renewing first when it is soon time, and the least likely behind a button', async () => {
    const expiring = (days: number) =>
      group('Expiring', { expiresAt: new Date(startOfTest.getTime() + days * 86_400_000) });
    for (const [about, position] of [
      [expiring(10), 0],
      [expiring(100), 2],
    ] as const) {
      const { ask } = world({
        directory: { groups: [about], owners: { [about.id]: [grace] }, members: { [about.id]: [grace] } },
      });
      const { card } = await ask(operation('group.show'), grace, { group: about.id });
      expect(titlesOn({ card })[position]).toBe('Renew');
      expect(titlesOn({ card }).slice(3)).toEqual([
        'Conversations',
        'Calendar',
        'Plans',
        'Files',
        'Notebooks',
        'Edit…',
        'Favourite',
        'Subscribe',
        'Enable team',
        'Leave',
      ]);
      const { actions } = card as { actions: { type: string; title: string }[] };
      expect(actions).toHaveLength(5);
      expect(actions[3]).toMatchObject({ type: 'Action.ShowCard', title: 'What is inside' });
      expect(actions[4]).toMatchObject({ type: 'Action.ShowCard', title: 'More' });
    }
  });

  it('offers no list of a hidden membership to strangers', async () => {
    const hidden = group('Hidden', { visibility: 'hiddenMembership' });
    const { ask } = world({ directory: { groups: [hidden], owners: { [hidden.id]: [grace] } } });
    expect(titlesOn(await ask(operation('group.show'), ada, { group: hidden.id }))).not.toContain('Members');
    expect(titlesOn(await ask(operation('group.show'), grace, { group: hidden.id }))).toContain('Members');
  });

  it('shows the rest when the directory keeps a part to itself', async () => {
    const { ask, directory } = office();
    for (const method of ['ownersOf', 'memberCount', 'isFavorite'] as const)
      directory.refuse(method, refusal('denied', 'group.denied'));
    expect(wordsOn(await ask(operation('group.show'), ada, { group: guild.id }))).toContain('Design Guild');
  });

  it('lets a sign-in be asked for, even by a part', async () => {
    const { ask, directory } = office();
    directory.refuse('memberCount', new SignInRequired('consent', ['GroupMember.Read.All']));
    await expect(ask(operation('group.show'), ada, { group: guild.id })).rejects.toBeInstanceOf(SignInRequired);
  });
});

describe('group.mine', () => {
  it('puts favourites first and marks the roles', async () => {
    const { ask } = world({
      directory: {
        groups: [guild, open],
        owners: { [guild.id]: [ada] },
        members: { [guild.id]: [ada], [open.id]: [ada] },
      },
    });
    await ask(operation('group.favorite'), ada, { group: open.id });
    const words = wordsOn(await ask(operation('group.mine'), ada));
    expect(words.indexOf('Open Kitchen')).toBeLessThan(words.indexOf('Design Guild'));
    expect(words).toContain('★ Favourite · Member');
    expect(words).toContain('Owner');
  });

  /** As many groups as wanted, of which the last by name is a favourite. */
  async function memberOfMany(count: number) {
    const many = Array.from({ length: count }, (_, index) => group(`Group ${String(index + 1).padStart(3, '0')}`));
    const members = Object.fromEntries(many.map(({ id }) => [id, [ada]]));
    const { ask, directory } = world({ directory: { groups: many, members } });
    await ask(operation('group.favorite'), ada, { group: many.at(-1)!.id });
    let asked = 0;
    directory.before('isFavorite', () => (asked += 1));
    const pages: string[] = [];
    let data: Record<string, unknown> | undefined = {};
    while (data) {
      const page: Outcome = await ask(operation('group.mine'), ada, data);
      pages.push(wordsOn(page));
      data = actionsOn(page).find(({ title }) => title === 'More')?.data;
    }
    return { pages, names: pages.flatMap((words) => words.match(/Group \d+(?=\n)/gu) ?? []), asked: () => asked, ask };
  }

  it('puts favourites first over all pages, and asks about each group once for all of them', async () => {
    const { names, asked, pages } = await memberOfMany(20);
    expect(pages).toHaveLength(3);
    expect(names[0]).toBe('Group 020');
    expect(names.slice(1)).toEqual(Array.from({ length: 19 }, (_, i) => `Group ${String(i + 1).padStart(3, '0')}`));
    expect(asked()).toBe(20);
  });

  it('says so where there are too many to ask about', async () => {
    const { names, asked, pages } = await memberOfMany(101);
    expect(names).toHaveLength(101);
    expect(new Set(names).size).toBe(101);
    expect(pages[0]).toContain('favourites come first on each page only');
    expect(pages.at(-1)).toMatch(/Group 101[^]*Group 097/u);
    expect(asked()).toBe(101);
  });

  it.each(['x', Buffer.from('["a"]').toString('base64url'), Buffer.from('["a","b",null]').toString('base64url')])(
    'refuses the forged next %s',
    async (next) => {
      await expect(office().ask(operation('group.mine'), ada, { next })).rejects.toMatchObject({ code: 'page.stale' });
    },
  );

  it('shows groups whose favourite mark cannot be read', async () => {
    const { ask, directory } = office();
    directory.refuse('isFavorite', refusal('upstream', 'graph.failed'));
    expect(wordsOn(await ask(operation('group.mine'), grace))).toContain('Design Guild');
  });
});

describe('group.favorite and group.unfavorite', () => {
  it('mark and unmark, twice as once, and are on record', async () => {
    const { ask, store } = office();
    const isFavorite = async () => wordsOn(await ask(operation('group.show'), ada, { group: open.id })).includes('Yes');
    for (const name of ['group.favorite', 'group.favorite']) await ask(operation(name), ada, { group: 'Open Kitchen' });
    expect(await isFavorite()).toBe(true);
    for (const name of ['group.unfavorite', 'group.unfavorite']) await ask(operation(name), ada, { group: open.id });
    expect(await isFavorite()).toBe(false);
    expect(store.events.map(({ operation: name, outcome }) => `${name} ${outcome}`)).toEqual([
      'group.favorite done',
      'group.favorite done',
      'group.unfavorite done',
      'group.unfavorite done',
    ]);
  });

  it.each(['group.favorite', 'group.unfavorite'])('%s refuses other kinds of groups', async (name) => {
    const { ask, store } = office();
    await expect(ask(operation(name), ada, { group: badge.id })).rejects.toMatchObject({
      kind: 'denied',
      code: 'group.cannot-favorite',
    });
    expect(store.events).toMatchObject([{ outcome: 'refused', code: 'group.cannot-favorite' }]);
  });

  it('puts a failure of Graph on record', async () => {
    const { ask, directory, store } = office();
    directory.refuse('addFavorite', refusal('upstream', 'graph.failed'));
    await expect(ask(operation('group.favorite'), ada, { group: open.id })).rejects.toMatchObject({ kind: 'upstream' });
    expect(store.events).toMatchObject([{ outcome: 'failed', code: 'graph.failed', actorId: ada.id }]);
  });
});

describe('group.leave', () => {
  const leave = operation('group.leave');

  it('asks first, then leaves', async () => {
    const { ask, directory, store } = office();
    const question = await ask(leave, mallory, { group: 'Badge Holders' });
    expect(directory.isMember(badge.id, mallory)).toBe(true);
    expect(store.events).toEqual([]);

    const yes = actionsOn(question).find(({ title }) => title === 'Leave')!;
    await ask(operation(yes.verb), mallory, yes.data);
    expect(directory.isMember(badge.id, mallory)).toBe(false);
    expect(store.events).toMatchObject([{ operation: 'group.leave', outcome: 'done', groupId: badge.id }]);
  });

  it('tells an owner that ownership stays', async () => {
    const { ask, directory } = office();
    expect(wordsOn(await ask(leave, grace, { group: guild.id, confirmed: 'yes' }))).toContain(
      'still one of its owners',
    );
    expect(directory.isMember(guild.id, grace)).toBe(false);
  });

  it('keeps the last owner and says what to do', async () => {
    const { ask, directory } = office();
    directory.setOwners(guild.id, [grace]);
    await expect(ask(leave, grace, { group: guild.id, confirmed: 'yes' })).rejects.toMatchObject({
      code: 'owner.last',
      advice: expect.stringContaining('Make somebody else an owner first') as unknown,
    });
    expect(directory.isMember(guild.id, grace)).toBe(true);
  });

  it('says so to somebody who is no member', async () => {
    await expect(office().ask(leave, ada, { group: guild.id })).rejects.toMatchObject({
      kind: 'conflict',
      code: 'member.not-present',
    });
    await expect(office().ask(leave, alan, { group: guild.id })).rejects.toMatchObject({
      advice: expect.stringContaining('You own') as unknown,
    });
  });

  it('takes it as done when another device was faster', async () => {
    const { ask, directory } = office();
    directory.refuse('removeMember', refusal('notFound', 'member.not-present'));
    expect(wordsOn(await ask(leave, mallory, { group: badge.id, confirmed: 'yes' }))).toContain('You have left');
  });

  it.each([{ confirmed: true }, { confirmed: 'no' }])('takes %j for no answer', async (raw) => {
    const { ask, directory } = office();
    await expect(ask(leave, mallory, { group: badge.id, ...raw })).rejects.toMatchObject({ kind: 'input' });
    expect(directory.isMember(badge.id, mallory)).toBe(true);
  });

  it.each([
    ['dynamic', { isDynamic: true }, 'A rule decides'],
    ['onPremises', { isSynced: true }, 'IT department'],
    ['exchange', { kind: 'distribution' as const }, 'Exchange'],
    ['exchange', { kind: 'mailEnabledSecurity' as const }, 'Exchange'],
  ])('explains a group that is %s, and tries nothing', async (control, changes, words) => {
    const fixed = group('Fixed', { visibility: 'public', ...changes });
    for (const name of ['group.leave', 'group.join']) {
      const { ask, directory } = world({ directory: { groups: [fixed], members: { [fixed.id]: [grace] } } });
      directory.refuse('addMember', new Error('was tried'));
      directory.refuse('removeMember', new Error('was tried'));
      await expect(
        ask(operation(name), name === 'group.leave' ? grace : ada, { group: 'Fixed', confirmed: 'yes' }),
      ).rejects.toMatchObject({
        kind: 'denied',
        code: `group.cannot-change.${control}`,
        advice: expect.stringContaining(words) as unknown,
      });
    }
  });
});
