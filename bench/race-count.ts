import type { StoredMessage } from '../src/sandbox/teams/chats.ts';
import { textOf } from '../test/support/card-reading.ts';
import type { Muster } from '../test/support/muster.ts';
import { asSeen, messagesIn, offers, type Wish } from './racing.ts';

/** What came of the requests, counted from the directory, the store and what people see. */
export interface RaceCount {
  /** How the requests ended, by how they were fought about. */
  ends: { fight: string; done: number; rejected: number; withdrawn: number; other: number }[];
  requests: number;
  /** Requests with one end, of which the directory and the audit trail say the same once, and of which the requester was told. */
  effects: number;
  /** Ends, entries of the trail and messages beyond the first of a request. */
  doubled: number;
  lost: number;
  /** Cards that say something else than what became of their request. */
  staleCards: number;
  /** The same before anybody looked: a card brings itself up to date when it is seen. */
  staleUnseen?: number;
  /** What is wrong, a line each. */
  findings: string[];
}

type Status = 'done' | 'rejected' | 'withdrawn' | 'other';

const wordOf: Record<Status, string> = { done: 'approved', rejected: 'rejected', withdrawn: 'taken back', other: '?' };

/** Looks at everything without anybody's card being refreshed by it. */
export async function countRace(muster: Muster, wishes: readonly Wish[]): Promise<RaceCount> {
  const rows = await muster.rows("select id, status, group_id, requester_id from request where kind = 'join'");
  const audited = await muster.rows(
    "select request_id, count(*) as times from audit_event where outcome = 'done' and request_id is not null group by request_id",
  );
  const entries = new Map(audited.map(({ request_id: id, times }) => [String(id), Number(times)]));
  const found: RaceCount = {
    ends: [],
    requests: rows.length,
    effects: 0,
    doubled: 0,
    lost: 0,
    staleCards: 0,
    findings: [],
  };
  const ends = new Map<string, Record<Status, number>>();
  for (const wish of wishes) {
    const own = rows.filter((row) => row['group_id'] === wish.groupId && row['requester_id'] === wish.requesterId);
    const status = statusOf(own[0]?.['status']);
    const counted = ends.get(wish.fight) ?? { done: 0, rejected: 0, withdrawn: 0, other: 0 };
    counted[status] += 1;
    ends.set(wish.fight, counted);
    const wrong = own.length === 0 ? ['was never made'] : wrongAbout(wish, status, muster);
    const times = entries.get(String(own[0]?.['id'])) ?? 0;
    const extra = Math.max(0, own.length - 1) + Math.max(0, times - 1);
    if (times === 0 && status !== 'other') wrong.push('has no entry in the trail');
    found.doubled += extra;
    if (wrong.length > 0) found.lost += 1;
    if (wrong.length === 0 && extra === 0) found.effects += 1;
    const stale = staleCards(wish, status, muster);
    found.staleCards += stale.length;
    const about = `${wish.groupName}, ${muster.sandbox.tenant.user(wish.requesterId)?.displayName ?? ''} (${status})`;
    if (extra > 0) wrong.push(`${extra} too many`);
    for (const what of [...wrong, ...stale]) found.findings.push(`${about}: ${what}`);
  }
  found.ends = [...ends].map(([fight, counted]) => ({ fight, ...counted }));
  return found;
}

function statusOf(status: unknown): Status {
  return status === 'done' || status === 'rejected' || status === 'withdrawn' ? status : 'other';
}

/** What the directory or the requester's chat says against it. */
function wrongAbout(wish: Wish, status: Status, muster: Muster): string[] {
  const isMember = muster.sandbox.tenant.isLinked(wish.groupId, 'member', wish.requesterId);
  const wrong: string[] = [];
  if (status === 'other') wrong.push('has not ended');
  if (isMember !== (status === 'done')) wrong.push(isMember ? 'is a member nevertheless' : 'is no member');
  const told = aboutIn(muster, wish.requesterId, `Your request to join ${wish.groupName}`).filter((message) =>
    tells(message, status),
  );
  if (told.length === 0) wrong.push('the requester has not been told');
  return wrong;
}

/** While somebody is being added it is approved already, but not done. */
function tells(message: StoredMessage, status: Status): boolean {
  const text = textOf(message).toLowerCase();
  return text.includes(wordOf[status]) && !text.includes('being added now');
}

function staleCards(wish: Wish, status: Status, muster: Muster): string[] {
  const name = muster.sandbox.tenant.user(wish.requesterId)?.displayName ?? '';
  const stale = wish.ownerIds.flatMap((owner) =>
    aboutIn(muster, owner, `${name} asks to join ${wish.groupName}`)
      .filter((card) => offers(card, 'Approve') || !tells(card, status))
      .map(
        (card) =>
          `the card of ${muster.sandbox.tenant.user(owner)?.displayName ?? ''} says something else: ${wordsOf(card)}`,
      ),
  );
  const own = aboutIn(muster, wish.requesterId, `Your request to join ${wish.groupName}`)
    .filter((card) => offers(card, 'Take back') || !tells(card, status))
    .map((card) => `the requester’s card says something else: ${wordsOf(card)}`);
  return [...stale, ...own];
}

function wordsOf(card: StoredMessage): string {
  return textOf(card).replaceAll('\n', ' / ').slice(0, 160);
}

/** Messages in this person's chat with the bot that say so, as that person sees them. */
function aboutIn(muster: Muster, who: string, saying: string): StoredMessage[] {
  const chat = muster.sandbox
    .conversations()
    .find(({ kind, memberIds }) => kind === 'personal' && memberIds.includes(who));
  return chat === undefined
    ? []
    : messagesIn(muster, chat.id)
        .map((message) => asSeen(message, who))
        .filter((message) => textOf(message).includes(saying));
}
