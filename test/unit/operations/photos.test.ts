import { describe, expect, it } from 'vitest';
import { cast, groups } from '../../../src/sandbox/tenant/cast.ts';
import { encodePng } from '../../../src/sandbox/tenant/png.ts';
import { actionsOn, titlesOn, wordsOn } from '../../support/builders.ts';
import { openOffice } from '../../support/office.ts';

const { employee, owner, secondOwner, admin, guest } = cast;
const address = 'https://channel.example/v3/attachments/1/views/original';
const png = (width: number, height = width): Buffer =>
  encodePng({ width, height, channels: 3, bytes: Buffer.alloc(width * height * 3, 200) });

/** Research Circle has no picture at first; Design Guild has one. */
function scene() {
  const office = openOffice();
  const send = (bytes: Uint8Array): string => {
    office.pictures.sent.set(address, bytes);
    return address;
  };
  const photoOf = (id: string) => office.tenant.mail.photos.get(id);
  const records = () => office.store.events.map(({ operation, outcome }) => `${operation} ${outcome}`);
  return { ...office, send, photoOf, records };
}

const imageOn = ({ card }: { card: Record<string, unknown> }): string =>
  /"url":"(data:[^"]+)"/.exec(JSON.stringify(card))?.[1] ?? '';

describe('group.set-photo', () => {
  it('gives a group what was pasted, and shows it', async () => {
    const { ask, send, photoOf, records } = scene();
    const picture = send(png(60));
    const done = await ask('group.set-photo', owner, { group: 'Research Circle', picture });
    expect(wordsOn(done)).toContain('Research Circle has a picture now');
    expect(photoOf(groups.researchCircle)).toMatchObject({ contentType: 'image/png', width: 60 });
    expect(records()).toEqual(['group.set-photo done']);
    const show = actionsOn(done).find(({ title }) => title === 'Show the picture')!;
    const shown = await ask(show.verb, owner, show.data);
    expect(imageOn(shown)).toMatch(/^data:image\/png;base64,iVBOR/);
    const again = await ask('group.set-photo', owner, { group: groups.researchCircle, picture });
    expect(wordsOn(again)).toContain('has a new picture');
    expect(wordsOn(again)).toContain('The one before is gone');
  });

  it.each<[string, Uint8Array, string]>([
    ['a text', Buffer.from('GIF is what I claim to be, and more than that'), 'picture.unfit'],
    [
      'a drawing that could run',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
      'picture.unfit',
    ],
    ['nothing', Buffer.alloc(0), 'picture.unfit'],
    ['too small a picture', png(40), 'picture.too-small'],
    ['too low a picture', png(60, 20), 'picture.too-small'],
    ['too large a picture', Buffer.concat([png(60), Buffer.alloc(4 * 1024 * 1024)]), 'picture.too-large'],
  ])('refuses %s', async (_, bytes, code) => {
    const { ask, send, photoOf } = scene();
    const asked = ask('group.set-photo', owner, { group: groups.researchCircle, picture: send(bytes) });
    await expect(asked).rejects.toMatchObject({ kind: 'input', code });
    expect(photoOf(groups.researchCircle)).toBeUndefined();
  });

  it('says what to do without a picture, and with one that was attached as a file', async () => {
    const { ask } = scene();
    const without = ask('group.set-photo', owner, { group: groups.researchCircle });
    await expect(without).rejects.toMatchObject({ code: 'picture.missing' });
    await expect(without).rejects.toHaveProperty('advice', expect.stringContaining('set photo of Research Circle'));
    const file = ask('group.set-photo', owner, { group: groups.researchCircle, picture: 'file' });
    await expect(file).rejects.toMatchObject({ code: 'picture.is-file' });
  });

  it('fetches nothing that is not from the chat', async () => {
    const { ask, photoOf } = scene();
    const forged = ask('group.set-photo', owner, { group: groups.researchCircle, picture: 'http://169.254.169.254/' });
    await expect(forged).rejects.toMatchObject({ code: 'picture.not-from-chat' });
    expect(photoOf(groups.researchCircle)).toBeUndefined();
  });

  it('is for owners and administrators', async () => {
    const { ask, send, photoOf, records } = scene();
    const raw = { group: groups.researchCircle, picture: send(png(60)) };
    const error = await ask('group.set-photo', employee, raw).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'group.not-owner' });
    expect((error as { advice: string }).advice).toContain('Mirela Vašková');
    expect(records()).toEqual(['group.set-photo refused']);
    await ask('group.set-photo', admin, raw);
    expect(photoOf(groups.researchCircle)).toBeDefined();
  });

  it('explains groups that can have none', async () => {
    const { ask, tenant, send } = scene();
    const security = [...tenant.groups()].find(({ groupTypes, mailEnabled }) => {
      return !groupTypes.includes('Unified') && !mailEnabled;
    })!;
    const asked = ask('group.set-photo', admin, { group: security.id, picture: send(png(60)) });
    await expect(asked).rejects.toMatchObject({ code: 'photo.no-mailbox' });
  });
});

describe('group.photo', () => {
  it('shows that of a group, small enough for a message', async () => {
    const { ask } = scene();
    const shown = await ask('group.photo', employee, { group: 'Design Guild' });
    expect(imageOn(shown)).toMatch(/^data:image\/png;base64,/);
    expect(Buffer.byteLength(JSON.stringify(shown.card))).toBeLessThan(28_000);
    expect(wordsOn(shown)).toMatch(/sizes up to \d+ by \d+/u);
  });

  it('shows that of a person where no group is called so, and lets one choose', async () => {
    const { ask, tenant } = scene();
    const pictured = tenant.user(secondOwner.id)!;
    const shown = await ask('group.photo', employee, { group: pictured.userPrincipalName });
    expect(wordsOn(shown)).toContain(pictured.displayName);
    expect(imageOn(shown)).toMatch(/^data:image/);
  });

  it('says that there is none, and where it is when it is too large to show', async () => {
    const { ask, tenant } = scene();
    expect(wordsOn(await ask('group.photo', employee, { group: groups.researchCircle }))).toContain('none yet');
    const gif = Buffer.concat([Buffer.from('GIF89a'), Buffer.alloc(40_000, 1)]);
    gif.writeUInt16LE(600, 6);
    gif.writeUInt16LE(600, 8);
    const photo = { contentType: 'image/gif' as const, width: 600, height: 600, base64: gif.toString('base64') };
    tenant.mail.photos.put({ id: groups.researchCircle, ...photo });
    const heavy = await ask('group.photo', employee, { group: groups.researchCircle });
    expect(wordsOn(heavy)).toContain('too large for a message');
    expect(imageOn(heavy)).toBe('');
  });

  it('knows nobody and nothing of some name', async () => {
    const asked = scene().ask('group.photo', employee, { group: 'Qwxyzzy' });
    await expect(asked).rejects.toMatchObject({ code: 'group.not-found' });
  });
});

describe('one’s own picture', () => {
  it('is given and shown', async () => {
    const { ask, send, photoOf, records } = scene();
    await ask('me.set-photo', employee, { picture: send(png(64)) });
    expect(photoOf(employee.id)).toMatchObject({ width: 64 });
    expect(records()).toEqual(['me.set-photo done']);
    const shown = await ask('me.photo', employee);
    expect(wordsOn(shown)).toContain('Your picture');
    expect(imageOn(shown)).toMatch(/^data:image\/png/);
    expect(titlesOn(shown)).toEqual([]);
  });

  it('is not for guests, who have no mailbox here', async () => {
    const { ask, send } = scene();
    const asked = ask('me.set-photo', guest, { picture: send(png(64)) });
    await expect(asked).rejects.toMatchObject({ code: 'photo.no-mailbox' });
  });
});
