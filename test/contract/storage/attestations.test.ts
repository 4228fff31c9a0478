import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Attestation, AttestationAnswer } from '../../../src/domain/attestation.ts';
import type { AttestationKey, PresentMember } from '../../../src/ports/attestations.ts';
import { describeStore } from '../../support/stores.ts';

const guild = { id: randomUUID(), displayName: 'Design Guild' };
const [ada, grace] = [randomUUID(), randomUUID()];
const day = (number: number) => new Date(Date.UTC(2026, 0, number));

function round(change: Partial<Attestation> = {}): Attestation {
  return {
    id: randomUUID(),
    tenantId: 'contoso',
    group: guild,
    round: 1,
    state: 'open',
    terms: {
      asks: ['needed', 'members'],
      marksGuests: true,
      everyDays: 365,
      escalation: { afterDays: 3, to: { kind: 'admins' } },
    },
    startedAt: day(1),
    lapsesAt: day(30),
    visibility: 'private',
    answers: {},
    revision: 0,
    ...change,
  };
}

const yes: AttestationAnswer = { said: 'yes', by: { id: ada, displayName: 'Ada' }, at: day(2) };

function member(displayName: string, change: Partial<PresentMember> = {}): PresentMember {
  return {
    id: randomUUID(),
    displayName,
    type: 'person',
    isGuest: false,
    isDisabled: false,
    comesFirst: false,
    ...change,
  };
}

describeStore('groups to confirm', (engine) => {
  it('are opened once at a time, and come back as they were', async () => {
    const { store } = await (await engine.place()).open();
    const first = round();
    const both = await Promise.all([
      store.attestations.open(first, [ada, grace]),
      store.attestations.open(round(), [ada]),
    ]);
    expect(both.filter(Boolean)).toHaveLength(1);
    const open = await store.attestations.openOf('contoso', guild.id);
    expect(open).toStrictEqual({ ...first, id: open?.id });
    expect(await store.attestations.open(round({ round: 2 }), [ada])).toBe(false);
    expect(await store.attestations.open(round({ tenantId: 'fabrikam' }), [ada])).toBe(true);
    expect(await store.attestations.get('fabrikam', open?.id ?? '')).toBeUndefined();
    expect(await store.attestations.get('contoso', open?.id ?? '')).toStrictEqual(open);
  });

  it('change only from how they were read', async () => {
    const { store } = await (await engine.place()).open();
    const one = round();
    await store.attestations.open(one, [ada]);
    const after: Attestation = {
      ...one,
      state: 'finished',
      endedAt: day(3),
      escalatedAt: day(2),
      answers: { needed: yes },
      members: { left: 1, kept: 2, removed: 3 },
    };
    expect(await store.attestations.change(one, after)).toBe(true);
    expect(await store.attestations.change(one, { ...one, state: 'lapsed' })).toBe(false);
    expect(await store.attestations.get('contoso', one.id)).toStrictEqual({ ...after, revision: 1 });
    expect(await store.attestations.change({ ...after, tenantId: 'fabrikam', revision: 1 }, after)).toBe(false);
  });

  it('are counted by rounds: what was finished or lapsed last, not what was settled', async () => {
    const { store } = await (await engine.place()).open();
    const other = { id: randomUUID(), displayName: 'Other' };
    const first = round();
    await store.attestations.open(first, [ada]);
    await store.attestations.change(first, { ...first, state: 'finished', endedAt: day(3) });
    const second = round({ round: 2 });
    expect(await store.attestations.open({ ...second, round: 1 }, [ada])).toBe(false);
    expect(await store.attestations.open(second, [ada])).toBe(true);
    await store.attestations.change(second, { ...second, state: 'settled', endedAt: day(9) });
    await store.attestations.open(round({ group: other }), [ada]);
    const rounds = await store.attestations.lastRounds('contoso', [guild.id, other.id, randomUUID()]);
    expect(rounds).toHaveLength(2);
    expect(rounds).toContainEqual({ groupId: guild.id, round: 2, isOpen: false, endedAt: day(3) });
    expect(rounds).toContainEqual({ groupId: other.id, round: 1, isOpen: true });
    expect(await store.attestations.lastRounds('contoso', [])).toEqual([]);
  });

  it('are listed by when they lapse, of a person or of all, the last round of each group', async () => {
    const { store } = await (await engine.place()).open();
    const group = (name: string) => ({ id: randomUUID(), displayName: name });
    const old = round();
    await store.attestations.open(old, [ada]);
    await store.attestations.change(old, { ...old, state: 'lapsed', endedAt: day(3) });
    const late = round({ round: 2, lapsesAt: day(20) });
    const soon = round({ group: group('A'), lapsesAt: day(10) });
    const others = round({ group: group('B'), lapsesAt: day(15) });
    await store.attestations.open(late, [ada, grace]);
    await store.attestations.open(soon, [ada]);
    await store.attestations.open(others, [grace]);
    const ids = async (about: Parameters<typeof store.attestations.list>[1], page = { limit: 9 }) =>
      (await store.attestations.list('contoso', about, page)).map(({ id }) => id);
    expect(await ids({ personId: ada, states: ['open'] })).toEqual([soon.id, late.id]);
    expect(await ids({ states: ['open', 'lapsed'] })).toEqual([soon.id, others.id, late.id]);
    expect(await ids({ states: ['lapsed'] })).toEqual([]);
    expect(await ids({ states: ['open'] }, { limit: 9, after: soon } as { limit: number })).toEqual([
      others.id,
      late.id,
    ]);
    expect(await store.attestations.list('fabrikam', { states: ['open'] }, { limit: 9 })).toEqual([]);
    await store.attestations.addAsked(soon, [grace, ada], 'standIn');
    const asked = await store.attestations.asked(soon);
    expect(new Set(asked.map(({ personId, role }) => `${personId} ${role}`))).toEqual(
      new Set([`${ada} owner`, `${grace} standIn`]),
    );
  });

  it('have few new questions for a person on one day, also when they are planned at once', async () => {
    const { store } = await (await engine.place()).open();
    const about = Array.from({ length: 7 }, () => round({ group: { id: randomUUID(), displayName: 'A' } }));
    const booked = await Promise.all(about.map((one) => store.attestations.book(one, ada, 100, 5)));
    expect(booked.toSorted((a, b) => a - b)).toEqual([100, 100, 100, 100, 100, 101, 101]);
    expect(await store.attestations.book(about[0]!, ada, 200, 5)).toBe(booked[0]);
    expect(await store.attestations.bookedOn('contoso', [ada, grace], 100)).toEqual(new Map([[ada, 5]]));
    expect(await store.attestations.bookedOn('contoso', [ada], 101)).toEqual(new Map([[ada, 2]]));
    expect(await store.attestations.book({ tenantId: 'fabrikam', id: randomUUID() }, ada, 100, 5)).toBe(100);
  });

  it('follow a rule since the day on which it was followed first', async () => {
    const { store } = await (await engine.place()).open();
    expect(await store.attestations.ruleBegan('contoso', 'Every year', day(1))).toEqual(day(1));
    expect(await store.attestations.ruleBegan('contoso', 'Every year', day(5))).toEqual(day(1));
    expect(await store.attestations.ruleBegan('contoso', 'Projects', day(5))).toEqual(day(5));
    expect(await store.attestations.ruleBegan('fabrikam', 'Every year', day(7))).toEqual(day(7));
  });

  it('have one message for each recipient and occasion', async () => {
    const { store } = await (await engine.place()).open();
    const about = round();
    const copy = {
      tenantId: 'contoso',
      attestationId: about.id,
      recipientId: ada,
      occasion: 'asked',
      conversationId: 'a',
      activityId: '1',
    };
    expect(await store.attestations.addCopy(copy)).toBe(true);
    expect(await store.attestations.addCopy({ ...copy, activityId: '2' })).toBe(false);
    expect(await store.attestations.addCopy({ ...copy, occasion: 'reminded', activityId: '3' })).toBe(true);
    expect((await store.attestations.copies(about)).map(({ activityId }) => activityId)).toEqual(['1', '3']);
  });

  it('know who is in the group: unusual people first, found by name, each decided on once', async () => {
    const { store } = await (await engine.place()).open();
    const about: AttestationKey = round();
    const zoe = member('Zoë 100%');
    const gus = member('Gus', { isGuest: true, comesFirst: true });
    const alan = member('Alan', { isDisabled: true });
    await store.attestations.putMembers(about, [zoe, alan, gus]);
    await store.attestations.putMembers({ ...about, tenantId: 'fabrikam' }, [zoe]);
    const names = async (page: { after?: string; search?: string } = {}) =>
      (await store.attestations.membersLeft(about, { limit: 9, ...page })).map(({ displayName }) => displayName);
    expect(await names()).toEqual(['Gus', 'Alan', 'Zoë 100%']);
    expect(await names({ search: 'ZOE 100%' })).toEqual(['Zoë 100%']);
    expect(await names({ search: '_' })).toEqual([]);
    const [first] = await store.attestations.membersLeft(about, { limit: 1 });
    expect(first).toMatchObject({ id: gus.id, isGuest: true, isDisabled: false, state: 'undecided' });
    expect(await names({ after: first!.position })).toEqual(['Alan', 'Zoë 100%']);

    const claim = () => store.attestations.decide(about, [gus.id, alan.id], ['undecided'], { state: 'removing' });
    expect((await Promise.all([claim(), claim()])).flat().toSorted()).toEqual([gus.id, alan.id].toSorted());
    await store.attestations.decide(about, [alan.id], ['removing'], { state: 'failed', code: 'member.denied' });
    expect(await store.attestations.progress(about)).toEqual({ left: 3, kept: 0, removed: 0 });
    // Gus is out, whoever took him out died over it; Ada is new.
    await store.attestations.putMembers(about, [zoe, alan, member('Ada')]);
    expect(await names()).toEqual(['Ada', 'Alan', 'Zoë 100%']);
    expect(await store.attestations.progress(about)).toEqual({ left: 3, kept: 0, removed: 1 });
    await store.attestations.putMembers(about, [zoe, alan, gus]);
    expect(await store.attestations.progress(about)).toEqual({ left: 3, kept: 0, removed: 0 });
    await store.attestations.keepAll(about);
    expect(await names()).toEqual([]);
    expect(await store.attestations.progress(about)).toEqual({ left: 0, kept: 3, removed: 0 });
    await store.attestations.forgetMembers(about);
    expect(await store.attestations.progress(about)).toEqual({ left: 0, kept: 0, removed: 0 });
    expect(await store.attestations.progress({ ...about, tenantId: 'fabrikam' })).toEqual({
      left: 1,
      kept: 0,
      removed: 0,
    });
  });
});
