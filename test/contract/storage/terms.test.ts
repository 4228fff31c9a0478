import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { MembershipTerm } from '../../../src/domain/terms.ts';
import { describeStore } from '../../support/stores.ts';

const guild = { id: randomUUID(), displayName: 'Design Guild' };
const ada = { id: randomUUID(), displayName: 'Ada Lovelace' };
const grace = { id: randomUUID(), displayName: 'Grace Hopper' };
const day = (number: number) => new Date(Date.UTC(2026, 0, number));

function term(change: Partial<MembershipTerm> = {}): MembershipTerm {
  const id = randomUUID();
  return {
    id,
    tenantId: 'contoso',
    group: guild,
    person: grace,
    setBy: ada,
    endsAt: day(10),
    state: 'running',
    ...change,
  };
}

describeStore('memberships for a time', (engine) => {
  it('come back as they were set; of each person in a group one runs, with the last end that was set', async () => {
    const { store } = await (await engine.place()).open();
    const first = term();
    expect(await store.terms.set(first)).toStrictEqual(first);
    expect(await store.terms.askMore(first, day(9))).toBe(true);
    expect(await store.terms.askMore(first, day(9))).toBe(false);
    const again = await store.terms.set(term({ endsAt: day(20), setBy: grace }));
    expect(again).toStrictEqual({ ...first, endsAt: day(20), setBy: grace });
    expect(await store.terms.get('contoso', first.id)).toStrictEqual(again);
    expect(await store.terms.running('contoso', guild.id, grace.id)).toStrictEqual(again);
    expect(await store.terms.get('fabrikam', first.id)).toBeUndefined();
    expect(await store.terms.running('fabrikam', guild.id, grace.id)).toBeUndefined();
  });

  it('are moved from the end that was seen only, and closed once; another may run then', async () => {
    const { store } = await (await engine.place()).open();
    const one = await store.terms.set(term());
    expect(await store.terms.move({ ...one, endsAt: day(11) }, day(30), ada)).toBe(false);
    expect(await store.terms.move(one, day(30), ada)).toBe(true);
    expect(await store.terms.move(one, day(40), ada)).toBe(false);
    expect((await store.terms.get('contoso', one.id))?.endsAt).toEqual(day(30));
    expect(await store.terms.close({ ...one, tenantId: 'fabrikam' }, 'kept', ada)).toBe(false);
    expect(await store.terms.close(one, 'ended', ada)).toBe(true);
    expect(await store.terms.close(one, 'kept', grace)).toBe(false);
    expect(await store.terms.get('contoso', one.id)).toMatchObject({ state: 'ended', closedBy: ada });
    const next = await store.terms.set(term());
    expect(next.id).not.toBe(one.id);
  });

  it('are listed by their end, of groups and of a person, page by page', async () => {
    const { store } = await (await engine.place()).open();
    const other = { id: randomUUID(), displayName: 'Other' };
    const mine = await store.terms.set(term({ group: other, person: ada, endsAt: day(3) }));
    const two = await store.terms.set(term({ endsAt: day(5) }));
    const three = await store.terms.set(term({ person: other, endsAt: day(5) }));
    await store.terms.set(term({ group: other, endsAt: day(1) }));
    await store.terms.close(await store.terms.set(term({ person: ada, endsAt: day(2) })), 'kept');
    const about = { groupIds: [guild.id], personId: ada.id };
    const all = await store.terms.list('contoso', about, { limit: 9 });
    expect(all.map(({ id }) => id)).toEqual([mine.id, ...[two.id, three.id].sort()]);
    const [, second] = all;
    expect(await store.terms.list('contoso', about, { limit: 9, after: second! })).toEqual(all.slice(2));
    expect(await store.terms.list('contoso', {}, { limit: 9 })).toHaveLength(4);
    expect(await store.terms.list('contoso', { groupIds: [] }, { limit: 9 })).toEqual([]);
    expect(await store.terms.list('fabrikam', {}, { limit: 9 })).toEqual([]);
  });

  it('have one message for each recipient and occasion', async () => {
    const { store } = await (await engine.place()).open();
    const { id: termId } = await store.terms.set(term());
    const copy = {
      tenantId: 'contoso',
      termId,
      recipientId: ada.id,
      occasion: 'day@1',
      conversationId: 'a',
      activityId: '1',
    };
    expect(await store.terms.addCopy(copy)).toBe(true);
    expect(await store.terms.addCopy({ ...copy, activityId: '2' })).toBe(false);
    expect(await store.terms.addCopy({ ...copy, occasion: 'end@1', activityId: '3' })).toBe(true);
    expect((await store.terms.copies('contoso', termId)).map(({ activityId }) => activityId)).toEqual(['1', '3']);
  });
});
