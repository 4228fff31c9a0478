import { beforeEach, describe, expect, it } from 'vitest';
import { groups } from '../../../../src/sandbox/tenant/cast.ts';
import { admin, employee, openWorld, origin, owner, refusal } from './harness.ts';
import type { Caller, World } from './harness.ts';

const scopes = 'Team.Create Group.ReadWrite.All';
const standard = { 'template@odata.bind': `${origin}/v1.0/teamsTemplates('standard')` };
const named = { ...standard, displayName: 'Sample Team', description: 'What we try' };
let world: World;
let ingrid: Caller;

beforeEach(() => {
  world = openWorld();
  ingrid = world.as(admin, scopes);
});

/** Id of the team that an answer points to. */
function idIn({ headers }: { headers: Record<string, string> }): string {
  return /^\/teams\('([^']+)'\)$/.exec(headers['Content-Location'] ?? '')?.[1] ?? '';
}

describe('a new team', () => {
  it('comes with a group, channels and switches, and says where its making is followed', async () => {
    const answer = await ingrid.send('POST', '/teams', {
      ...named,
      visibility: 'Private',
      channels: [{ displayName: 'News' }, { displayName: 'general' }],
      funSettings: { giphyContentRating: 'Strict' },
      members: [{ roles: ['owner'], 'user@odata.bind': `${origin}/v1.0/users('${owner.principalName}')` }],
    });
    expect(answer.status).toBe(202);
    const id = idIn(answer);
    expect((await ingrid.get(`/groups/${id}`)).body).toMatchObject({
      displayName: 'Sample Team',
      visibility: 'Private',
    });
    expect([...world.tenant.linked(id, 'owner')]).toEqual([admin.id, owner.id]);
    expect((await ingrid.get(`/teams/${id}/channels`)).body.value.map((one) => one.displayName)).toEqual([
      'General',
      'News',
    ]);
    expect((await ingrid.get(`/teams/${id}`)).body).toMatchObject({ funSettings: { giphyContentRating: 'strict' } });
    const [, operation] = /operations\('([^']+)'\)$/.exec(answer.headers['Location'] ?? '') ?? [];
    expect((await ingrid.get(`/teams/${id}/operations/${operation ?? ''}`)).body).toMatchObject({
      operationType: 'createTeam',
      status: 'succeeded',
      targetResourceId: id,
    });
  });

  it('finds a nickname of its own when the name is taken', async () => {
    const [first, second] = [await ingrid.send('POST', '/teams', named), await ingrid.send('POST', '/teams', named)];
    expect(world.tenant.group(idIn(first))?.mailNickname).toBe('SampleTeam');
    expect(world.tenant.group(idIn(second))?.mailNickname).toMatch(/^SampleTeam\d{4}$/);
  });

  it('can stand on a group that is there', async () => {
    const body = { ...standard, 'group@odata.bind': `${origin}/v1.0/groups('${groups.bookClub}')` };
    expect(idIn(await ingrid.send('POST', '/teams', body))).toBe(groups.bookClub);
    expect(await ingrid.send('POST', '/teams', body)).toMatchObject(refusal(409, 'Conflict'));
  });

  it('is refused on a group without an owner, that Teams does not know yet, or that is somebody else’s', async () => {
    const body = { ...standard, 'group@odata.bind': `${origin}/v1.0/groups/${groups.bookClub}` };
    expect(await world.as(employee, scopes).send('POST', '/teams', body)).toMatchObject(
      refusal(403, 'Authorization_RequestDenied'),
    );
    for (const id of [...world.tenant.linked(groups.bookClub, 'owner')])
      world.tenant.unlink(groups.bookClub, 'owner', id);
    expect(await ingrid.send('POST', '/teams', body)).toMatchObject(refusal(400, 'BadRequest'));
    const fresh = await ingrid.send('POST', '/groups', {
      displayName: 'Fresh',
      mailNickname: 'fresh',
      mailEnabled: true,
      securityEnabled: false,
      groupTypes: ['Unified'],
    });
    const late = { ...standard, 'group@odata.bind': `${origin}/v1.0/groups/${fresh.body.id}` };
    expect(await ingrid.send('POST', '/teams', late)).toMatchObject(refusal(404, 'NotFound'));
    world.clock.elapsed += 5000;
    expect((await ingrid.send('POST', '/teams', late)).status).toBe(202);
  });

  it.each([
    ['without a template', { displayName: 'A' }, 400],
    [
      'from an unknown template',
      { displayName: 'A', 'template@odata.bind': `${origin}/v1.0/teamsTemplates('party')` },
      400,
    ],
    ['without a name', standard, 400],
    ['on an unknown group', { ...standard, 'group@odata.bind': `${origin}/v1.0/groups('${employee.id}')` }, 404],
    ['with nobody', { ...named, members: [{ 'user@odata.bind': `${origin}/v1.0/users('nobody')` }] }, 404],
  ])('is refused %s', async (_, body, status) => {
    expect((await ingrid.send('POST', '/teams', body)).status).toBe(status);
    expect(world.tenant.groupByNickname('SampleTeam')).toBeUndefined();
  });

  it('keeps the rules for groups: who may create one, and how it is called', async () => {
    expect(await world.as(employee, scopes).send('POST', '/teams', named)).toMatchObject(
      refusal(403, 'Authorization_RequestDenied'),
    );
    expect(await world.as(owner, scopes).send('POST', '/teams', named)).toMatchObject(
      refusal(400, 'Request_BadRequest'),
    );
    expect(
      (await world.as(owner, scopes).send('POST', '/teams', { ...named, displayName: 'Sample Design' })).status,
    ).toBe(202);
  });

  it('of an app names its owner', async () => {
    const app = world.app('Team.Create Group.ReadWrite.All');
    expect(await app.send('POST', '/teams', named)).toMatchObject(refusal(400, 'BadRequest'));
    const members = [{ roles: ['owner'], 'user@odata.bind': `${origin}/v1.0/users('${owner.id}')` }];
    const made = await app.send('POST', '/teams', { ...named, members });
    expect([...world.tenant.linked(idIn(made), 'owner')]).toEqual([owner.id]);
    expect([...world.tenant.linked(idIn(made), 'member')]).toEqual([owner.id]);
  });
});
