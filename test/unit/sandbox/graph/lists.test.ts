import { beforeAll, describe, expect, it } from 'vitest';
import { fixedId, groups } from '../../../../src/sandbox/tenant/cast.ts';
import { wordsOf } from '../../../../src/sandbox/graph/query/search.ts';
import { admin, employee, eventual, openWorld, origin, owner, refusal } from './harness.ts';
import type { Caller, World } from './harness.ts';

let world: World;
let me: Caller;
beforeAll(() => {
  world = openWorld();
  me = world.as(employee);
});
const ids = (rows: Record<string, unknown>[]): unknown[] => rows.map((row) => row['id']);
const names = async (query: string, advanced = false, list = '/groups'): Promise<unknown[]> =>
  (
    await me.all(`${list}?$select=id,displayName&${query}${advanced ? '&$count=true' : ''}`, advanced ? eventual : {})
  ).map((row) => row['displayName']);
const enc = encodeURIComponent;

describe('every list is read to its end without loss or repetition', () => {
  const lists: [string, Record<string, string>?][] = [
    ['/groups?$top=7'],
    ['/groups?$top=7&$orderby=displayName'],
    ['/groups?$top=7&$orderby=displayName desc&$count=true', eventual],
    ['/groups?$top=3&$search="displayName:sec"', eventual],
    ["/groups?$top=5&$filter=startswith(displayName,'s')"],
    ['/users?$top=4'],
    ['/users?$top=4&$orderby=displayName'],
    [`/groups/${groups.designGuild}/members?$top=2`],
    [`/groups/${groups.designGuild}/members/$ref?$top=2`],
    [`/groups/${groups.designGuild}/members?$top=2&$orderby=displayName&$count=true`, eventual],
    [`/groups/${groups.designGuild}/transitiveMembers?$top=2`],
    [`/groups/${groups.designGuild}/owners?$top=1`],
    ['/me/memberOf?$top=3'],
    ['/me/transitiveMemberOf?$top=3'],
    [`/users/${owner.id}/ownedObjects?$top=1`],
    [`/users/${admin.id}/memberOf?$top=1`],
    ['/directory/deletedItems/microsoft.graph.group?$top=2'],
  ];
  it.each(lists)('%s', async (path, headers) => {
    const paged = await me.all(path, headers);
    const whole = await me.all(path.replace(/\$top=\d+/, '$top=999'), headers);
    expect(ids(paged)).toEqual(ids(whole));
    expect(new Set(paged.map((row) => JSON.stringify(row))).size).toBe(paged.length);
    expect(paged.length).toBeGreaterThan(1);
  });

  it('also when things are added and deleted on the way', async () => {
    const moving = openWorld();
    const reader = moving.as(employee);
    const first = await reader.get('/groups?$top=20&$select=id');
    moving.tenant.deleteGroup(first.body.value[0]!.id);
    moving.tenant.createGroup({ ...moving.tenant.group(groups.bookClub)!, id: fixedId('extra', 'new') });
    const rest = await reader.all(first.body['@odata.nextLink']!.slice(`${origin}/v1.0`.length));
    const all = ids([...first.body.value, ...rest]);
    expect(new Set(all).size).toBe(61);
    expect(all).toHaveLength(61);
  });

  it('by 100 unless told, and never by more than 999', async () => {
    const large = openWorld();
    const model = large.tenant.group(groups.bookClub)!;
    for (let index = 0; index < 60; index++)
      large.tenant.createGroup({ ...model, id: fixedId('extra', String(index)) });
    const first = await large.as(employee).get('/groups');
    expect(first.body.value).toHaveLength(100);
    expect(first.body['@odata.nextLink']).toMatch(/^https:\/\/localhost:9443\/v1\.0\/groups\?\$skiptoken=[\w-]+$/);
    for (const top of ['0', '1000'])
      expect(await me.get(`/groups?$top=${top}`)).toMatchObject(
        refusal(
          400,
          'Request_UnsupportedQuery',
          `Invalid page size specified: '${top}'. Must be between 1 and 999 inclusive.`,
        ),
      );
    expect(await me.get('/groups?$top=x')).toMatchObject(refusal(400, 'BadRequest'));
  });

  it('with tokens that hold for their own list only', async () => {
    const first = await me.get('/groups?$top=5');
    const token = new URL(first.body['@odata.nextLink']!).searchParams.get('$skiptoken')!;
    for (const path of [
      `/users?$top=5&$skiptoken=${token}`,
      `/groups?$top=6&$skiptoken=${token}`,
      '/groups?$skiptoken=junk',
    ])
      expect(await me.get(path)).toMatchObject(refusal(400, 'Directory_ExpiredPageToken'));
    expect(await me.get('/groups?$skip=5')).toMatchObject(refusal(400, 'Request_BadRequest'));
  });

  it('with the count on the first page only, and only in the advanced mode', async () => {
    const first = await me.get('/groups?$count=true&$top=50', eventual);
    expect(first.body['@odata.count']).toBe(60);
    const second = await me.get(first.body['@odata.nextLink']!.slice(`${origin}/v1.0`.length), eventual);
    expect(second.body).not.toHaveProperty('@odata.count');
    expect((await me.get('/groups?$count=true')).body).not.toHaveProperty('@odata.count');
    expect((await me.get('/groups/$count', eventual)).body).toBe('60');
    expect((await me.get("/groups/$count?$filter=startswith(displayName,'SEC')", eventual)).body).toBe('7');
    expect(await me.get('/users/$count')).toMatchObject(
      refusal(400, 'Request_BadRequest', '$count is not currently supported.'),
    );
  });
});

describe('$filter', () => {
  it.each([
    ["displayName eq 'BOOK club'", 1],
    ["displayName eq 'Choir'", 2],
    [`displayName eq '${enc('O\'\'Brien & "Söhne" <b>*Guild*</b>')}'`, 1],
    ["displayName in ('Book Club','Choir')", 3],
    ["startswith(displayName,'SEC ') and securityEnabled eq true", 7],
    ["groupTypes/any(c:c eq 'DynamicMembership')", 3],
    ["groupTypes/any(c:c eq 'Unified') and (mailNickname eq 'chess' or mail eq 'book-club@tessaly.example')", 2],
    ["proxyAddresses/any(p:startswith(p,'SMTP:choir'))", 2],
    [`id eq '${groups.bookClub}'`, 1],
    ['expirationDateTime le 2026-03-04T00:00:00Z', 3],
    ['onPremisesSyncEnabled eq true', 4],
    ["startswith(displayName,'x') eq true", 0],
  ])('%s finds %i in the plain mode', async (filter, count) => {
    expect(await names(`$filter=${filter}`)).toHaveLength(count);
  });

  it('finds teams by their provisioning', async () => {
    const expected = [...world.tenant.groups()].filter((group) => group.hasTeam).length;
    expect(await names("$filter=resourceProvisioningOptions/Any(x:x eq 'Team')")).toHaveLength(expected);
  });

  it.each([
    ["displayName ne 'Choir'", 58],
    ["NOT(groupTypes/any(c:c eq 'Unified'))", 16],
    ["not startswith(displayName, 'S') and mailEnabled eq false", 2],
    ['expirationDateTime eq null', 42],
    ["proxyAddresses/any(p:endsWith(p,'club@tessaly.example'))", 1],
    ["description eq 'Pune, Fridays.'", 1],
  ])('%s finds %i in the advanced mode, and is refused in the plain one', async (filter, count) => {
    expect(await names(`$filter=${filter}`, true)).toHaveLength(count);
    const plain = await me.get(`/groups?$filter=${filter}&$count=true`);
    expect(plain).toMatchObject(refusal(400, 'Request_UnsupportedQuery', 'Unsupported Query.'));
  });

  const broken = 'Unsupported or invalid query filter clause specified for property';
  it.each([
    ["contains(displayName,'a')", 'Request_UnsupportedQuery', 'The request uses a filter property that is not indexed'],
    ["endswith(displayName,'a')", 'Request_UnsupportedQuery', 'The request uses a filter property that is not indexed'],
    [
      `id ge '${groups.bookClub}'`,
      'Request_UnsupportedQuery',
      'The request uses a filter property that is not indexed',
    ],
    ["visibility eq 'Public'", 'Request_UnsupportedQuery', `${broken} 'visibility' of resource 'Group'.`],
    [
      'hasMembersWithLicenseErrors eq true',
      'Request_UnsupportedQuery',
      `${broken} 'hasMembersWithLicenseErrors' of resource 'Group'.`,
    ],
    ["nope eq 'x'", 'BadRequest', "Could not find a property named 'nope' on type 'microsoft.graph.group'."],
    ["displayName eq 'x", 'BadRequest', undefined],
    ['displayName', 'BadRequest', undefined],
    ["displayName like 'x'", 'BadRequest', undefined],
    ["(displayName eq 'x'", 'BadRequest', undefined],
    ["displayName eq 'x')", 'BadRequest', undefined],
    ['displayName eq x', 'BadRequest', undefined],
    [`${'('.repeat(60)}displayName eq 'x'${')'.repeat(60)}`, 'BadRequest', undefined],
  ])('%s is refused even in the advanced mode', async (filter, code, message) => {
    expect(await me.get(`/groups?$count=true&$filter=${filter}`, eventual)).toMatchObject(refusal(400, code, message));
  });

  it('works for users, by the documented rules', async () => {
    const users = (filter: string, advanced = false): Promise<unknown[]> =>
      names(`$filter=${filter}`, advanced, '/users');
    expect(
      await users("identities/any(c:c/issuerAssignedId eq 'li@tessaly.example' and c/issuer eq 'tessaly.example')"),
    ).toHaveLength(1);
    expect(await users('assignedLicenses/any(u:u/skuId eq cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46)')).toHaveLength(0);
    expect(await users("startswith(displayName,'jonas')")).toHaveLength(2);
    expect(await users("userType eq 'Guest'")).toHaveLength(3);
    expect(await users("endsWith(mail,'@harbourline.example')", true)).toHaveLength(3);
    expect(await me.get("/users?$filter=endsWith(mail,'@outlook.com')")).toMatchObject(
      refusal(400, 'Request_UnsupportedQuery', 'Unsupported Query.'),
    );
    expect(await me.get(`/users?$filter=id ge '${owner.id}'&$count=true`, eventual)).toMatchObject(
      refusal(400, 'Request_UnsupportedQuery', 'The request uses a filter property that is not indexed'),
    );
  });
});

describe('$search', () => {
  it.each([
    [
      '"displayName:design"',
      [
        'All Designers (dynamic)',
        'Design Guild',
        'Design Review',
        'Design System',
        'Designers in Marketing',
        'SEC Design Licences',
      ],
    ],
    ['"displayName:guild design"', ['Design Guild']],
    ['"displayName:club" OR "description:catalogue"', ['Book Club', 'Running Club', 'Typography Club']],
    ['"displayName:choir" AND "description:pune"', ['Choir']],
    ['"chess"', ['Chess']],
    ['"displayName:material"', []],
    ['"displayName:材料"', ['材料工程']],
    ['"displayName:отдел"', ['Отдел красок']],
    ['"mail:press"', ['Press']],
    ['("displayName:choir" OR "displayName:chess") "description:nobody"', ['Chess']],
  ])('%s finds whole beginnings of words', async (search, expected) => {
    expect((await names(`$orderby=displayName&$search=${enc(search)}`, true)).sort()).toEqual([...expected].sort());
  });

  it('needs the header, quotes, and the repaired mode for an ampersand', async () => {
    expect(await me.get('/groups?$search="displayName:a"')).toMatchObject(
      refusal(
        400,
        'Request_UnsupportedQuery',
        "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
      ),
    );
    for (const search of ['displayName:a', '"a" OR', '("a"', '"a', ''])
      expect(await me.get(`/groups?$search=${enc(search)}`, eventual)).toMatchObject(refusal(400, 'BadRequest'));
    expect(await me.get('/groups?$search="visibility:public"', eventual)).toMatchObject(
      refusal(400, 'Request_UnsupportedQuery'),
    );
    const path = `/groups?$search=${enc('"displayName:coffee & garden"')}`;
    expect(await me.get(path, eventual)).toMatchObject(
      refusal(400, 'BadRequest', "Unrecognized query argument specified: ''."),
    );
    expect((await me.get(path, { ...eventual, prefer: 'legacySearch=false' })).body.value).toHaveLength(1);
  });

  it('cuts names into words', () => {
    expect(wordsOf('HelloWorld contoso-tier 2024Plan דף O’Brien 🌻')).toEqual([
      'hello',
      'world',
      'contoso',
      'tier',
      '2024',
      'plan',
      'דף',
      'o',
      'brien',
      '🌻',
    ]);
  });
});

describe('$orderby and other options', () => {
  it('sorts by name, and with a filter only in the advanced mode', async () => {
    const sorted = await names('$orderby=displayName');
    expect(sorted).toHaveLength(60);
    expect(sorted.indexOf('Book Club')).toBeLessThan(sorted.indexOf('Design Guild'));
    const path = "/groups?$filter=startswith(displayName, 'a')&$count=true&$top=1&$orderby=displayName";
    expect(await me.get(path)).toMatchObject(
      refusal(400, 'Request_UnsupportedQuery', 'Sorting not supported for current query.'),
    );
    expect((await me.get(path, eventual)).body.value[0]?.displayName).toBe('AD Badge Holders');
    expect(await me.get('/groups?$orderby=visibility&$count=true', eventual)).toMatchObject(
      refusal(400, 'Request_UnsupportedQuery'),
    );
    expect(await me.get('/groups?$orderby=nope')).toMatchObject(refusal(400, 'BadRequest'));
  });

  it('takes options without the dollar, ignores strange ones, refuses unknown and doubled ones', async () => {
    expect((await me.get('/groups?select=id&top=1&cache=7')).body.value).toEqual([
      { id: expect.any(String) as string },
    ]);
    expect(await me.get('/groups?$apply=x')).toMatchObject(refusal(400, 'BadRequest'));
    expect(await me.get('/groups?$top=1&$top=2')).toMatchObject(refusal(400, 'BadRequest'));
    expect(await me.get('/groups?$count=maybe')).toMatchObject(refusal(400, 'BadRequest'));
  });
});
