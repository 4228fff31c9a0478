import { beforeEach, describe, expect, it } from 'vitest';
import { fixedId, groups, tenantId } from '../../../../src/sandbox/tenant/cast.ts';
import { admin, employee, everything, guest, openWorld, origin, owner, refusal, secondOwner } from './harness.ts';
import type { Caller, Reply, World } from './harness.ts';

const scopes = `${everything} TeamMember.ReadWrite.All Channel.ReadBasic.All`;
let world: World;
let boss: Caller;
let root: Caller;
let me: Caller;
beforeEach(() => {
  world = openWorld();
  boss = world.as(owner, scopes);
  root = world.as(admin, scopes);
  me = world.as(employee, scopes);
});
const forbidden = refusal(403, 'Forbidden');
const nothing = '00000000-0000-4000-8000-000000000000';
const noTeam = (id: string): object => refusal(404, 'NotFound', `No team found with Group Id ${id}`);
const team = `/teams/${groups.designGuild}`;
const engineering = fixedId('group', 'engineering');

describe('making a team of a group', () => {
  const put = (as: Caller, group: string = groups.researchCircle, body: object = {}): Promise<Reply> =>
    as.send('PUT', `/groups/${group}/team`, body);
  const refusedNew = refusal(404, 'NotFound', 'Failed to execute MS Graph backend request GetGroupInternalApiRequest');
  const createNew = async (): Promise<string> => {
    const body = { displayName: 'Loom Design', mailNickname: 'loomDesign', groupTypes: ['Unified'] };
    return (await boss.send('POST', '/groups', { ...body, mailEnabled: true, securityEnabled: false })).body.id;
  };

  it('answers 201 with the switches, and 409 ever after', async () => {
    const settings = {
      memberSettings: { allowCreatePrivateChannels: true, allowCreateUpdateChannels: true },
      messagingSettings: { allowUserEditMessages: true, allowUserDeleteMessages: false },
      funSettings: { allowGiphy: true, giphyContentRating: 'strict' },
    };
    const reply = await put(boss, groups.researchCircle, settings);
    expect(reply).toMatchObject({ status: 201, body: { id: groups.researchCircle, isArchived: false, ...settings } });
    expect(reply.body).toMatchObject({
      memberSettings: { allowDeleteChannels: true },
      guestSettings: { allowDeleteChannels: false },
    });
    expect((await boss.get(`/groups/${groups.researchCircle}`)).body).toMatchObject({
      resourceProvisioningOptions: ['Team'],
    });
    expect((await boss.get(`/teams/${groups.researchCircle}/channels`)).body.value).toMatchObject([
      { displayName: 'General', membershipType: 'standard' },
    ]);
    expect(await put(boss)).toMatchObject(refusal(409, 'Conflict'));
    expect(await put(boss, groups.designGuild)).toMatchObject(refusal(409, 'Conflict'));
  });

  it('is for owners and administrators, and for Microsoft 365 groups that have an owner', async () => {
    expect(await put(me)).toMatchObject(refusal(403, 'Authorization_RequestDenied'));
    expect(await put(world.as(owner, 'Group.Read.All'))).toMatchObject(refusal(403, 'Authorization_RequestDenied'));
    expect(await put(root, nothing)).toMatchObject(refusal(404, 'Request_ResourceNotFound'));
    expect(await put(root, fixedId('group', 'sec-vpn'))).toMatchObject(refusal(400, 'BadRequest'));
    expect(await put(root, groups.bookClub, { colour: 1 })).toMatchObject(refusal(400, 'Request_BadRequest'));
    const chess = fixedId('group', 'chess');
    expect(await put(root, chess)).toMatchObject(
      refusal(
        400,
        'BadRequest',
        `Failed to execute Templates backend request CreateTeamFromGroupWithTemplateRequest. Group ${chess} must have one or more owners in order to create a Team.`,
      ),
    );
  });

  it('fails while the group is new, by the clock of the machine', async () => {
    const id = await createNew();
    world.clock.now += 3_600_000;
    expect(await put(boss, id)).toMatchObject(refusedNew);
    expect(await boss.get(`/teams/${id}`)).toMatchObject(noTeam(id));
    world.clock.elapsed += 3999;
    expect(await put(boss, id)).toMatchObject(refusedNew);
    world.clock.elapsed += 1;
    expect((await put(boss, id)).status).toBe(201);
  });

  it('may have made the team though it failed', async () => {
    world.faults.teamLagMs = 60_000;
    world.faults.teamMadeThoughRefused = 1;
    const id = await createNew();
    expect(await put(boss, id)).toMatchObject(refusedNew);
    expect(world.faults.teamMadeThoughRefused).toBe(0);
    expect(await put(boss, id)).toMatchObject(refusal(409, 'Conflict'));
    expect((await boss.get(`/teams/${id}`)).status).toBe(200);
  });
});

describe('a team', () => {
  it('is read by its people, and by everybody when it is public', async () => {
    const reply = await boss.get(team);
    expect(reply.body).toMatchObject({
      '@odata.context': `${origin}/v1.0/$metadata#teams/$entity`,
      id: groups.designGuild,
      displayName: 'Design Guild',
      internalId: '19:design-guild-general@thread.tacv2',
      visibility: 'private',
      isArchived: false,
      tenantId,
    });
    expect((await boss.get(`/groups/${groups.designGuild}/team?$select=isArchived`)).body).toEqual({
      '@odata.context': `${origin}/v1.0/$metadata#teams/$entity`,
      id: groups.designGuild,
      isArchived: false,
    });
    expect(await me.get(team)).toMatchObject(forbidden);
    expect((await me.get(`/teams/${engineering}`)).status).toBe(200);
    expect(await world.as(guest).get(`/teams/${engineering}`)).toMatchObject(forbidden);
    expect(await boss.get(`/teams/${groups.bookClub}`)).toMatchObject(noTeam(groups.bookClub));
    expect(await boss.get(`/teams/${nothing}`)).toMatchObject(noTeam(nothing));
    expect(await world.as(owner, 'User.Read').get(team)).toMatchObject(refusal(403, 'Authorization_RequestDenied'));
  });

  it('is changed by its owners', async () => {
    const change = { funSettings: { allowGiphy: false }, description: 'Other' };
    expect(await me.send('PATCH', team, change)).toMatchObject(forbidden);
    expect((await boss.send('PATCH', team, change)).status).toBe(204);
    expect((await boss.get(team)).body).toMatchObject({
      description: 'Other',
      funSettings: { allowGiphy: false, allowCustomMemes: true },
    });
    expect(world.tenant.group(groups.designGuild)?.description).toBe('Other');
    for (const wrong of [{ funSettings: { allowGiphy: 'strict' } }, { funSettings: { bogus: true } }, { x: 1 }])
      expect(await boss.send('PATCH', team, wrong)).toMatchObject(refusal(400, 'Request_BadRequest'));
    expect((await boss.send('PATCH', team, { displayName: 'Guild' })).status).toBe(400);
  });

  it('is archived and brought back; the answer says where the outcome stands', async () => {
    expect(await me.send('POST', `${team}/archive`)).toMatchObject(forbidden);
    const reply = await boss.send('POST', `${team}/archive`, { shouldSetSpoSiteReadOnlyForMembers: true });
    expect(reply).toMatchObject({ status: 202 });
    expect(reply).not.toHaveProperty('body');
    const location = reply.headers['Location']!;
    expect(location).toMatch(new RegExp(`^/teams\\('${groups.designGuild}'\\)/operations\\('[0-9a-f-]+'\\)$`));
    expect((await boss.get(location)).body).toMatchObject({ operationType: 'archiveTeam', status: 'succeeded' });
    expect((await boss.get(team)).body).toMatchObject({ isArchived: true });
    expect(await boss.send('POST', `${team}/channels`, { displayName: 'Late' })).toMatchObject(forbidden);
    expect((await boss.send('POST', `/groups/${groups.designGuild}/team/unarchive`)).status).toBe(202);
    expect((await boss.get(team)).body).toMatchObject({ isArchived: false });
    expect(await boss.get(`${team}/operations/${nothing}`)).toMatchObject(refusal(404, 'NotFound'));
    expect(await boss.send('POST', `/teams/${groups.bookClub}/archive`)).toMatchObject(noTeam(groups.bookClub));
  });

  it('is listed for those who are in it', async () => {
    const info = { '@odata.type': '#microsoft.graph.associatedTeamInfo', id: groups.designGuild, tenantId };
    const { value } = (await boss.get('/me/teamwork/associatedTeams')).body;
    expect(value).toContainEqual({ ...info, displayName: 'Design Guild' });
    expect(await boss.get(`/users/${employee.id}/teamwork/associatedTeams`)).toMatchObject(forbidden);
    const app = world.app('Team.ReadBasic.All');
    expect((await app.get(`/users/${owner.id}/teamwork/associatedTeams`)).body.value).toEqual(value);
    expect(await app.get('/me/teamwork/associatedTeams')).toMatchObject(refusal(400, 'BadRequest'));
    expect((await boss.get('/me/joinedTeams')).body.value.map((one) => one.id).sort()).toEqual(
      value.map((one) => one.id).sort(),
    );
  });
});

describe('channels', () => {
  const channels = `${team}/channels`;

  it('are listed and read one by one', async () => {
    const { value } = (await boss.get(channels)).body;
    expect(value.map((channel) => channel.displayName)).toEqual(['General', 'Critique']);
    expect((await boss.get(`/groups/${engineering}/team/channels?$select=displayName`)).body.value).toHaveLength(3);
    const general = await boss.get(`${channels}/${value[0]!.id}`);
    expect(general.body).toMatchObject({ id: value[0]!.id, displayName: 'General', membershipType: 'standard' });
    const primary = await boss.get(`${team}/primaryChannel`);
    expect(primary.body).toMatchObject({
      '@odata.context': `${origin}/v1.0/$metadata#teams('${groups.designGuild}')/primaryChannel/$entity`,
      id: value[0]!.id,
    });
    expect(await boss.get(`${channels}/19:none@thread.tacv2`)).toMatchObject(refusal(404, 'NotFound'));
    expect(await me.get(channels)).toMatchObject(forbidden);
    expect(await world.as(owner, 'Group.Read.All').get(`${team}/primaryChannel`)).toMatchObject(
      refusal(403, 'Authorization_RequestDenied'),
    );
  });

  it('are made by members, where the team lets them', async () => {
    const add = (as: Caller, body: object): Promise<Reply> => as.send('POST', channels, body);
    const body = { displayName: 'Architecture', description: 'Plans', membershipType: 'standard' };
    expect(await add(boss, body)).toMatchObject({ status: 201, body });
    expect(await add(boss, { displayName: 'architecture' })).toMatchObject(refusal(400, 'BadRequest'));
    for (const displayName of ['', 'a/b', '_x', 'x'.repeat(51)])
      expect(await add(boss, { displayName })).toMatchObject(refusal(400, 'Request_BadRequest'));
    expect(await add(me, { displayName: 'Mine' })).toMatchObject(forbidden);
    world.tenant.link(groups.designGuild, 'member', employee.id);
    expect((await add(me, { displayName: 'Mine' })).status).toBe(201);
    await boss.send('PATCH', team, { memberSettings: { allowCreateUpdateChannels: false } });
    expect(await add(me, { displayName: 'More' })).toMatchObject(forbidden);
  });

  it('that are private are seen by those who are in them', async () => {
    const bind = `${origin}/v1.0/users('${secondOwner.principalName}')`;
    const members = [{ '@odata.type': '#microsoft.graph.aadUserConversationMember', 'user@odata.bind': bind }];
    await boss.send('POST', channels, { displayName: 'Quiet', membershipType: 'private', members });
    const seen = async (as: Caller): Promise<number> =>
      (await as.get(`${channels}?$filter=membershipType eq 'private'`)).body.value.length;
    expect([await seen(boss), await seen(world.as(secondOwner)), await seen(root)]).toEqual([1, 1, 0]);
  });
});

describe('people of a team', () => {
  const members = `${team}/members`;
  const type = '#microsoft.graph.aadUserConversationMember';
  const add = (as: Caller, who: string, roles: string[] = []): Promise<Reply> =>
    as.send('POST', members, { '@odata.type': type, roles, 'user@odata.bind': `${origin}/v1.0/users('${who}')` });
  const idOf = (user: string): string => Buffer.from(`${groups.designGuild}##${user}`).toString('base64');

  it('are listed with their roles, filtered and paged', async () => {
    const { body } = await boss.get(members);
    expect(body).toMatchObject({ '@odata.count': 7 });
    expect(body.value).toContainEqual(
      expect.objectContaining({ '@odata.type': type, id: idOf(owner.id), roles: ['owner'], userId: owner.id }),
    );
    expect(body.value.filter((member) => String(member['roles']) === 'guest')).toHaveLength(1);
    const filter = `$filter=(microsoft.graph.aadUserConversationMember/userId eq '${owner.id}')`;
    expect((await boss.get(`${members}?${filter}`)).body.value).toHaveLength(1);
    expect((await boss.get(`${members}?$filter=roles/any(r:r eq 'owner')`)).body.value).toHaveLength(5);
    expect(await boss.all(`${members}?$top=3`)).toHaveLength(7);
    expect(await boss.get(`${members}?$skiptoken=zzz`)).toMatchObject(refusal(400, 'BadRequest'));
    expect(await me.get(members)).toMatchObject(forbidden);
    expect(await world.as(owner, 'Group.ReadWrite.All').get(members)).toMatchObject(
      refusal(403, 'Authorization_RequestDenied'),
    );
  });

  it('of a group with hidden membership are shown to its people only', async () => {
    world.tenant.updateGroup(groups.hiddenCouncil, { hasTeam: true });
    const path = `/teams/${groups.hiddenCouncil}/members`;
    const emeka = { id: fixedId('user', 'emeka.obiora@tessaly.example') };
    expect((await root.get(path)).body.value).toHaveLength(4);
    expect(await world.as(emeka, scopes).get(path)).toMatchObject(forbidden);
    expect((await world.as(emeka, `${scopes} Member.Read.Hidden`).get(path)).status).toBe(200);
  });

  it('are put in and taken out by owners', async () => {
    const reply = await add(boss, employee.principalName);
    expect(reply).toMatchObject({ status: 201, body: { '@odata.type': type, roles: [], userId: employee.id } });
    expect(world.tenant.isLinked(groups.designGuild, 'member', employee.id)).toBe(true);
    expect((await add(boss, employee.id, ['owner'])).body).toMatchObject({ roles: ['owner'] });
    expect(world.tenant.isLinked(groups.designGuild, 'owner', employee.id)).toBe(true);
    expect((await boss.send('DELETE', `${members}/${encodeURIComponent(idOf(employee.id))}`)).status).toBe(204);
    expect(world.tenant.isLinked(groups.designGuild, 'member', employee.id)).toBe(false);
    expect(await boss.send('DELETE', `${members}/${encodeURIComponent(idOf(employee.id))}`)).toMatchObject(
      refusal(404, 'NotFound'),
    );
  });

  it('are not changed by others, by lesser scopes, nor without end', async () => {
    expect(await add(me, employee.id)).toMatchObject(forbidden);
    expect(await add(boss, nothing)).toMatchObject(refusal(404, 'Request_ResourceNotFound'));
    expect(await add(boss, guest.id, ['owner'])).toMatchObject(forbidden);
    const lesser = world.as(owner, 'TeamMember.ReadWriteNonOwnerRole.All');
    expect(await add(lesser, employee.id, ['owner'])).toMatchObject(forbidden);
    expect((await add(lesser, employee.id)).status).toBe(201);
    const drop = (as: Caller, user: string): Promise<Reply> =>
      as.send('DELETE', `${members}/${encodeURIComponent(idOf(user))}`);
    expect(await drop(me, owner.id)).toMatchObject(forbidden);
    expect(await drop(lesser, secondOwner.id)).toMatchObject(forbidden);
    expect((await drop(me, employee.id)).status).toBe(204);
    for (const id of world.tenant.linked(groups.designGuild, 'owner'))
      if (id !== owner.id) world.tenant.unlink(groups.designGuild, 'owner', id);
    expect(await drop(boss, owner.id)).toMatchObject(refusal(400, 'BadRequest'));
  });
});
