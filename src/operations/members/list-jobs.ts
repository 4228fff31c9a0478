import { askedDays, type GroupList } from '../../domain/people-lists.ts';
import type { NewJob } from '../../ports/jobs.ts';

/** How often it is looked whether a list is still being worked off. */
const lookEveryMs = 60_000;

/** Looks whether a list is still being worked off, until it is not. */
export function settleListJob(list: GroupList, now: Date): NewJob {
  const dueAt = new Date(now.getTime() + lookEveryMs);
  return { ...job(list, 'settle-list', `settle:${String(dueAt.getTime())}`), dueAt };
}

/** The card for an owner who is asked; drawn when it is sent. */
export function askListJob(list: GroupList, ownerId: string): NewJob {
  return job(list, 'ask-list', `ask:${ownerId}`, { recipientId: ownerId });
}

/** The end of the time that owners have to answer. */
export function lapseListJob(list: GroupList, now: Date): NewJob {
  return { ...job(list, 'lapse-list', 'lapse'), dueAt: new Date(now.getTime() + askedDays * 86_400_000) };
}

/** Tells whoever worked a list off that it came to a halt at this time. */
export function haltedListJob(list: GroupList, now: Date): NewJob {
  return job(list, 'tell-list', `tell:halted:${String(now.getTime())}`, { what: 'halted' });
}

/** Tells the sender what came of a list that an owner has decided on. */
export function tellListJob(list: GroupList, what: 'done' | 'declined' | 'lapsed'): NewJob {
  return job(list, 'tell-list', `tell:${what}`, { what });
}

function job({ id, tenantId }: GroupList, kind: string, part: string, payload: NewJob['payload'] = {}): NewJob {
  return { kind, key: `list:${id}:${part}`, tenantId, payload: { listId: id, ...payload } };
}
