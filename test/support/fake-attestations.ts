import type { AskedRole, Attestation, AttestedMember } from '../../src/domain/attestation.ts';
import type { AttestationCopy, AttestationKey, AttestationStore } from '../../src/ports/attestations.ts';
import { settled } from './settled.ts';

interface KeptMember extends AttestedMember {
  about: string;
  position: string;
}

const left = new Set(['undecided', 'removing', 'failed']);

/** Rounds in which groups are confirmed, in memory; the contract suite says what the real ones do. */
export function fakeAttestations(): AttestationStore {
  let rounds: Attestation[] = [];
  let members: KeptMember[] = [];
  const asked: { about: string; personId: string; role: AskedRole }[] = [];
  const copies: AttestationCopy[] = [];
  const days: { about: string; personId: string; day: number; tenantId: string }[] = [];
  const rules = new Map<string, Date>();
  const keyOf = ({ tenantId, id }: AttestationKey): string => `${tenantId} ${id}`;
  const folded = (name: string): string => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const isLast = (one: Attestation): boolean =>
    !rounds.some(
      (other) => other.tenantId === one.tenantId && other.group.id === one.group.id && other.round > one.round,
    );
  const place = ({ lapsesAt, id }: Pick<Attestation, 'lapsesAt' | 'id'>): string =>
    `${String(lapsesAt.getTime()).padStart(16, '0')} ${id}`;
  const booked = (tenantId: string, personId: string, day: number): number =>
    days.filter((one) => one.tenantId === tenantId && one.personId === personId && one.day === day).length;
  const store: AttestationStore = {
    ruleBegan: (tenantId, rule, at) =>
      settled(() => {
        const key = `${tenantId} ${rule}`;
        if (!rules.has(key)) rules.set(key, at);
        return rules.get(key) ?? at;
      }),
    lastRounds: (tenantId, groupIds) =>
      settled(() =>
        groupIds.flatMap((groupId) => {
          const own = rounds.filter((one) => one.tenantId === tenantId && one.group.id === groupId);
          const last = own.toSorted((a, b) => a.round - b.round).at(-1);
          if (!last) return [];
          const ended = own.filter(({ state }) => state === 'finished' || state === 'lapsed').at(-1)?.endedAt;
          return [{ groupId, round: last.round, isOpen: last.state === 'open', ...(ended && { endedAt: ended }) }];
        }),
      ),
    open: (attestation, ownerIds) =>
      settled(() => {
        const { tenantId, group, round } = attestation;
        const own = rounds.filter((one) => one.tenantId === tenantId && one.group.id === group.id);
        if (own.some((one) => one.round === round || (one.state === 'open' && attestation.state === 'open')))
          return false;
        rounds.push(structuredClone(attestation));
        for (const personId of ownerIds) asked.push({ about: keyOf(attestation), personId, role: 'owner' });
        return true;
      }),
    get: (tenantId, id) =>
      settled(() => structuredClone(rounds.find((one) => one.tenantId === tenantId && one.id === id))),
    openOf: (tenantId, groupId) =>
      settled(() =>
        structuredClone(
          rounds.find((one) => one.tenantId === tenantId && one.group.id === groupId && one.state === 'open'),
        ),
      ),
    change: (before, after) =>
      settled(() => {
        const now = rounds.find((one) => keyOf(one) === keyOf(before));
        if (now?.revision !== before.revision) return false;
        rounds = rounds.map((one) => (one === now ? { ...structuredClone(after), revision: now.revision + 1 } : one));
        return true;
      }),
    addAsked: (about, personIds, role) =>
      settled(() => {
        for (const personId of personIds)
          if (!asked.some((one) => one.about === keyOf(about) && one.personId === personId))
            asked.push({ about: keyOf(about), personId, role });
      }),
    asked: (about) =>
      settled(() =>
        asked
          .filter((one) => one.about === keyOf(about))
          .map(({ personId, role }) => ({ personId, role }))
          .sort((a, b) => (a.personId < b.personId ? -1 : 1)),
      ),
    list: (tenantId, { personId, states }, { limit, after }) =>
      settled(() =>
        rounds
          .filter((one) => one.tenantId === tenantId && states.includes(one.state) && isLast(one))
          .filter(
            (one) =>
              personId === undefined ||
              asked.some(({ about, personId: who }) => about === keyOf(one) && who === personId),
          )
          .filter((one) => !after || place(one) > place(after))
          .sort((a, b) => (place(a) < place(b) ? -1 : 1))
          .slice(0, limit)
          .map((one) => structuredClone(one)),
      ),
    bookedOn: (tenantId, personIds, day) =>
      settled(
        () => new Map(personIds.map((id) => [id, booked(tenantId, id, day)] as const).filter(([, count]) => count > 0)),
      ),
    book: (about, personId, from, most) =>
      settled(() => {
        const mine = days.find((one) => one.about === keyOf(about) && one.personId === personId);
        if (mine) return mine.day;
        let day = from;
        while (booked(about.tenantId, personId, day) >= most) day += 1;
        days.push({ about: keyOf(about), personId, day, tenantId: about.tenantId });
        return day;
      }),
    addCopy: (copy) =>
      settled(() => {
        const isKnown = copies.some(
          (one) =>
            one.attestationId === copy.attestationId &&
            one.recipientId === copy.recipientId &&
            one.occasion === copy.occasion,
        );
        if (!isKnown) copies.push(copy);
        return !isKnown;
      }),
    copies: ({ tenantId, id }) =>
      settled(() => copies.filter((copy) => copy.tenantId === tenantId && copy.attestationId === id)),
    putMembers: (about, present) =>
      settled(() => {
        const key = keyOf(about);
        const known = new Map(members.filter((one) => one.about === key).map((one) => [one.id, one]));
        const here = present.map(({ comesFirst, ...member }): KeptMember => {
          const state = known.get(member.id)?.state ?? 'undecided';
          const position = `${comesFirst ? '0' : '1'} ${folded(member.displayName)} ${member.id}`;
          return {
            ...known.get(member.id),
            ...member,
            state: state === 'removed' ? 'undecided' : state,
            about: key,
            position,
          };
        });
        const ids = new Set(here.map(({ id }) => id));
        const gone = [...known.values()].filter(({ id, state }) => !ids.has(id) && /^remov/u.test(state));
        members = [
          ...members.filter((one) => one.about !== key),
          ...here,
          ...gone.map((one) => ({ ...one, state: 'removed' as const })),
        ];
      }),
    membersLeft: (about, { limit, after = '', search = '' }) =>
      settled(() =>
        members
          .filter((one) => one.about === keyOf(about) && left.has(one.state) && one.position > after)
          .filter((one) => folded(one.displayName).includes(folded(search)))
          .sort((a, b) => (a.position < b.position ? -1 : 1))
          .slice(0, limit)
          .map((one): Omit<KeptMember, 'about'> => {
            const { about: whose, ...member } = one;
            return whose === '' ? one : member;
          }),
      ),
    decide: (about, memberIds, from, { state, code }) =>
      settled(() => {
        const chosen = members.filter(
          (one) => one.about === keyOf(about) && memberIds.includes(one.id) && from.includes(one.state),
        );
        for (const one of chosen) {
          delete one.code;
          Object.assign(one, { state, ...(code !== undefined && { code }) });
        }
        return chosen.map(({ id }) => id);
      }),
    keepAll: (about) =>
      settled(() => {
        for (const one of members) if (one.about === keyOf(about) && left.has(one.state)) one.state = 'kept';
      }),
    progress: (about) =>
      settled(() => {
        const own = members.filter((one) => one.about === keyOf(about));
        const count = (is: (state: string) => boolean): number => own.filter(({ state }) => is(state)).length;
        return {
          left: count((state) => left.has(state)),
          kept: count((state) => state === 'kept'),
          removed: count((state) => state === 'removed'),
        };
      }),
    forgetMembers: (about) => settled(() => void (members = members.filter((one) => one.about !== keyOf(about)))),
  };
  return store;
}
