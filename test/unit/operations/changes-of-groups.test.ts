import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { GroupRequest } from '../../../src/domain/requests.ts';
import { newStage, plainTerms } from '../../../src/domain/stages.ts';
import { cast, groups, tenantId } from '../../../src/sandbox/tenant/cast.ts';
import { actionsOn, wordsOn } from '../../support/builders.ts';
import { openOffice } from '../../support/office.ts';

const { employee, owner } = cast;
const id = groups.designGuild;
const plainly = (card: Parameters<typeof wordsOn>[0]): string => wordsOn(card).replace(/[\u2068\u2069]/gu, '');
const ref = ({ id: one, displayName }: { id: string; displayName: string }) => ({ id: one, displayName });

/** A request of the employee's for the owner to decide on, with the sandbox's Graph behind it. */
async function asked(about: Partial<GroupRequest>) {
  const office = openOffice();
  const createdAt = new Date(office.clock.now);
  const displayName = about.wish?.what === 'name' ? about.wish.from : 'Design Guild';
  if (about.wish?.what === 'name') await office.ask('group.rename', owner, { group: id, displayName });
  const request: GroupRequest = {
    id: randomUUID(),
    tenantId,
    kind: 'join',
    group: { id, displayName },
    requester: ref(employee),
    reason: '',
    stages: [newStage({ kind: 'owners' }, [ref(owner)], { begunAt: createdAt })],
    stage: 0,
    carriers: [],
    terms: plainTerms,
    revision: 0,
    status: 'pending',
    createdAt,
    lapsesAt: new Date(createdAt.getTime() + 86_400_000),
    ...about,
  };
  await office.store.requests.insert(request);
  const press = (name: string, raw: object = {}) =>
    office.ask(name, owner, { requestId: request.id, stage: '0', ...raw });
  const now = async () => (await office.store.requests.get(tenantId, request.id))!;
  return { ...office, press, now };
}

const toPublic = { what: 'visibility', from: 'private', to: 'public' } as const;
/** Names end so where the owner works. */
const toProject = { what: 'name', from: 'Guild Design', to: 'Project Design' } as const;

describe('taking back a change of a group', () => {
  const group = ({ tenant }: ReturnType<typeof openOffice>) => tenant.group(id);
  const kinds: [string, Partial<GroupRequest>, (office: ReturnType<typeof openOffice>) => unknown, unknown, unknown][] =
    [
      ['an owner', { kind: 'owner' }, ({ tenant }) => tenant.isLinked(id, 'owner', employee.id), true, false],
      [
        'a visibility',
        { kind: 'visibility', wish: toPublic },
        (office) => group(office)?.visibility,
        'Public',
        'Private',
      ],
      [
        'a name',
        { kind: 'rename', wish: toProject },
        (office) => group(office)?.displayName,
        'Project Design',
        'Guild Design',
      ],
      ['a deletion', { kind: 'delete' }, (office) => group(office)?.displayName, undefined, 'Design Guild'],
    ];
  it.each(kinds)('makes it as it was: %s', async (_, about, look, done, before) => {
    const office = await asked(about);
    const card = await office.press('request.approve-change');
    expect(actionsOn(card)).toMatchObject([{ title: 'Undo', verb: 'request.undo-change' }]);
    expect(look(office)).toBe(done);
    await office.press('request.undo-change');
    expect(look(office)).toBe(before);
    expect(await office.now()).toMatchObject({ status: 'undone', undone: { by: { id: owner.id } } });
    // Once more, by the same button on another device.
    expect(wordsOn(await office.press('request.undo-change'))).toContain('took it back');
  });

  it.each(kinds)(
    'finds that it is so already where it died before it could say so: %s',
    async (_, about, look, __, before) => {
      const office = await asked(about);
      await office.press('request.approve-change');
      const { store } = office;
      const kept = { atomically: store.atomically.bind(store) };
      let calls = 0;
      Object.assign(store, { atomically: () => Promise.reject(new Error(`killed ${++calls}`)) });
      await expect(office.press('request.undo-change')).rejects.toThrow('killed');
      expect(await office.now()).toMatchObject({ status: 'done' });
      Object.assign(store, kept);
      await office.press('request.undo-change');
      expect(look(office)).toBe(before);
      expect((await office.now()).status).toBe('undone');
    },
  );

  it('leaves alone what was changed to something else meanwhile', async () => {
    const office = await asked({ kind: 'rename', wish: toProject });
    await office.press('request.approve-change');
    await office.ask('group.rename', owner, { group: id, displayName: 'Third Design' });
    expect(plainly(await office.press('request.undo-change'))).toContain(
      'it is called Third Design now. Nothing was undone.',
    );
    expect(group(office)?.displayName).toBe('Third Design');
    expect((await office.now()).status).toBe('done');
    expect(office.store.events.at(-1)).toMatchObject({ outcome: 'refused', code: 'undo.changed-meanwhile' });
  });

  it('says so where the earlier name is not allowed any more', async () => {
    const office = await asked({ kind: 'rename', wish: toProject });
    await office.press('request.approve-change');
    const { requests } = office.store;
    const request = await office.now();
    const kept = { get: requests.get.bind(requests) };
    const other = { ...request, wish: { ...toProject, from: 'Payroll' } };
    Object.assign(requests, { get: () => Promise.resolve(other) });
    expect(wordsOn(await office.press('request.undo-change'))).toContain('does not allow the earlier name any more');
    Object.assign(requests, kept);
    expect((await office.now()).status).toBe('done');
  });

  it('is another button than that for a membership, and neither does the work of the other', async () => {
    const membership = await asked({});
    await membership.press('request.approve');
    await expect(membership.press('request.undo-change')).rejects.toMatchObject({ code: 'request.not-found' });
    await membership.press('request.undo');
    expect(membership.tenant.isLinked(id, 'member', employee.id)).toBe(false);
    const change = await asked({ kind: 'visibility', wish: toPublic });
    await change.press('request.approve-change');
    await expect(change.press('request.undo')).rejects.toMatchObject({ code: 'request.not-found' });
  });
});

describe('approving another name', () => {
  const send = (displayName: string) => ({ displayName, confirmed: 'yes' });

  it('opens with the name that was asked for', async () => {
    const { press } = await asked({ kind: 'rename', wish: toProject });
    const form = await press('request.amend-name');
    expect(form.isQuestion).toBe(true);
    expect(JSON.stringify(form.card)).toContain('"value":"Project Design"');
  });

  it('gives the group that name, and says what was asked for', async () => {
    const { press, tenant, now } = await asked({ kind: 'rename', wish: toProject });
    const words = plainly(await press('request.amend-name', send('Circle Design')));
    expect(words).toContain('asks to rename Guild Design to Project Design');
    expect(words).toContain('Approved with changes: called Circle Design instead of Project Design.');
    expect(tenant.group(id)?.displayName).toBe('Circle Design');
    expect(await now()).toMatchObject({ status: 'done', askedAs: { wish: { to: 'Project Design' } } });
  });

  it.each([
    ['', 'A group needs a name.'],
    ['Guild Design', 'is called this already'],
    ['Guild', 'wants this name to begin or end in its own way'],
    ['x'.repeat(257), 'up to 256'],
  ])('does not take “%s”', async (name, words) => {
    const { press, now } = await asked({ kind: 'rename', wish: toProject });
    expect(wordsOn(await press('request.amend-name', send(name)))).toContain(words);
    expect((await now()).status).toBe('pending');
  });
});

describe('the rights that it takes', () => {
  it('are those that the operations ask for', async () => {
    const { press, ask, tenant } = await asked({});
    await press('request.comment', { comment: 'Welcome.' });
    await press('request.amend-membership', { until: 'for two weeks', confirmed: 'yes' });
    expect(tenant.isLinked(id, 'member', employee.id)).toBe(true);
    await press('request.undo');
    expect(tenant.isLinked(id, 'member', employee.id)).toBe(false);
    const added = await ask('member.add', owner, { group: id, people: employee.id });
    const undo = (card: typeof added) => actionsOn(card).find(({ title }) => title === 'Undo')!;
    await ask('member.undo', owner, undo(added).data);
    expect(tenant.isLinked(id, 'member', employee.id)).toBe(false);
    const made = await ask('owner.add', owner, { group: id, person: employee.id });
    await ask('owner.undo', owner, undo(made).data);
    expect(tenant.isLinked(id, 'owner', employee.id)).toBe(false);
  });
});
