import { describe, expect, it } from 'vitest';
import { cast, groups, type CastMember } from '../../../src/sandbox/tenant/cast.ts';
import { actionsOn, titlesOn, wordsOn } from '../../support/builders.ts';
import { openOffice } from '../../support/office.ts';

const { employee, owner, secondOwner, admin } = cast;
const group = groups.researchCircle;
const address = 'https://files.example/list.csv?key=1';

type Office = ReturnType<typeof openOffice>;

function people({ tenant }: Pick<Office, 'tenant'>, isIn: boolean, count: number) {
  return [...tenant.users()]
    .filter(({ id, userType }) => userType === 'Member' && tenant.isLinked(group, 'member', id) === isIn)
    .filter(({ id }) => !tenant.isLinked(group, 'owner', id))
    .slice(0, count);
}

const action = (card: Parameters<typeof actionsOn>[0], title: string) =>
  actionsOn(card).find((one) => one.title === title)!;

async function press(
  office: Office,
  who: Pick<CastMember, 'id' | 'displayName'>,
  card: Parameters<typeof actionsOn>[0],
  title: string,
) {
  const { verb, data } = action(card, title);
  return office.ask(verb, who, data);
}

describe('a list in a file', () => {
  it('is shown before anything is done, asks for the group, and makes owners where it says so', async () => {
    const office = openOffice();
    const { tenant, files, ask } = office;
    const [one, two] = people(office, false, 2);
    const text = `Name;UPN;Role\n;${one!.userPrincipalName};Owner\n;${two!.userPrincipalName};\n;x@nowhere.example;chair`;
    files.sent.set(address, Buffer.from(`\uFEFF${text}`, 'utf16le'));
    const shown = await ask('member.add-many', owner, { file: address, fileName: 'guild.csv' });
    expect(wordsOn(shown)).toMatch(
      /Add 3 people to which group\?[\s\S]*guild\.csv, read as UTF-16[\s\S]*1 person of them/u,
    );
    const { verb, data } = action(shown, 'Go on');
    const ready = await ask(verb, owner, { ...data, group });
    expect(tenant.isLinked(group, 'member', one!.id)).toBe(false);
    expect(action(ready, 'Add them').verb).toBe('member.list-run-owners');
    const done = await press(office, owner, ready, 'Add them');
    expect(wordsOn(done)).toMatch(/2 people were added[\s\S]*role is neither member nor owner \(1\)/u);
    expect(tenant.isLinked(group, 'owner', one!.id)).toBe(true);
    expect(tenant.isLinked(group, 'member', one!.id)).toBe(true);
    expect(tenant.isLinked(group, 'owner', two!.id)).toBe(false);
  });

  it('says that its letters were guessed', async () => {
    const { ask, files } = openOffice();
    files.sent.set(address, Buffer.from('Mail\nzo\xeb@x.example', 'latin1'));
    const shown = await ask('member.add-many', owner, { group, file: address });
    expect(wordsOn(shown)).toMatch(/read as Windows-1252[\s\S]*look wrong[\s\S]*zoë@x\.example/u);
  });

  it.each([
    ['nobody', Buffer.from('Name;Mail\n;;\n'), 'file.no-rows'],
    ['a workbook', Buffer.from('PK\u0003\u0004'), 'file.workbook'],
    ['no text', Buffer.from([1, 0, 2]), 'file.not-text'],
    ['too many', Buffer.from('a@x.example\n'.repeat(10_001)), 'file.too-many-rows'],
    ['prose', Buffer.from(`${'word '.repeat(100)}\nAda`), 'file.row-too-long'],
  ])('is refused when it holds %s', async (_, bytes, code) => {
    const { ask, files, store } = openOffice();
    files.sent.set(address, bytes);
    await expect(ask('member.add-many', owner, { group, file: address })).rejects.toMatchObject({
      kind: 'input',
      code,
    });
    expect(store.events).toEqual([]);
  });

  it('is refused when it is one of several, or gone', async () => {
    const { ask } = openOffice();
    const of = (file: string) => ask('member.add-many', owner, { group, file });
    await expect(of('several')).rejects.toMatchObject({ code: 'file.several' });
    await expect(of(address)).rejects.toMatchObject({ code: 'file.gone' });
  });
});

describe('member.remove-many', () => {
  it('asks first, says how many, takes out members and owners, and keeps the last owner', async () => {
    const office = openOffice();
    const { tenant, ask, store } = office;
    const [one, two] = people(office, true, 2);
    const [stranger] = people(office, false, 1);
    const owners = [...tenant.users()].filter(({ id }) => tenant.isLinked(group, 'owner', id));
    expect(owners.map(({ id }) => id)).toContain(owner.id);
    const list = [one!, two!, stranger!, ...owners].map(({ userPrincipalName }) => userPrincipalName).join('\n');
    const asked = await ask('member.remove-many', owner, { group, people: list, confirmed: 'yes' });
    expect(wordsOn(asked)).toContain(`Take ${String(3 + owners.length)} people out of Research Circle?`);
    expect(tenant.isLinked(group, 'member', one!.id)).toBe(true);

    const done = await press(office, owner, asked, 'Take them out');
    expect(wordsOn(done)).toContain(`${String(1 + owners.length)} people were taken out of Research Circle`);
    expect(wordsOn(done)).toMatch(/Not in it \(1\)[\s\S]*You yourself/u);
    expect(tenant.isLinked(group, 'member', one!.id)).toBe(false);
    const left = [...tenant.users()].filter(({ id }) => tenant.isLinked(group, 'owner', id));
    expect(left.map(({ id }) => id)).toEqual([owner.id]);
    expect(store.events.filter(({ outcome }) => outcome === 'done')).toHaveLength(1 + owners.length);
  });

  it('keeps the last owner, who is told apart', async () => {
    const office = openOffice();
    const { tenant, ask } = office;
    const owners = [...tenant.users()].filter(({ id }) => tenant.isLinked(group, 'owner', id));
    const list = owners.map(({ userPrincipalName }) => userPrincipalName).join('\n');
    // An administrator owns nothing here, and Graph lets them.
    const asked = await ask('member.remove-many', admin, { group, people: list, confirmed: 'yes' });
    const done = await press(office, admin, asked, 'Take them out');
    expect(wordsOn(done)).toMatch(/last owner, and a group needs one \(1\)/u);
    expect([...tenant.users()].filter(({ id }) => tenant.isLinked(group, 'owner', id))).toHaveLength(1);
  });
});

describe('a list that came to a halt', () => {
  it('is gone on with after a kill, and what was under way counts as ours', async () => {
    const office = openOffice();
    const { tenant, ask, store } = office;
    const newcomers = people(office, false, 25);
    const text = newcomers.map(({ userPrincipalName }) => userPrincipalName).join('\n');
    // The process dies between Graph's answer and the note of it: what was sent is known to have been sent.
    const alive = store.atomically.bind(store);
    store.atomically = () => Promise.reject(new Error('killed'));
    await expect(ask('member.add-many', owner, { group, people: text, confirmed: 'yes' })).rejects.toThrow('killed');
    store.atomically = alive;
    expect(newcomers.filter(({ id }) => tenant.isLinked(group, 'member', id))).toHaveLength(20);
    const id = store.queued.map(({ payload }) => payload['listId']).find((one) => one !== undefined) as string;

    const rows = await ask('member.list-rows', owner, { list: id });
    expect(wordsOn(rows)).toContain('0 of 25 rows are done');
    const done = await ask('member.list-run', owner, { list: id });
    expect(wordsOn(done)).toContain('25 people were added to Research Circle');
    expect(store.events.filter(({ outcome }) => outcome === 'done')).toHaveLength(25);
  });

  it('is worked off by one of two presses', async () => {
    const office = openOffice();
    const text = people(office, false, 30)
      .map(({ userPrincipalName }) => userPrincipalName)
      .join('\n');
    office.files.sent.set(address, Buffer.from(text));
    const shown = await office.ask('member.add-many', owner, { group, file: address });
    const both = await Promise.all([press(office, owner, shown, 'Add them'), press(office, owner, shown, 'Add them')]);
    const said = both.map(wordsOn).toSorted();
    expect(said[0]).toContain('30 people were added');
    expect(said[1]).toContain('of 30 so far');
    expect(office.calls.filter(({ method }) => method === 'PATCH')).toHaveLength(2);
  });

  it('waits for a service that does not answer, and says what is left when it stays away', async () => {
    const office = openOffice();
    const { ask, progress, faults } = office;
    const text = people(office, false, 30)
      .map(({ userPrincipalName }) => userPrincipalName)
      .join('\n');
    let pauses = 0;
    progress.onPause(() => {
      if (++pauses === 2) faults.graphUnavailable = 1_000;
    });
    const stopped = await ask('member.add-many', owner, { group, people: text, confirmed: 'yes' });
    expect(wordsOn(stopped)).toMatch(
      /20 people were added[\s\S]*10 of them are not done yet:\*\* Microsoft 365 did not answer/u,
    );
    faults.graphUnavailable = 0;
    progress.goOn();
    expect(wordsOn(await press(office, owner, stopped, 'Go on'))).toContain('30 people were added');
  });
});

describe('the report', () => {
  it('shows every row by pages, who may be meant, and the failed ones as text', async () => {
    const office = openOffice();
    const { ask } = office;
    const [one] = people(office, false, 1);
    const lost = Array.from({ length: 14 }, (_, index) => `lost.${String(index)}@x.example`);
    const text = [one!.userPrincipalName, one!.userPrincipalName, owner.displayName.slice(0, -1), ...lost].join('\n');
    const done = await ask('member.add-many', owner, { group, people: text, confirmed: 'yes' });
    const first = await press(office, owner, done, 'All rows');
    expect(wordsOn(first)).toMatch(/Row 1 · Added[\s\S]*The same as row 1[\s\S]*Nearest: /u);
    const second = await press(office, owner, first, 'More');
    expect(wordsOn(second)).toContain('lost.13@x.example');
    expect(titlesOn(second)).not.toContain('More');
    const choose = await press(office, owner, first, 'Choose');
    expect(titlesOn(choose)).toContain('This one');
    const mend = await press(office, owner, second, 'As text');
    expect(wordsOn(mend)).toContain(`${owner.displayName.slice(0, -1)}\n${lost.join('\n')}`);
  });

  it('is for whoever it concerns', async () => {
    const office = openOffice();
    office.files.sent.set(address, Buffer.from('lost@x.example'));
    const shown = await office.ask('member.add-many', employee, { group, file: address });
    const { list } = action(shown, 'Add them').data as { list: string };
    for (const verb of [
      'member.list-rows',
      'member.list-mend',
      'member.list-run',
      'member.list-asked',
      'member.list-decline',
    ])
      await expect(office.ask(verb, owner, { list }), verb).rejects.toMatchObject({ code: 'list.not-found' });
    await expect(office.ask('member.list-ask', owner, { list })).rejects.toMatchObject({ code: 'list.not-found' });
    await expect(office.ask('member.add-many', owner, { list, group })).rejects.toMatchObject({
      code: 'list.not-found',
    });
  });
});

describe('a list of somebody who does not own the group', () => {
  async function offered(office: Office) {
    const newcomers = people(office, false, 3);
    const text = newcomers.map(({ userPrincipalName }) => userPrincipalName).join('\n');
    const offer = await office.ask('member.add-many', employee, { group, people: text, confirmed: 'yes' });
    const sent = await press(office, employee, offer, 'Send the list to the owners');
    expect(wordsOn(sent)).toContain('Your list is with the owners of Research Circle');
    const { list } = action(offer, 'Send the list to the owners').data as { list: string };
    return { newcomers, list, offer };
  }

  it('goes to each owner as one card, and the first to press decides with their own right', async () => {
    const office = openOffice();
    const { tenant, ask, store } = office;
    const { newcomers, list, offer } = await offered(office);
    expect(newcomers.some(({ id }) => tenant.isLinked(group, 'member', id))).toBe(false);
    expect(
      store.queued
        .filter(({ kind }) => kind === 'ask-list')
        .map(({ payload }) => payload['recipientId'])
        .toSorted(),
    ).toEqual([...tenant.users()].flatMap(({ id }) => (tenant.isLinked(group, 'owner', id) ? id : [])).toSorted());
    expect(wordsOn(await press(office, employee, offer, 'Send the list to the owners'))).toContain('sent it before');

    const card = await ask('member.list-asked', owner, { list });
    expect(wordsOn(card)).toMatch(/asks you to add 3 people to Research Circle[\s\S]*Waits for an owner/u);
    expect(wordsOn(await press(office, owner, card, 'Add them'))).toContain('3 people were added');
    for (const { id } of newcomers) expect(tenant.isLinked(group, 'member', id)).toBe(true);
    expect(wordsOn(await ask('member.list-asked', owner, { list }))).toContain('has said yes; it is done');
    await expect(ask('member.list-decline', owner, { list })).rejects.toMatchObject({ code: 'list.settled' });
    expect(store.queued.map(({ key }) => key)).toContain(`list:${list}:tell:done`);
  });

  it('is declined by one press, and cannot be worked off then', async () => {
    const office = openOffice();
    const { ask, store, tenant } = office;
    const { newcomers, list } = await offered(office);
    await expect(ask('member.list-decline', employee, { list })).rejects.toMatchObject({ code: 'group.not-owner' });
    expect(wordsOn(await ask('member.list-decline', owner, { list }))).toContain('has said no');
    await expect(ask('member.list-run', owner, { list })).rejects.toMatchObject({ code: 'list.settled' });
    expect(newcomers.some(({ id }) => tenant.isLinked(group, 'member', id))).toBe(false);
    expect(store.queued.map(({ key }) => key)).toContain(`list:${list}:tell:declined`);
    await expect(ask('member.list-run', secondOwner, { list })).rejects.toMatchObject({
      code: expect.stringMatching(/list\./u) as string,
    });
  });
});
