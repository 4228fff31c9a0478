import { hasLeftIt, isNews, isPersonal, isStillDue, newsStep } from '../domain/expiry.ts';
import { daysOf } from '../domain/notice-days.ts';
import type { NoticeAndEnd } from '../ports/notices.ts';
import type { NoticeParts } from './notice-parts.ts';
import { settleEnd } from './settle-end.ts';

/** What a scan found is believed for so long; a notice that was planned earlier asks the directory once more. */
const freshMs = 3_600_000;

/** Drops those that are not true or not wanted any more. @returns the others */
export async function onlyWanted(found: readonly NoticeAndEnd[], parts: NoticeParts): Promise<NoticeAndEnd[]> {
  const { store, clock } = parts;
  const timely = found.map((one) => ({ one, isWanted: isTimely(one, parts) }));
  const old = timely.filter(({ one, isWanted }) => isWanted && isOld(one, parts)).map(({ one }) => one);
  const changed = await changedAmong(old, parts);
  const wanted: NoticeAndEnd[] = [];
  for (const { one, isWanted } of timely) {
    if (isWanted && !changed.has(one)) wanted.push(one);
    else await store.notices.move(one.notice.tenantId, one.notice.id, 'dropped', clock.now());
  }
  return wanted;
}

function isTimely({ notice, expiration }: NoticeAndEnd, { clock, policy }: NoticeParts): boolean {
  if (isNews(notice)) return notice.step === newsStep(expiration);
  if (expiration.state !== 'open') return false;
  if (!isStillDue(notice, clock.now(), daysOf(expiration, policy()))) return false;
  if (!isPersonal(notice.recipient)) return true;
  const { userId } = notice.recipient;
  return expiration.notNeeded?.by.id !== userId && !hasLeftIt(expiration, userId);
}

function isOld({ notice }: NoticeAndEnd, { clock }: NoticeParts): boolean {
  return !isNews(notice) && clock.now().getTime() - notice.plannedAt.getTime() >= freshMs;
}

/** Those whose end the directory does not know any more as it was. */
async function changedAmong(old: readonly NoticeAndEnd[], parts: NoticeParts): Promise<Set<NoticeAndEnd>> {
  const [first] = old;
  if (!first) return new Set();
  const { tenantId } = first.notice;
  const groups = await parts.scan.groupsById(tenantId, [...new Set(old.map(({ notice }) => notice.groupId))]);
  const changed = new Set<NoticeAndEnd>();
  for (const one of old)
    if (!(await settleEnd(one.expiration, groups.get(one.notice.groupId), parts))) changed.add(one);
  return changed;
}
