import type { Expiration, Notice } from '../../src/domain/expiry.ts';
import type { ExpirationKey, NoticeStore } from '../../src/ports/notices.ts';

/** Ends of groups and what is said about them, in memory. */
export function fakeNotices(state: { expirations: Expiration[]; notices: Notice[] }): NoticeStore {
  const fits = (key: ExpirationKey) => (one: ExpirationKey) =>
    one.tenantId === key.tenantId && one.groupId === key.groupId && one.expiresAt.getTime() === key.expiresAt.getTime();
  const find = (tenantId: string, id: string) =>
    state.notices.find((one) => one.tenantId === tenantId && one.id === id);
  const onceKey = ({ step, recipient }: Notice) => JSON.stringify([step, recipient]);
  const placeOf = ({ expiresAt, groupId }: ExpirationKey) =>
    `${String(expiresAt.getTime()).padStart(16, '0')} ${groupId}`;
  const settled = <T>(work: () => T): Promise<T> => Promise.resolve().then(work);
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
    settle: (key, to, movedTo) =>
      settled(() => {
        const expiration = state.expirations.find(fits(key));
        if (expiration?.state !== 'open') return false;
        Object.assign(expiration, { state: to }, movedTo && { movedTo });
        return true;
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
        if (notice && !notice.message) {
          delete notice.sendingAt;
          Object.assign(notice, { state: 'sent', message });
          return 'recorded';
        }
        return notice?.message?.activityId === message.activityId ? 'known' : 'double';
      }),
  };
}
