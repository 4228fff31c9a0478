import { beforeEach, describe, expect, it } from 'vitest';
import { groups } from '../../../../src/sandbox/tenant/cast.ts';
import { decodePng, encodePng } from '../../../../src/sandbox/tenant/png.ts';
import { admin, employee, guest, openWorld, owner, refusal, secondOwner } from './harness.ts';
import type { Caller, Reply, World } from './harness.ts';

const noPhoto = refusal(404, 'ErrorItemNotFound', "The photo wasn't found.");
const noImage = refusal(500, 'ErrorInternalServerError');
const scopes = 'User.ReadWrite Group.ReadWrite.All Group.Read.All User.Read.All ProfilePhoto.ReadWrite.All';
const guild = `/groups/${groups.designGuild}`;
const club = `/groups/${groups.bookClub}`;
const jpeg = Buffer.from(
  'ffd8ffe000104a46494600010100000100010000ffc0001108012c01900301110002110103110000000000000000000000000000ffd9',
  'hex',
);

let world: World;
let boss: Caller;

beforeEach(() => {
  world = openWorld();
  boss = world.as(owner, scopes);
});

/** The left half black, the right half white. */
function picture(width: number, height: number): Buffer {
  const bytes = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at++) bytes.fill(at % width < width / 2 ? 0 : 255, at * 3, at * 3 + 3);
  return encodePng({ width, height, channels: 3, bytes });
}

const put = (caller: Caller, path: string, bytes: Buffer, type = 'image/png', method = 'PUT'): Promise<Reply> =>
  caller.send(method, `${path}/photo/$value`, bytes, { 'content-type': type });
const bytesOf = (reply: Reply): Buffer => reply.body as unknown as Buffer;

describe('photos', () => {
  it('are there for a few, in the sizes that they have', async () => {
    const { status, body } = await boss.get(`${guild}/photo`);
    expect(status).toBe(200);
    expect(body).toEqual({
      '@odata.context': expect.stringMatching(/#groups\('[\da-f-]+'\)\/photo\/\$entity$/) as string,
      '@odata.id': expect.stringMatching(/\/groups\('[\da-f-]+'\)\/photo$/) as string,
      '@odata.mediaContentType': 'image/png',
      '@odata.mediaEtag': expect.stringMatching(/^".+"$/) as string,
      id: '240x240',
      width: 240,
      height: 240,
    });
    const sizes = await boss.get(`${guild}/photos`);
    expect(sizes.body.value.map((item) => item.id)).toEqual(['48x48', '64x64', '96x96', '120x120', '240x240']);
    expect((await boss.get(`/users/${secondOwner.id}/photo`)).body.id).toBe('240x240');
    for (const path of [
      `${club}/photo`,
      `${club}/photos`,
      '/me/photo/$value',
      `/users/${admin.id}/photos/48x48/$value`,
    ])
      expect(await boss.get(path)).toMatchObject(noPhoto);
  });

  it('come as bytes, smaller where that is asked for', async () => {
    const whole = await boss.get(`${guild}/photo/$value`);
    expect(whole.headers).toMatchObject({ 'Content-Type': 'image/png' });
    expect(decodePng(bytesOf(whole))).toMatchObject({ width: 240, height: 240 });
    expect(decodePng(bytesOf(await boss.get(`${guild}/photos/64x64/$value`)))).toMatchObject({ width: 64, height: 64 });
    expect((await boss.get(`${guild}/photos/648x648`)).body.id).toBe('240x240');
    expect(await boss.get(`${guild}/photos/50x50`)).toMatchObject(noPhoto);
  });

  it('are taken as bytes and given back, square', async () => {
    const sent = picture(300, 100);
    const reply = await put(boss, guild, sent);
    expect(reply).toMatchObject({ status: 200 });
    expect(reply.body).toBeUndefined();
    expect((await boss.get(`${guild}/photo`)).body.id).toBe('96x96');
    const shown = decodePng(bytesOf(await boss.get(`${guild}/photos/48x48/$value`)));
    expect([...(shown?.bytes.subarray(0, 3) ?? [])]).toEqual([0, 0, 0]);
    expect([...(shown?.bytes.subarray(47 * 3, 48 * 3) ?? [])]).toEqual([255, 255, 255]);
    expect((await put(boss, '/me', jpeg, 'image/jpeg', 'PATCH')).status).toBe(200);
    const portrait = await boss.get(`/users/${owner.principalName}/photo/$value`);
    expect(portrait.headers['Content-Type']).toBe('image/jpeg');
    expect(bytesOf(portrait).equals(jpeg)).toBe(true);
  });

  it('must be pictures, not too small, under 4 MB', async () => {
    expect(await put(boss, '/me', Buffer.from('not a picture at all, only words'))).toMatchObject(noImage);
    expect(await put(boss, '/me', picture(64, 64), 'text/plain')).toMatchObject(noImage);
    expect(await put(boss, '/me', Buffer.alloc(0))).toMatchObject(noImage);
    expect(await put(boss, '/me', picture(23, 64))).toMatchObject(refusal(400, 'ValidationWidthTooSmall'));
    expect(await put(boss, '/me', picture(64, 23))).toMatchObject(refusal(400, 'ValidationHeightTooSmall'));
    const large = Buffer.concat([picture(64, 64), Buffer.alloc(4 * 1024 * 1024)]);
    expect(await put(boss, '/me', large)).toMatchObject({ status: 413 });
    expect(await boss.get('/me/photo')).toMatchObject(noPhoto);
  });

  it('are given by owners, by oneself, and by administrators', async () => {
    const sent = picture(64, 64);
    expect(await put(world.as(employee, scopes), club, sent)).toMatchObject(refusal(403, 'ErrorAccessDenied'));
    expect(await put(world.as(owner, 'Group.Read.All'), guild, sent)).toMatchObject(refusal(403, 'ErrorAccessDenied'));
    expect((await put(world.as(admin, scopes), club, sent)).status).toBe(200);
    expect((await put(world.app('Group.ReadWrite.All'), guild, sent)).status).toBe(200);
    const other = `/users/${employee.id}`;
    expect(await put(boss, other, sent)).toMatchObject(refusal(403, 'Authorization_RequestDenied'));
    expect(await put(world.as(admin, 'User.ReadWrite'), other, sent)).toMatchObject(
      refusal(403, 'Authorization_RequestDenied'),
    );
    expect((await put(world.as(admin, scopes), other, sent)).status).toBe(200);
    expect(await put(world.app('ProfilePhoto.ReadWrite.All'), other, sent)).toMatchObject({ status: 403 });
    expect((await world.as(employee, 'User.Read').get('/me/photo')).body.id).toBe('64x64');
    expect(await world.as(employee, 'Mail.Read').get('/me/photo')).toMatchObject({ status: 403 });
    expect(await world.as(employee, 'Mail.Read').get(`${guild}/photo`)).toMatchObject({ status: 403 });
  });

  it('are nothing for who has no mailbox', async () => {
    expect(await put(world.as(guest, scopes), '/me', picture(64, 64))).toMatchObject(
      refusal(404, 'ErrorNonExistentMailbox'),
    );
    const security = (await boss.get("/groups?$filter=startswith(displayName,'SEC VPN')")).body.value[0]?.id ?? '';
    expect(await put(boss, `/groups/${security}`, picture(64, 64))).toMatchObject(refusal(404, 'ResourceNotFound'));
  });

  it('travel in a batch as base64, both ways', async () => {
    const sent = picture(64, 64).toString('base64');
    const requests = [
      { id: '1', method: 'PUT', url: '/me/photo/$value', body: sent, headers: { 'Content-Type': 'image/png' } },
      { id: '2', method: 'GET', url: '/me/photo/$value', dependsOn: ['1'] },
    ];
    const { body } = await boss.send('POST', '/$batch', { requests });
    expect(body.responses.map((response) => response.status)).toEqual([200, 200]);
    expect(body.responses[1]).toMatchObject({ headers: { 'Content-Type': 'image/png' }, body: sent });
  });

  it('that unpack to more than fits are kept as they are', () => {
    const [width, height] = [2100, 2000];
    const bomb = encodePng({ width, height, channels: 3, bytes: new Uint8Array(width * height * 3) });
    expect(bomb.length).toBeLessThan(50_000);
    expect(decodePng(bomb)).toBeUndefined();
    expect(decodePng(picture(64, 64).subarray(0, 60))).toBeUndefined();
  });
});
