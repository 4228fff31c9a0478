import { beforeEach, describe, expect, it } from 'vitest';
import { readAffixes } from '../../../../src/sandbox/graph/naming.ts';
import { fixedId, groups } from '../../../../src/sandbox/tenant/cast.ts';
import { admin, employee, openWorld, owner, refusal } from './harness.ts';
import type { Caller, Reply, World } from './harness.ts';

let world: World;
let boss: Caller;
beforeEach(() => {
  world = openWorld();
  boss = world.as(owner);
});
const unified = { groupTypes: ['Unified'], mailEnabled: true, securityEnabled: false };
const create = (as: Caller, displayName: string, mailNickname: string): Promise<Reply> =>
  as.send('POST', '/groups', { ...unified, displayName, mailNickname });
const set = (name: string, value: string): void => {
  const [setting] = world.tenant.settings.all();
  const values = setting!.values.map((one) => (one.name === name ? { name, value } : one));
  world.tenant.settings.put({ ...setting!, values });
};
const missing = "The property is missing a required prefix/suffix per your organization's Group naming requirements.";

describe('a pattern', () => {
  it.each([
    ['[GroupName] [Department]', { prefix: '', suffix: ' Design' }],
    ['GRP_[GroupName]', { prefix: 'GRP_', suffix: '' }],
    ['[Contoso-][GroupName]', { prefix: 'Contoso-', suffix: '' }],
    ['[Title] Test [Company] [GroupName] [Office]', { prefix: 'Design Director Test Tessaly Works ', suffix: '' }],
    ['[GroupName] [StateOrProvince]', { prefix: '', suffix: '' }],
    ['', { prefix: '', suffix: '' }],
  ])('%s is filled with attributes of a person', (pattern, expected) => {
    const user = world.tenant.user(owner.id)!;
    expect(readAffixes(pattern, { ...user, officeLocation: null })).toEqual(expected);
  });
});

describe('the naming policy', () => {
  it('refuses a new name without its suffix, with names that would do', async () => {
    expect(await create(boss, 'Weaving', 'weaving')).toMatchObject({
      status: 400,
      body: {
        error: {
          code: 'Request_BadRequest',
          message: missing,
          details: [
            { target: 'displayName', suggestedPropertyValue: 'Weaving Design', code: 'MissingPrefixSuffix' },
            { target: 'mailNickname', suggestedPropertyValue: 'weavingDesign', code: 'MissingPrefixSuffix' },
          ],
        },
      },
    });
    expect((await create(boss, 'Weaving Design', 'weavingDesign')).status).toBe(201);
  });

  it('completes what is there in part', async () => {
    set('PrefixSuffixNamingRequirement', 'GRP [GroupName] [Department]');
    expect((await create(boss, 'GRP Looms', 'Looms')).body).toMatchObject({
      error: {
        details: [{ suggestedPropertyValue: 'GRP Looms Design' }, { suggestedPropertyValue: 'GRPLoomsDesign' }],
      },
    });
  });

  it('refuses blocked words, as whole words in any case', async () => {
    const blocked = {
      error: { code: 'Request_BadRequest', details: [{ target: 'displayName', code: 'ContainsBlockedWord' }] },
    };
    expect(await create(boss, 'The ceo Lunch Design', 'lunchDesign')).toMatchObject({ status: 400, body: blocked });
    expect((await create(boss, 'tessaly-official News Design', 'newsDesign')).body).toMatchObject(blocked);
    expect((await create(boss, 'Videoceonic Design', 'videoDesign')).status).toBe(201);
  });

  it('leaves out global administrators, apps, security groups and names that stay', async () => {
    expect((await create(world.as(admin), 'CEO', 'ceo')).status).toBe(201);
    expect((await create(world.app('Group.Create'), 'Payroll', 'payroll')).status).toBe(201);
    const emeka = world.as({ id: fixedId('user', 'emeka.obiora@tessaly.example') });
    expect(await create(emeka, 'Badges', 'badges')).toMatchObject(refusalLike(missing));
    const security = { displayName: 'SEC', mailNickname: 'sec', mailEnabled: false, securityEnabled: true };
    expect((await boss.send('POST', '/groups', security)).status).toBe(201);
    const change = { displayName: 'Design Guild', description: 'Other' };
    expect((await boss.send('PATCH', `/groups/${groups.designGuild}`, change)).status).toBe(204);
    const rename = { displayName: 'Guild' };
    expect(await boss.send('PATCH', `/groups/${groups.designGuild}`, rename)).toMatchObject(refusalLike(missing));
    expect((await world.as(admin).send('PATCH', `/groups/${groups.designGuild}`, rename)).status).toBe(204);
  });
});

function refusalLike(message: string): object {
  return { status: 400, body: { error: { code: 'Request_BadRequest', message } } };
}

describe('validateProperties', () => {
  const forNew = (as: Caller, body: object): Promise<Reply> =>
    as.send('POST', '/directoryObjects/validateProperties', { entityType: 'Group', ...body });
  const forGroup = (as: Caller, body: object): Promise<Reply> =>
    as.send('POST', `/groups/${groups.designGuild}/validateProperties`, body);
  const unprocessable = (details: object[]): object => ({
    status: 422,
    body: {
      error: {
        code: 'Request_UnprocessableEntity',
        message: 'The values provided contain one or more validation errors.',
        details,
      },
    },
  });
  const detail = (target: string, suffix: string): object => ({
    target,
    code: 'MissingPrefixSuffix',
    message: `Property ${target} is missing a required prefix/suffix per your organization's Group naming requirements.`,
    prefix: '',
    suffix,
  });

  it('answers 204 for names that would do', async () => {
    for (const ask of [forNew, forGroup]) {
      const reply = await ask(boss, { displayName: 'Looms Design', mailNickname: 'loomsDesign' });
      expect(reply.status).toBe(204);
      expect(reply).not.toHaveProperty('body');
    }
  });

  it('tells missing prefixes and suffixes of both names together, then blocked words, then a taken nickname', async () => {
    const both = [detail('displayName', ' Design'), detail('mailNickname', 'Design')];
    for (const ask of [forNew, forGroup])
      expect(await ask(boss, { displayName: 'CEO', mailNickname: 'ceo' })).toMatchObject(unprocessable(both));
    expect(await forNew(boss, { displayName: 'CEO Design' })).toMatchObject(
      unprocessable([{ target: 'displayName', code: 'ContainsBlockedWord' }]),
    );
    world.tenant.updateGroup(groups.bookClub, { mailNickname: 'booksDesign' });
    expect(await forNew(boss, { mailNickname: 'BooksDesign' })).toMatchObject(
      unprocessable([{ target: 'mailNickname', code: 'PropertyConflict' }]),
    );
    expect((await forGroup(boss, { mailNickname: 'booksDesign' })).status).toBe(204);
  });

  it('fills the pattern by the person for whom an app asks', async () => {
    const app = world.app('Group.Read.All');
    const ask = { displayName: 'Looms', onBehalfOfUserId: employee.id };
    expect(await forNew(app, ask)).toMatchObject(unprocessable([detail('displayName', ' Design')]));
    expect((await forNew(app, { displayName: 'Looms' })).status).toBe(204);
    expect(
      await forNew(app, { displayName: 'x', onBehalfOfUserId: '00000000-0000-4000-8000-000000000000' }),
    ).toMatchObject(refusal(404, 'Request_ResourceNotFound'));
  });

  it('refuses other types, nothing to ask, unknown groups and lesser scopes', async () => {
    const bad = refusal(400, 'Request_BadRequest');
    expect(await forNew(boss, { entityType: 'User', displayName: 'x' })).toMatchObject(bad);
    expect(await forNew(boss, {})).toMatchObject(bad);
    expect(await forNew(boss, { displayName: 'x', onBehalfOfUserId: 'me' })).toMatchObject(bad);
    const none = '/groups/00000000-0000-4000-8000-000000000000/validateProperties';
    expect(await boss.send('POST', none, { displayName: 'x' })).toMatchObject(refusal(404, 'Request_ResourceNotFound'));
    for (const ask of [forNew, forGroup])
      expect(await ask(world.as(owner, 'Group.ReadBasic.All'), { displayName: 'x' })).toMatchObject(
        refusal(403, 'Authorization_RequestDenied'),
      );
  });
});
