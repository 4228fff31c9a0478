import { hasSaid, isPersonal, type Expiration, type Notice } from '../../src/domain/expiry.ts';
import type { Recorded } from '../../src/ports/messenger.ts';
import type { ExpirationKey, NoticeStore } from '../../src/ports/notices.ts';
import { settled } from './settled.ts';

/** Ends of groups and what is said about them, in memory. */
export function fakeNotices(state: { expirations: Expiration[]; notices: Notice[] }): NoticeStore {
  const fits = (key: ExpirationKey) => (one: ExpirationKey) =>
    one.tenantId === key.tenantId && one.groupId === key.groupId && one.expiresAt.getTime() === key.expiresAt.getTime();
  const find = (tenantId: string, id: string) =>
    state.notices.find((one) => one.tenantId === tenantId && one.id === id);
  const onceKey = ({ step, recipient }: Notice) => JSON.stringify([step, recipient]);
  const placeOf = ({ expiresAt, groupId }: ExpirationKey) =>
    `${String(expiresAt.getTime()).padStart(16, '0')} ${groupId}`;
  const withEnd = (notice: Notice) => {
    const expiration = state.expirations.find(fits(notice));
    return expiration ? [structuredClone({ notice, expiration })] : [];
  };
  const byEnd = (a: Notice, b: Notice) => a.expiresAt.getTime() - b.expiresAt.getTime() || (a.id < b.id ? -1 : 1);
  const arrived = (some: Notice[], message: { conversationId: string; activityId: string }): Recorded => {
    const shows = (one: Notice) =>
      one.message?.activityId === message.activityId && one.message.conversationId === message.conversationId;
    if (state.notices.some(shows)) return 'known';
    if (some.length === 0 || some.some((one) => one.message)) return 'double';
    for (const notice of some) {
      delete notice.sendingAt;
      Object.assign(notice, { state: 'sent', message: structuredClone(message) });
    }
    return 'recorded';
  };
  return {
    plan: (expiration, notices) =>
      settled(() => {
        const known = state.expirations.find(fits(expiration));
        if (known) known.groupName = expiration.groupName;
        else state.expirations.push({ ...expiration, state: 'open' });
        const fresh = notices.filter(
          (notice) => !state.notices.some((one) => fits(notice)(one) && onceKey(one) === onceKey(notice)),
        );
        state.notices.push(...structuredClone(fresh));
        return fresh;
      }),
    get: (tenantId, id) =>
      settled(() => {
        const notice = find(tenantId, id);
        const expiration = notice && state.expirations.find(fits(notice));
        return notice && expiration && structuredClone({ notice, expiration });
      }),
    open: (tenantId, groupId) =>
      settled(() =>
        state.expirations.filter(
          (one) => one.tenantId === tenantId && one.state === 'open' && (groupId ?? one.groupId) === one.groupId,
        ),
      ),
    openAfter: (tenantId, { limit, after }) =>
      settled(() =>
        state.expirations
          .filter((one) => one.tenantId === tenantId && one.state === 'open')
          .filter((one) => !after || placeOf(one) > placeOf(after))
          .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
          .slice(0, limit),
      ),
    plannedSteps: (tenantId, groupIds) =>
      settled(() =>
        state.notices
          .filter((one) => one.tenantId === tenantId && groupIds.includes(one.groupId))
          .map(({ groupId, expiresAt, step }) => ({ groupId, expiresAt, step })),
      ),
    about: (key) => settled(() => structuredClone(state.notices.filter(fits(key)))),
    deletionsOf: (tenantId, groupIds) =>
      settled(() =>
        structuredClone(
          state.expirations
            .filter((one) => one.tenantId === tenantId && groupIds.includes(one.groupId) && one.isDeletion === true)
            .sort((a, b) => a.expiresAt.getTime() - b.expiresAt.getTime()),
        ),
      ),
    goneOf: (tenantId, groupId) =>
      settled(() =>
        structuredClone(
          state.expirations.filter(
            (one) => one.tenantId === tenantId && one.groupId === groupId && one.state === 'gone',
          ),
        ),
      ),
    settle: (key, to, movedTo, from = 'open') =>
      settled(() => {
        const expiration = state.expirations.find(fits(key));
        if (expiration?.state !== from) return false;
        delete expiration.movedTo;
        Object.assign(expiration, { state: to }, movedTo && { movedTo });
        return true;
      }),
    say: (key, saying) =>
      settled(() => {
        const expiration = state.expirations.find(fits(key));
        if (!expiration || hasSaid(expiration, saying.what, saying.by.id)) return false;
        expiration.said = [...(expiration.said ?? []), saying];
        return true;
      }),
    inDigest: (tenantId, digestId) =>
      settled(() =>
        state.notices
          .filter((one) => one.tenantId === tenantId && one.digestId === digestId)
          .sort(byEnd)
          .flatMap(withEnd),
      ),
    waitingFor: (tenantId, userId, { dueBy, limit }) =>
      settled(() =>
        state.notices
          .filter(
            ({ recipient, ...one }) =>
              one.tenantId === tenantId &&
              recipient.kind === 'owner' &&
              recipient.userId === userId &&
              one.state === 'waiting' &&
              one.dueAt <= dueBy,
          )
          .sort(byEnd)
          .slice(0, limit)
          .flatMap(withEnd),
      ),
    claim: (tenantId, notices, { at, digestId, rootId }) =>
      settled(() => {
        const fit = notices.flatMap((seen) => {
          const notice = find(tenantId, seen.id);
          const isSame =
            notice?.state === seen.state &&
            notice.sendingAt?.getTime() === seen.sendingAt?.getTime() &&
            !notice.message;
          return notice && isSame ? [notice] : [];
        });
        if (!fit.some(({ id }) => id === notices[0]?.id)) return [];
        const isAlone = fit.length === 1 && fit[0]?.digestId === undefined;
        for (const notice of fit) {
          delete notice.digestId;
          delete notice.rootId;
          Object.assign(
            notice,
            { state: 'sending', sendingAt: at },
            !isAlone && digestId !== undefined && { digestId },
            rootId !== undefined && { rootId },
          );
        }
        return structuredClone(fit);
      }),
    unreached: (tenantId, { now, limit, after }) =>
      settled(() => {
        const ends = state.expirations.filter(
          (one) => one.tenantId === tenantId && one.state === 'open' && one.expiresAt > now,
        );
        const isUnreached = (end: Expiration) =>
          state.notices
            .filter(fits(end))
            .some(
              (one) =>
                (one.recipient.kind === 'owner' && one.state === 'dead') ||
                (isPersonal(one.recipient) && one.recipient.kind !== 'owner'),
            );
        return structuredClone(
          ends
            .filter(isUnreached)
            .filter((one) => !after || placeOf(one) > placeOf(after))
            .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
            .slice(0, limit)
            .map(({ groupId, expiresAt }) => ({ tenantId, groupId, expiresAt })),
        );
      }),
    setNotNeeded: (key, notNeeded) =>
      settled(() => void Object.assign(state.expirations.find(fits(key)) ?? {}, { notNeeded })),
    move: (tenantId, id, to, at) =>
      settled(() => {
        const notice = find(tenantId, id);
        if (!notice || notice.message || notice.state === 'sent' || notice.state === 'dropped') return false;
        delete notice.sendingAt;
        Object.assign(notice, { state: to }, to === 'sending' && { sendingAt: at });
        return true;
      }),
    record: (tenantId, id, message) =>
      settled(() => {
        const notice = find(tenantId, id);
        return arrived(notice ? [notice] : [], message);
      }),
    recordDigest: (tenantId, digestId, message) =>
      settled(() =>
        arrived(
          state.notices.filter((one) => one.tenantId === tenantId && one.digestId === digestId),
          message,
        ),
      ),
  };
}
