import { beforeEach, describe, expect, it } from 'vitest';
import { groups } from '../../../../src/sandbox/tenant/cast.ts';
import { admin, employee, openWorld, owner, refusal } from './harness.ts';
import type { Caller, World } from './harness.ts';

const scopes = 'Group.ReadWrite.All Application.ReadWrite.All User.Read';
let world: World;
let mirela: Caller;

beforeEach(() => {
  world = openWorld();
  mirela = world.as(owner, scopes);
});

const guild = `/groups/${groups.designGuild}`;
const badge = { '@odata.type': 'microsoft.graph.openTypeExtension', extensionName: 'example.badge', level: 3 };

describe('open extensions', () => {
  it('are kept with a group under a name, changed value by value, and taken away', async () => {
    expect((await mirela.send('POST', `${guild}/extensions`, { ...badge, marks: ['a', 'b'] })).status).toBe(201);
    expect((await mirela.get(`${guild}/extensions`)).body.value).toMatchObject([{ id: 'example.badge', level: 3 }]);
    const one = `${guild}/extensions/Example.Badge`;
    expect((await mirela.send('PATCH', one, { ...badge, level: null, colour: 'red' })).body).toMatchObject({
      colour: 'red',
      marks: ['a', 'b'],
    });
    expect((await mirela.get(one)).body).not.toHaveProperty('level');
    expect((await mirela.send('DELETE', one)).status).toBe(204);
    expect(await mirela.get(one)).toMatchObject(refusal(404, 'Request_ResourceNotFound'));
  });

  it('belong to posts too, under a longer name', async () => {
    const [thread] = (await mirela.get(`${guild}/threads`)).body.value;
    const [post] = (await mirela.get(`${guild}/threads/${thread?.id ?? ''}/posts`)).body.value;
    const path = `${guild}/threads/${thread?.id ?? ''}/posts/${post?.id ?? ''}/extensions`;
    expect((await mirela.send('POST', path, badge)).body.id).toBe(
      'Microsoft.OutlookServices.OpenTypeExtension.example.badge',
    );
    expect((await mirela.get(`${path}/Microsoft.OutlookServices.OpenTypeExtension.example.badge`)).status).toBe(200);
    expect((await mirela.get(`${guild}/extensions`)).body.value).toEqual([]);
  });

  it.each([
    ['a name twice', badge],
    ['no type', { extensionName: 'example.other' }],
    ['no name', { '@odata.type': badge['@odata.type'] }],
    ['a value in layers', { ...badge, extensionName: 'example.other', inner: { deep: true } }],
  ])('refuse %s', async (_, body) => {
    await mirela.send('POST', `${guild}/extensions`, badge);
    expect(await mirela.send('POST', `${guild}/extensions`, body)).toMatchObject(refusal(400, 'Request_BadRequest'));
  });

  it('are written by owners, and to a person by itself or an administrator', async () => {
    const wren = world.as(employee, `${scopes} User.Read.All`);
    expect(await wren.send('POST', `${guild}/extensions`, badge)).toMatchObject(
      refusal(403, 'Authorization_RequestDenied'),
    );
    expect((await wren.send('POST', '/me/extensions', badge)).status).toBe(201);
    expect(await wren.send('POST', `/users/${owner.id}/extensions`, badge)).toMatchObject(
      refusal(403, 'Authorization_RequestDenied'),
    );
    expect((await world.as(admin, scopes).send('POST', `/users/${owner.id}/extensions`, badge)).status).toBe(201);
  });

  it('go with the group', async () => {
    await mirela.send('POST', `${guild}/extensions`, badge);
    world.tenant.deleteGroup(groups.designGuild);
    world.tenant.purgeGroup(groups.designGuild);
    expect(world.tenant.work.extensions.all()).toEqual([]);
  });
});

describe('schema extensions', () => {
  const courses = {
    id: 'example_courses',
    description: 'Courses',
    targetTypes: ['group'],
    properties: [
      { name: 'courseId', type: 'Integer' },
      { name: 'courseName', type: 'String' },
    ],
  };

  it('say what values of a group may look like, which can be filtered by', async () => {
    expect((await mirela.send('POST', '/schemaExtensions', courses)).body).toMatchObject({
      id: 'example_courses',
      targetTypes: ['Group'],
      status: 'InDevelopment',
    });
    const values = { courseId: 7, courseName: 'Letters' };
    expect((await mirela.send('PATCH', guild, { example_courses: values })).status).toBe(204);
    expect((await mirela.get(`${guild}?$select=id,example_courses`)).body).toMatchObject({ example_courses: values });
    const found = await mirela.get(`/groups?$filter=example_courses/courseName eq 'Letters'&$select=id`);
    expect(found.body.value).toEqual([{ id: groups.designGuild }]);

    await mirela.send('PATCH', guild, { example_courses: { courseName: null } });
    expect((await mirela.get(`${guild}?$select=example_courses`)).body).toMatchObject({
      example_courses: { courseId: 7 },
    });
    await mirela.send('PATCH', guild, { example_courses: null });
    expect((await mirela.get(`${guild}?$select=example_courses`)).body).toMatchObject({ example_courses: null });
  });

  it('come with a new group', async () => {
    await mirela.send('POST', '/schemaExtensions', courses);
    const body = {
      displayName: 'Class Design',
      mailNickname: 'classDesign',
      mailEnabled: true,
      securityEnabled: false,
    };
    const made = await mirela.send('POST', '/groups', {
      ...body,
      groupTypes: ['Unified'],
      example_courses: { courseId: 1 },
    });
    expect(made.status).toBe(201);
    const read = await mirela.get(`/groups/${made.body.id}?$select=example_courses`);
    expect(read.body).toMatchObject({ example_courses: { courseId: 1 } });
  });

  it('get a name of their own where none is given, and are found by it', async () => {
    const made = await mirela.send('POST', '/schemaExtensions', { ...courses, id: 'courses' });
    expect(made.body.id).toMatch(/^ext[\da-f]{8}_courses$/);
    const found = await mirela.get(`/schemaExtensions?$filter=id eq '${made.body.id}'`);
    expect(found.body.value).toHaveLength(1);
  });

  it.each([
    ['another app’s', { ...courses, owner: 'somebody-else' }, 403],
    ['a target that there is none of', { ...courses, targetTypes: ['Planet'] }, 400],
    ['a type that there is none of', { ...courses, properties: [{ name: 'a', type: 'Colour' }] }, 400],
    ['no properties', { ...courses, properties: [] }, 400],
  ])('refuse %s', async (_, body, status) => {
    expect((await mirela.send('POST', '/schemaExtensions', body)).status).toBe(status);
  });

  it('refuse values of another name or type, and a second of the same id', async () => {
    await mirela.send('POST', '/schemaExtensions', courses);
    for (const values of [{ weather: 'fine' }, { courseId: 'seven' }, 'none'])
      expect((await mirela.send('PATCH', guild, { example_courses: values })).status).toBe(400);
    expect(await mirela.send('POST', '/schemaExtensions', courses)).toMatchObject(refusal(400, 'Request_BadRequest'));
  });
});
