import { beforeEach, describe, expect, it } from 'vitest';
import { cast, fixedId, groups } from '../../../../src/sandbox/tenant/cast.ts';
import { driveIdOf, siteHost, siteIdOf } from '../../../../src/sandbox/tenant/sites.ts';
import { employee, guest, openWorld, origin, owner, refusal } from './harness.ts';
import type { Caller, World } from './harness.ts';

const scopes = 'Sites.Read.All Files.Read Notes.Create';
let world: World;
let mirela: Caller;
let wren: Caller;

beforeEach(() => {
  world = openWorld();
  mirela = world.as(owner, scopes);
  wren = world.as(employee, scopes);
});

const guild = `/groups/${groups.designGuild}`;
const names = (reply: Awaited<ReturnType<Caller['get']>>): unknown[] => reply.body.value.map((row) => row['name']);

describe('sites', () => {
  it('are found from the group, by id and by address', async () => {
    const id = siteIdOf(groups.designGuild);
    for (const path of [`${guild}/sites/root`, `/sites/${id}`, `/sites/${siteHost}:/sites/design-guild`]) {
      const found = await mirela.get(path);
      expect(found, path).toMatchObject({ status: 200, body: { id, displayName: 'Design Guild' } });
    }
    expect((await mirela.get('/sites/root')).body.id).toBe(siteIdOf(undefined));
  });

  it('have lists, the system ones when they are asked for, and sites below them', async () => {
    expect(names(await mirela.get(`${guild}/sites/root/lists`))).toEqual(['Shared Documents', 'SitePages', 'Swatches']);
    const all = await mirela.get(`/sites/${siteIdOf(groups.designGuild)}/lists?$select=name,system`);
    expect(names(all)).toContain('appdata');
    const [below] = (await mirela.get(`${guild}/sites/root/sites`)).body.value;
    expect(below).toMatchObject({ name: 'type-lab' });
    expect((await mirela.get(`/sites/${below?.id ?? ''}`)).body).toMatchObject({ name: 'type-lab' });
  });

  it.each([
    ['an unknown id', `/sites/${siteHost},a,b`, 404, 'itemNotFound'],
    ['an unknown address', `/sites/${siteHost}:/sites/nowhere`, 404, 'itemNotFound'],
    ['another host', '/sites/elsewhere.example:/sites/design-guild', 404, 'itemNotFound'],
    ['a group without a site', `/groups/${fixedId('group', 'ad-badges')}/sites/root`, 404, 'itemNotFound'],
  ])('refuse %s', async (_, path, status, code) => {
    expect(await mirela.get(path)).toMatchObject(refusal(status, code));
  });

  it('are closed to strangers, save those of public groups, which guests do not see either', async () => {
    expect(await wren.get(`${guild}/sites/root`)).toMatchObject(refusal(403, 'accessDenied'));
    expect(await wren.get(`/sites/${siteIdOf(groups.designGuild)}`)).toMatchObject(refusal(403, 'accessDenied'));
    const open = `/groups/${groups.launchRoom}/sites/root`;
    expect((await wren.get(open)).status).toBe(200);
    expect(await world.as(guest, scopes).get(open)).toMatchObject(refusal(403, 'accessDenied'));
    expect(await world.as(owner, 'Files.Read').get(open)).toMatchObject(refusal(403, 'Authorization_RequestDenied'));
  });
});

describe('files', () => {
  it('are reached by group, by drive and by site, folders first', async () => {
    const drive = driveIdOf(groups.designGuild);
    expect((await mirela.get(`${guild}/drive`)).body).toMatchObject({
      id: drive,
      driveType: 'documentLibrary',
      owner: { group: { id: groups.designGuild } },
    });
    const root = await mirela.get(`${guild}/drive/root/children`);
    expect(names(root)).toEqual(['Critique', 'Guild charter.docx', 'Swatch catalogue.xlsx']);
    const [folder] = root.body.value;
    expect(folder).toMatchObject({ folder: { childCount: 3 } });
    for (const start of [guild, `/drives/${drive}`, `/sites/${siteIdOf(groups.designGuild)}`]) {
      const items = start.startsWith('/drives') ? 'items' : 'drive/items';
      expect(names(await mirela.get(`${start}/${items}/${folder?.id ?? ''}/children`)), start).toContain('Templates');
    }
    expect((await mirela.get(`${guild}/drives`)).body.value).toHaveLength(1);
  });

  it('come in pages and in order', async () => {
    const sorted = await mirela.get(`${guild}/drive/root/children?$orderby=size desc&$top=2&$select=name`);
    const next = sorted.body['@odata.nextLink'] ?? '';
    const rest = await mirela.get(next.slice(`${origin}/v1.0`.length));
    expect([...names(sorted), ...names(rest)]).toEqual(['Critique', 'Swatch catalogue.xlsx', 'Guild charter.docx']);
    expect(rest.body['@odata.nextLink']).toBeUndefined();
  });

  it('are one’s own: nobody looks into another person’s', async () => {
    expect(names(await wren.get('/me/drive/root/children'))).toEqual(['Drafts', 'Notes.docx', 'Travel.xlsx']);
    for (const path of [`/users/${owner.id}/drive`, `/drives/${driveIdOf(owner.id)}`])
      expect(await wren.get(path)).toMatchObject(refusal(403, 'accessDenied'));
    expect((await world.app('Files.Read.All').get(`/users/${owner.id}/drive`)).status).toBe(200);
  });

  it.each([
    ['an unknown drive', '/drives/b!nothing', 404, 'itemNotFound'],
    ['an unknown item', `${guild}/drive/items/nothing/children`, 404, 'itemNotFound'],
    ['a filter', `${guild}/drive/root/children?$filter=name eq 'a'`, 400, 'BadRequest'],
    ['an order that there is none of', `${guild}/drive/root/children?$orderby=webUrl`, 400, 'BadRequest'],
    ['a page that there is none of', `${guild}/drive/root/children?$skiptoken=x`, 400, 'BadRequest'],
  ])('refuse %s', async (_, path, status, code) => {
    expect(await mirela.get(path)).toMatchObject(refusal(status, code));
  });
});

describe('notebooks', () => {
  const path = `${guild}/onenote/notebooks`;
  const displayNames = async (where: string, who = mirela): Promise<unknown[]> =>
    (await who.get(where)).body.value.map(({ displayName }) => displayName);

  it('are kept with the group and sorted by name', async () => {
    expect((await mirela.send('POST', path, { displayName: 'Archive' })).status).toBe(201);
    expect(await displayNames(path)).toEqual(['Archive', 'Critique notes']);
    expect(await displayNames(`/sites/${siteIdOf(groups.designGuild)}/onenote/notebooks`)).toEqual([
      'Archive',
      'Critique notes',
    ]);
    const expanded = await mirela.get(`${path}?$expand=sections&$orderby=displayName desc`);
    expect(expanded.body.value[0]).toMatchObject({ displayName: 'Critique notes', sections: [] });
  });

  it('are one’s own under /me', async () => {
    expect((await wren.send('POST', '/me/onenote/notebooks', { displayName: 'Mine' })).status).toBe(201);
    expect(await displayNames('/me/onenote/notebooks', wren)).toEqual(['Mine']);
    expect(await mirela.get(`/users/${cast.employee.id}/onenote/notebooks`)).toMatchObject(
      refusal(403, 'accessDenied'),
    );
  });

  it.each([
    ['a name twice', 'critique NOTES', 409, '20117'],
    ['a character that cannot be', 'a/b', 400, '20153'],
    ['a name that is too long', 'x'.repeat(129), 400, '20166'],
    ['no name', '', 400, 'Request_BadRequest'],
  ])('refuse %s', async (_, displayName, status, code) => {
    expect(await mirela.send('POST', path, { displayName })).toMatchObject(refusal(status, code));
  });

  it('are made by members: whoever may read a public group’s may not', async () => {
    const open = `/groups/${groups.launchRoom}/onenote/notebooks`;
    expect((await wren.get(open)).status).toBe(200);
    expect(await wren.send('POST', open, { displayName: 'Mine' })).toMatchObject(refusal(403, 'accessDenied'));
    const reader = world.as(owner, 'Notes.Read');
    expect(await reader.send('POST', path, { displayName: 'x' })).toMatchObject(
      refusal(403, 'Authorization_RequestDenied'),
    );
  });
});
