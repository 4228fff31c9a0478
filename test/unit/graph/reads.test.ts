import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GraphServer } from './graph-server.ts';
import { adaId, graceId, guildId, perItem, rawGroup, recorded, startGraphServer } from './graph-server.ts';

let graph: GraphServer;
beforeAll(async () => {
  graph = await startGraphServer();
});
beforeEach(() => {
  graph.seen.length = 0;
});
afterAll(() => graph.close());

const hostile = 'O\'Brien & "Söhne" #1 100% +';

describe('one group', () => {
  it('is read with $select, the token and the correlation id', async () => {
    graph.answer({ body: rawGroup() });
    expect(await graph.directory().group(guildId)).toEqual({
      id: guildId,
      displayName: 'Design Guild',
      mail: 'design@contoso.com',
      kind: 'microsoft365',
      visibility: 'private',
      isDynamic: false,
      isSynced: false,
      hasTeam: true,
      createdAt: new Date('2018-12-22T02:21:05Z'),
      expiresAt: new Date('2026-12-22T02:21:05Z'),
    });
    const [request] = graph.seen;
    expect(request!.path).toBe(`/v1.0/groups/${guildId}`);
    expect(request!.query.get('$select')).toContain('visibility');
    expect(request!.headers.authorization).toBe('Bearer token-of-ada');
    expect(request!.headers['client-request-id']).toBe('turn-1');
  });

  it.each([
    ['security', { groupTypes: [], mailEnabled: false, securityEnabled: true, visibility: null }],
    ['mailEnabledSecurity', { groupTypes: [], mailEnabled: true, securityEnabled: true }],
    ['distribution', { groupTypes: [], mailEnabled: true, securityEnabled: false }],
  ])('is known as %s', async (kind, over) => {
    graph.answer({ body: rawGroup(over) });
    expect(await graph.directory().group(guildId)).toMatchObject({ kind, visibility: 'private' });
  });

  it('whose attributes the caller may not read is denied', async () => {
    graph.answer({ body: { id: guildId, displayName: null } });
    await expect(graph.directory().group(guildId)).rejects.toMatchObject({ kind: 'denied', code: 'group.denied' });
  });

  it.each(['design-guild', '../users', `${guildId}/owners`, ''])('with the id "%s" is not asked for', async (id) => {
    const directory = graph.directory();
    for (const read of [
      directory.group(id),
      directory.ownersOf(id),
      directory.standingIn(id),
      directory.memberCount(id),
    ])
      await expect(read).rejects.toMatchObject({ code: 'group.not-found' });
    for (const write of [directory.addMember(id, adaId), directory.addFavorite(id), directory.removeMember(id, adaId)])
      await expect(write).rejects.toMatchObject({ code: 'group.not-found' });
    await expect(directory.addMember(guildId, 'ada')).rejects.toMatchObject({ code: 'person.not-found' });
    expect(graph.seen).toEqual([]);
  });
});

describe('finding groups', () => {
  it('asks for every word, quoted, with the headers that $search needs', async () => {
    graph.answer({ body: { value: [rawGroup()] } });
    await graph.directory().searchGroups(hostile, { pageSize: 5 });
    const [request] = graph.seen;
    expect(request!.query.get('$search')).toBe(
      String.raw`"displayName:O'Brien" AND "displayName:\"Söhne\"" AND "displayName:#1" AND "displayName:100%"`,
    );
    expect(request!.query.get('$count')).toBe('true');
    expect(request!.query.get('$orderby')).toBe('displayName');
    expect(request!.query.get('$top')).toBe('5');
    expect(request!.headers).toMatchObject({ consistencylevel: 'eventual', prefer: 'legacySearch=false' });
    expect(request!.url).toContain('100%25');
  });

  it('cannot be led elsewhere by words that look like an address', async () => {
    graph.answer({ body: { value: [] } });
    await graph.directory().searchGroups('https://evil.example/v1.0/x?$filter=1&$top=9', { pageSize: 5 });
    expect(graph.seen[0]!.path).toBe('/v1.0/groups');
    expect(graph.seen[0]!.query.getAll('$top')).toEqual(['5']);
  });

  it('asks by beginning when no word holds a letter or digit', async () => {
    graph.answer({ body: { value: [] } });
    await graph.directory().searchGroups("+'", { pageSize: 5 });
    expect(graph.seen[0]!.query.get('$filter')).toBe("startswith(displayName,'+''')");
  });

  it('lists by name without words', async () => {
    graph.answer({ body: { value: [rawGroup()] } });
    const page = await graph.directory().searchGroups('  ', { pageSize: 5 });
    expect(page.items).toHaveLength(1);
    expect(page.next).toBeUndefined();
    expect(graph.seen[0]!.query.get('$orderby')).toBe('displayName');
    expect(graph.seen[0]!.query.has('$search')).toBe(false);
  });

  it('compares whole names as one quoted string', async () => {
    graph.answer({ body: { value: [rawGroup({ displayName: hostile })] } });
    expect(await graph.directory().groupsNamed(hostile)).toHaveLength(1);
    expect(graph.seen[0]!.query.get('$filter')).toBe(`displayName eq 'O''Brien & "Söhne" #1 100% +'`);
  });

  it('tells a guest why', async () => {
    graph.answer(recorded('denied'));
    await expect(graph.directory().searchGroups('x', { pageSize: 5 })).rejects.toMatchObject({
      code: 'directory.search-denied',
      advice: expect.stringContaining('guests') as string,
    });
  });
});

describe('the rest of a list', () => {
  const nextLink = 'https://graph.microsoft.com/v1.0/groups?$search=x&$skiptoken=m~AQAn%3d+RF-_z%3D';

  it('continues the same question with the token as Graph gave it', async () => {
    graph.answer({ body: { value: [rawGroup()], '@odata.nextLink': nextLink } }, { body: { value: [] } });
    const directory = graph.directory();
    const { next } = await directory.searchGroups('guild', { pageSize: 1 });
    await directory.searchGroups('guild', { pageSize: 1, next: next! });
    expect(graph.seen[1]!.url).toBe(`${graph.seen[0]!.url}&$skiptoken=m~AQAn%3d+RF-_z%3D`);
  });

  it.each([
    ['another question', (next: string) => next.replace(/^./, '#')],
    ['another parameter', (next: string) => `${next}&$expand=members`],
    ['a line break', (next: string) => `${next}\r\nX: y`],
    ['an address', () => 'https://evil.example/v1.0/groups?$skiptoken=a'],
    ['nothing', () => ''],
    ['a novel', (next: string) => next + 'a'.repeat(5000)],
  ])('is refused for a next that holds %s', async (_, forge) => {
    graph.answer({ body: { value: [], '@odata.nextLink': nextLink } });
    const directory = graph.directory();
    const { next } = await directory.searchGroups('guild', { pageSize: 1 });
    const forged = directory.searchGroups('guild', { pageSize: 1, next: forge(next!) });
    await expect(forged).rejects.toMatchObject({ code: 'page.stale' });
    await expect(directory.searchGroups('other', { pageSize: 1, next: next! })).rejects.toMatchObject({
      code: 'page.stale',
    });
    expect(graph.seen).toHaveLength(1);
  });
});

describe('my groups', () => {
  const other = '9e1f2a3b-4c5d-4e6f-8a7b-9c0d1e2f3a04';
  const lists = (memberOf: unknown[], owned: unknown[]) =>
    perItem(({ url }) => ({ body: { value: url.startsWith('/me/memberOf') ? memberOf : owned } }));

  it('are those one is in and those one owns, by name, in one round trip', async () => {
    graph.handle = lists(
      [rawGroup({ displayName: 'zebra' }), { id: graceId, displayName: null }],
      [rawGroup({ displayName: 'zebra' }), rawGroup({ id: other, displayName: 'Åland' })],
    );
    const page = await graph.directory().myGroups({ pageSize: 10 });
    expect(page.items.map(({ group, standing }) => [group.displayName, standing])).toEqual([
      ['Åland', { isMember: false, isOwner: true }],
      ['zebra', { isMember: true, isOwner: true }],
    ]);
    expect(page.next).toBeUndefined();
    expect(graph.seen).toHaveLength(1);
    const { requests } = graph.seen[0]!.body as { requests: { url: string; headers: unknown }[] };
    expect(requests[0]).toMatchObject({ method: 'GET', headers: { ConsistencyLevel: 'eventual' } });
    expect(requests[0]!.url).toContain('/me/memberOf/microsoft.graph.group?$count=true&');
  });

  it('come in pages that neither repeat nor skip', async () => {
    const many = Array.from({ length: 7 }, (_, i) =>
      rawGroup({ id: `9e1f2a3b-4c5d-4e6f-8a7b-9c0d1e2f3a1${i}`, displayName: `Group ${7 - (i >> 1)}` }),
    );
    graph.handle = lists(many, []);
    const seen: string[] = [];
    let next: string | undefined;
    do {
      const page = await graph.directory().myGroups({ pageSize: 3, ...(next === undefined ? {} : { next }) });
      seen.push(...page.items.map(({ group }) => group.id));
      next = page.next;
    } while (next !== undefined);
    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
  });

  it('follow Graph through its own pages', async () => {
    const nextLink = 'https://graph.microsoft.com/v1.0/me/memberOf/microsoft.graph.group?$skiptoken=two';
    graph.handle = perItem(({ url }) => {
      if (url.startsWith('/me/ownedObjects')) return { body: { value: [] } };
      if (url.includes('$skiptoken=two')) return { body: { value: [rawGroup({ id: other, displayName: 'B' })] } };
      return { body: { value: [rawGroup({ displayName: 'A' })], '@odata.nextLink': nextLink } };
    });
    const page = await graph.directory().myGroups({ pageSize: 10 });
    expect(page.items.map(({ group }) => group.displayName)).toEqual(['A', 'B']);
  });

  it.each(['x', Buffer.from('["a"]').toString('base64url'), Buffer.from('["a","b"]').toString('base64url')])(
    'refuse the forged next %s',
    async (next) => {
      await expect(graph.directory().myGroups({ pageSize: 3, next })).rejects.toMatchObject({ code: 'page.stale' });
      expect(graph.seen).toEqual([]);
    },
  );
});

describe('who is in a group', () => {
  const owners = {
    value: [
      { '@odata.type': '#microsoft.graph.user', id: adaId, displayName: 'Ada', userPrincipalName: 'ada@contoso.com' },
      { '@odata.type': '#microsoft.graph.servicePrincipal', id: guildId, displayName: 'Provisioning' },
      { '@odata.type': '#microsoft.graph.user', id: graceId, displayName: null, userPrincipalName: null },
    ],
  };

  it('gives owners that are people, also those whose names are not visible', async () => {
    graph.answer({ body: owners });
    expect(await graph.directory().ownersOf(guildId)).toEqual([
      { id: adaId, displayName: 'Ada', principalName: 'ada@contoso.com', isGuest: false },
      { id: graceId, displayName: 'Name not visible', principalName: '', isGuest: false },
    ]);
  });

  it('asks everything that one turn wants in one batch and nothing twice', async () => {
    graph.handle = perItem(({ url, method }) => {
      if (url === '/me/checkMemberGroups') return { body: { value: method === 'POST' ? [guildId] : [] } };
      if (url.includes('/owners')) return { body: owners };
      if (url.includes('$count')) return { headers: { 'Content-Type': 'text/plain' }, body: 12 };
      return { body: rawGroup({ isFavorite: true }) };
    });
    const directory = graph.directory();
    const all = await Promise.all([
      directory.group(guildId),
      directory.ownersOf(guildId),
      directory.standingIn(guildId),
      directory.memberCount(guildId),
      directory.isFavorite(guildId),
    ]);
    expect(all.slice(2)).toEqual([{ isMember: true, isOwner: true }, 12, true]);
    expect(graph.seen).toHaveLength(1);
    expect((graph.seen[0]!.body as { requests: unknown[] }).requests).toHaveLength(5);
  });

  it('says only what the caller may know of a hidden membership', async () => {
    graph.handle = perItem(({ url }) => {
      if (url === '/me/checkMemberGroups') return { body: { value: [] } };
      if (url.includes('/owners')) return recorded('denied');
      if (url.includes('$count')) return { headers: { 'Content-Type': 'text/plain' }, body: 0 };
      return { body: rawGroup({ visibility: 'HiddenMembership' }) };
    });
    const directory = graph.directory();
    expect(await directory.standingIn(guildId)).toEqual({ isMember: false, isOwner: false });
    expect(await directory.memberCount(guildId)).toBeUndefined();
    await expect(directory.ownersOf(guildId)).rejects.toMatchObject({ code: 'member.read-denied' });
  });

  it('does without what the scopes do not reach', async () => {
    graph.handle = perItem(({ url }) =>
      url.includes('$count') || url.includes('isFavorite') ? recorded('exchange-denied') : { body: rawGroup() },
    );
    expect(await graph.directory().memberCount(guildId)).toBeUndefined();
    expect(await graph.directory().isFavorite(guildId)).toBe(false);
  });

  it('passes one refusal of a batch to the one who asked', async () => {
    graph.handle = perItem(({ url }) => (url.includes('/owners') ? recorded('not-found') : { body: rawGroup() }));
    const directory = graph.directory();
    const [group, found] = await Promise.allSettled([directory.group(guildId), directory.ownersOf(guildId)]);
    expect(group.status).toBe('fulfilled');
    expect(found).toMatchObject({ reason: { code: 'group.not-found' } });
  });

  it('asks again for the items of a batch that were throttled', async () => {
    let owned = 0;
    graph.handle = perItem(({ url }) => {
      if (!url.includes('/owners')) return { body: rawGroup() };
      return owned++ === 0 ? { ...recorded('throttled'), headers: { 'Retry-After': '0.2' } } : { body: owners };
    });
    const directory = graph.directory();
    const [, people] = await Promise.all([directory.group(guildId), directory.ownersOf(guildId)]);
    expect(people).toHaveLength(2);
    expect(graph.seen).toHaveLength(2);
    expect(graph.seen[1]!.at - graph.seen[0]!.at).toBeGreaterThan(190);
  });
});
