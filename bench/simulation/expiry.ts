import type { GroupRecord } from '../../src/sandbox/tenant/records.ts';
import { dayMs, recipientOf, type Message, type Stage, type Strand } from './strand.ts';

/** What the product promises; written here anew so that the count does not rest on its code. */
const daysBefore = [1, 15, 30];
const daysLeft = [1, 7, 30];
const restorableMs = 30 * dayMs;

/**
 * Groups that come to an end: each owner and the channel are told by the nearest step, and when the group is deleted, those
 * who owned it, or the administrators where nobody did. Nobody hears anew of one that was renewed.
 */
export function expiry({ muster, book, adminId }: Stage): Strand {
  const { tenant } = muster.sandbox;
  const teams = new Set(
    muster.sandbox.conversations().flatMap(({ team, botInstalled }) => (team && botInstalled ? team.groupId : [])),
  );
  const seen = new Set<string>();

  function noteEnd({ id, expirationDateTime: end, groupTypes }: GroupRecord, now: number): void {
    if (end === null || !groupTypes.includes('Unified')) return;
    seen.add(id);
    const step = nearest(daysBefore, Date.parse(end), now);
    if (step === undefined) return;
    const expectation = { label: `${step} days before`, from: now, by: now };
    for (const owner of tenant.linked(id, 'owner')) book.expect(`${id} ${owner}`, { strand: 'expiry', ...expectation });
    if (teams.has(id)) book.expect(`${id} channel`, { strand: 'channels', ...expectation });
  }

  /** Whoever deletes them is the directory: it does so at their end. */
  function noteDeletion({ id, deletedDateTime }: GroupRecord, now: number): void {
    if (deletedDateTime === null || !seen.has(id)) return;
    const step = nearest(daysLeft, Date.parse(deletedDateTime) + restorableMs, now);
    if (step === undefined) return;
    const owners = [...tenant.linked(id, 'owner')];
    for (const recipient of owners.length === 0 ? [adminId] : owners)
      book.expect(`deleted ${id} ${recipient}`, {
        strand: 'deletion',
        label: `${step} days left`,
        from: now,
        by: now + dayMs / 2,
      });
  }

  const ofStep = new Map<string, string>();
  /** A step is told once, at whatever move of the clock it was noted first. */
  function isNew(id: string, end: string | null, days: readonly number[], now: number, shiftMs: number): boolean {
    if (end === null) return false;
    const key = `${end} ${nearest(days, Date.parse(end) + shiftMs, now) ?? ''}`;
    if (ofStep.get(id) === key) return false;
    ofStep.set(id, key);
    return true;
  }

  return {
    note(now) {
      for (const group of tenant.groups()) {
        if (group.expirationDateTime !== null) seen.add(group.id);
        if (isNew(group.id, group.expirationDateTime, daysBefore, now, 0)) noteEnd(group, now);
      }
      for (const group of tenant.deletedGroups())
        if (isNew(`deleted ${group.id}`, group.deletedDateTime, daysLeft, now, restorableMs)) noteDeletion(group, now);
    },
    seriesIn({ cards: [card] }, chat) {
      const { verb, data } = refreshOf(card);
      const recipient = recipientOf(chat);
      if (verb !== 'notice.digest' && verb !== 'notice.show') return [];
      const about = data?.['about'];
      if (verb === 'notice.show' && about !== 'expiry' && about !== 'deletion') return [];
      const restorable = new Set(
        verb === 'notice.digest' || about === 'deletion' ? groupsOf(card, 'group.restore') : [],
      );
      return groupsOf(card).map((id) => `${restorable.has(id) ? 'deleted ' : ''}${id} ${recipient}`);
    },
  };
}

/** The step that speaks at a time: of those that have come, the nearest to the end. */
function nearest(days: readonly number[], end: number, now: number): number | undefined {
  return now >= end ? undefined : days.find((count) => end - count * dayMs <= now);
}

function refreshOf(card: Record<string, unknown> | undefined): { verb?: string; data?: Record<string, unknown> } {
  return (
    (card as { refresh?: { action?: { verb?: string; data?: Record<string, unknown> } } } | undefined)?.refresh
      ?.action ?? {}
  );
}

/**
 * Of a digest every group that it tells of, told by what its buttons are about.
 * @param verb of the buttons that count; all when absent
 */
function groupsOf(card: Message['cards'][number] | undefined, verb?: string): string[] {
  const before = verb === undefined ? '' : `"verb":"${verb}","data":\\{`;
  const found = JSON.stringify(card ?? {}).matchAll(new RegExp(`${before}"group":"([0-9a-f-]{36})"`, 'gu'));
  return [...new Set([...found].map(([, id]) => id ?? ''))];
}
