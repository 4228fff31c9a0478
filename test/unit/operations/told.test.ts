import { describe, expect, it } from 'vitest';
import { effects } from '../../../src/operations/effects.ts';
import { toldChanges } from '../../../src/operations/told/made.ts';
import { cast, groups } from '../../../src/sandbox/tenant/cast.ts';
import { actionsOn, wordsOn } from '../../support/builders.ts';
import { ofOwnStore, untoured } from '../../support/untoured.ts';
import { openOffice } from '../../support/office.ts';

const { employee, owner, secondOwner, admin } = cast;
const guild = groups.designGuild;

async function after(name: string, raw: Record<string, unknown>, who = owner) {
  const office = openOffice();
  const answer = await office.ask(name, who, { group: guild, ...raw });
  return { ...office, answer, entry: office.store.events.at(-1) };
}

describe('what a change is told as', () => {
  it('covers each change that a port can make, and nothing that only reads', () => {
    const named = (all: Record<string, object | undefined>, wanted: (value: unknown) => boolean) =>
      Object.entries(all).flatMap(([port, methods]) =>
        Object.entries(methods ?? {}).flatMap(([name, value]) => (wanted(value) ? [`${port}.${name}`] : [])),
      );
    const changing = named(effects, (effect) => effect === 'changes');
    expect(named(toldChanges, () => true).sort()).toEqual(changing.sort());
  });

  it.each<[string, Record<string, unknown>, unknown[]]>([
    [
      'group.rename',
      { displayName: 'Circle Design' },
      [{ field: 'name', kind: 'text', from: 'Design Guild', to: 'Circle Design' }],
    ],
    [
      'group.set-visibility',
      { visibility: 'public', confirmed: 'yes' },
      [{ field: 'visibility', kind: 'word', from: 'private', to: 'public' }],
    ],
    ['member.add', { people: cast.guest.id }, [{ field: 'member', kind: 'person', to: cast.guest.id }]],
    ['owner.add', { person: employee.id }, [{ field: 'owner', kind: 'person', to: employee.id }]],
    [
      'owner.remove',
      { person: secondOwner.id, confirmed: 'yes' },
      [{ field: 'owner', kind: 'person', from: secondOwner.id }],
    ],
    ['group.favorite', {}, [{ field: 'favourite', kind: 'word', from: 'no', to: 'yes' }]],
    [
      'group.delete',
      { confirmed: 'yes' },
      [
        { field: 'state', kind: 'word', from: 'there', to: 'deleted' },
        { field: 'name', kind: 'text', from: 'Design Guild' },
      ],
    ],
  ])('%s: before and after, with the id of Graph’s reply', async (name, raw, details) => {
    const { entry } = await after(name, raw);
    expect(entry).toMatchObject({ operation: name, outcome: 'done', details });
    expect(entry?.graphRequestIds).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/u)]);
  });

  it.each(Object.entries(untoured))('%s leaves an entry that says what it changed', async (name, walk) => {
    const { store } = await walk();
    const entry = store.events.at(-1);
    const isAsking = entry?.outcome === 'requested';
    expect(entry).toMatchObject({ operation: name, outcome: isAsking ? 'requested' : 'done' });
    if (!isAsking) expect(entry?.details).not.toBeUndefined();
    if (!isAsking && !ofOwnStore.has(name)) expect(entry?.graphRequestIds).not.toBeUndefined();
  });

  it('says how far an expiration moved, as it is read afterwards', async () => {
    const { entry } = await after('group.renew', {});
    const [moved] = entry?.details ?? [];
    expect(moved).toMatchObject({ field: 'expiration', kind: 'time' });
    expect(new Date(moved?.to ?? 0).getTime()).toBeGreaterThan(new Date(moved?.from ?? 0).getTime());
  });

  it('tells of each of several people what became of this one', async () => {
    const { store } = await after('member.add', { people: `${cast.guest.id};${employee.id};${admin.id}` });
    const told = store.events.map(({ subject, outcome, details }) => [
      subject?.id,
      outcome,
      details?.map(({ to }) => to),
    ]);
    for (const [id, outcome, members] of told) expect(members).toEqual(outcome === 'done' ? [id] : undefined);
    expect(told.filter(([, outcome]) => outcome === 'done')).not.toEqual([]);
  });

  it('keeps reads out, of the trail and of what changed', async () => {
    const office = openOffice();
    await office.ask('group.show', owner, { group: guild });
    expect([...office.store.events, ...office.store.begun]).toEqual([]);
  });

  it('says what was done before it failed', async () => {
    const office = openOffice();
    office.meanwhile.happens = () => Promise.reject(new TypeError('fetch failed'));
    await expect(office.ask('group.favorite', owner, { group: guild })).rejects.toThrow();
    expect(office.store.events.at(-1)).toMatchObject({ outcome: 'failed' });
    expect(office.store.events.at(-1)).not.toHaveProperty('details');
    expect(office.store.events.at(-1)).not.toHaveProperty('graphRequestIds');
  });

  it('rests what an approver did on the decision', async () => {
    const office = openOffice();
    await office.ask('group.join', employee, { group: groups.hiddenCouncil, confirmed: 'yes' }).catch(() => undefined);
    await office.ask('member.add', employee, { group: guild, people: cast.guest.id, confirmed: 'yes' });
    const request = office.store.events.at(-1)?.requestId;
    await office.ask('request.approve', owner, { requestId: request });
    expect(office.store.events.at(-1)).toMatchObject({
      actorId: owner.id,
      outcome: 'done',
      requestId: request,
      decision: { outcome: 'approved', byId: owner.id },
      details: [{ field: 'member', kind: 'person', to: cast.guest.id }],
      graphRequestIds: [expect.any(String)],
    });
    const list = await office.ask('audit.show', admin, { outcome: 'done' });
    expect(wordsOn(list)).toContain(`Approved by ${owner.displayName}`);
    expect(wordsOn(list)).toContain(`Member: ${cast.guest.displayName}`);
    const whole = actionsOn(list).find(({ title }) => title === 'Whole request');
    expect(whole?.data).toMatchObject({ request });
    const words = wordsOn(await office.ask('audit.show', admin, { request }));
    expect(words).toContain('Asked for');
    expect(words).toContain('Only what belongs to one request.');
  });
});
