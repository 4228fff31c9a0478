import { AppError } from '../../domain/errors.ts';
import { countOf, toDo, type GroupList, type ListRow, type RowEnd } from '../../domain/people-lists.ts';
import type { Person } from '../../domain/people.ts';
import type { GraphPorts } from '../../ports/graph.ts';
import type { Outcome, Services } from '../operation.ts';
import { aboutPerson } from '../audit-subject.ts';
import type { Change } from '../operation.ts';
import { changeRows, type WithStanding } from './change-rows.ts';
import { findRows } from './find-rows.ts';
import { begun } from '../side-by-side.ts';

/** Rows that are looked up at once: fifteen addresses to a filter, twenty filters to a batch. */
const rowsAtOnce = 300;
/** People whom one call adds or takes out. */
const sentAtOnce = 20;
/** How often a long list shows how far it is, at most. */
const mostTold = 25;
/** A list that nobody has said a word about for so long is not worked off any more. */
export const aliveMs = 5 * 60_000;
const mostTries = 3;
const usualWaitSeconds = 10;
const longestWaitSeconds = 150;

/** How it ended: `halted` because the bot is being stopped or the sign-in is over, `denied` to whoever may change nobody. */
export type WorkEnd = 'done' | 'halted' | 'unreachable' | 'signIn' | 'denied';

/** A list while it is being worked off. */
interface Work extends WithStanding {
  services: Services;
  /** Number of the row that named somebody first. */
  met: Map<string, number>;
  /** Ends that are on record. */
  changes: Change[];
}

/**
 * Works a list off, with the caller's own right: looks up whom its rows mean, and adds or takes out twenty in a call. What
 * became of each row is written down as it happens, so that a list can be gone on with wherever it came to a halt.
 * @param show draws how far it is
 * @throws AppError what met the first call; SignInRequired before anything was changed
 */
export async function workOff(
  list: GroupList,
  services: Services,
  show: (done: number) => Outcome,
): Promise<{ end: WorkEnd; changes: Change[] }> {
  const { store } = services;
  const at = [list.tenantId, list.id] as const;
  const counts = await store.lists.counts(...at);
  let done = list.size - countOf(counts, toDo);
  const teller = tellerOf(list, services, show);
  const changes: Change[] = [];
  const ended = (end: WorkEnd) => ({ end, changes });
  if (list.size > rowsAtOnce && !(await teller.tell(done))) return ended('halted');
  try {
    const work: Work = { list, services, changes, ...(await standing(list, services)) };
    for (;;) {
      const rows = await store.lists.rows(...at, { limit: rowsAtOnce, what: toDo });
      if (rows.length === 0) return ended('done');
      const sorted = await patiently(services, async () => sortOut(rows, work, services.anew()));
      await settle(
        work,
        sorted.filter(({ what }) => what !== 'open'),
      );
      const open = sorted.filter(({ what }) => what === 'open');
      done += sorted.length - open.length;
      while (open.length > 0) {
        if (!(await teller.tell(done))) return ended('halted');
        // Whoever is no owner may be an administrator: one row tells, where twenty would be halved twenty times.
        const isProven = changes.length > 0 || work.owners.has(services.caller.userId);
        const part = open.splice(0, isProven ? sentAtOnce : 1);
        const end = await send(part, work);
        if (end) return ended(end);
        done += part.length;
      }
    }
  } catch (error) {
    // What was said once cannot be refused any more: it is told as having come to a halt.
    if (!(error instanceof AppError) || (changes.length === 0 && !teller.hasTold())) throw error;
    return ended(error.kind === 'signIn' ? 'signIn' : 'unreachable');
  }
}

/** Says how far a list is, now and then, and looks whether there is time to go on. */
function tellerOf({ tenantId, id, size }: GroupList, { store, progress }: Services, show: (done: number) => Outcome) {
  const told = { count: 0, next: 0 };
  return {
    hasTold: () => told.count > 0,
    /** @returns false when there is no more time */
    async tell(done: number): Promise<boolean> {
      await store.lists.keepAlive(tenantId, id, aliveMs);
      if (size <= sentAtOnce) return true;
      if (done >= told.next) {
        told.count += 1;
        told.next = done + Math.max(sentAtOnce, Math.ceil(size / mostTold));
        await progress.tell(show(done));
      }
      return progress.pause(0);
    },
  };
}

/** Who is in the group and who owns it, as far as the caller may know: who is in it already fails a call that adds twenty. */
async function standing({ group, tenantId, id }: GroupList, services: Services) {
  const known = await services.store.lists.known(tenantId, id);
  const members = new Set<string>();
  let next: string | undefined;
  let ports = services.anew();
  // Beside the first page, so that both travel together.
  const reading = begun(ports.directory.ownersOf(group.id));
  for (let page = 0; page === 0 || next !== undefined; page++) {
    // A turn's time is for a turn's calls: a large group takes more.
    if (page % 10 === 9) ports = services.anew();
    const read = await ports.directory.membersOf(group.id, { pageSize: 999, ...(next !== undefined && { next }) });
    for (const member of read.items) members.add(member.id);
    next = read.next;
  }
  const owners = await reading();
  return {
    met: new Map(known.map(({ personId, number }) => [personId, number])),
    members,
    owners: new Set(owners.map((owner) => owner.id)),
  };
}

type Sorted = Omit<ListRow, 'person'> & { person?: Person };

/** What can be said of rows before anything is changed; those that are left are `open`. */
async function sortOut(rows: readonly ListRow[], work: Work, ports: GraphPorts): Promise<Sorted[]> {
  const found = await findRows(rows, ports);
  return rows.map(({ number, wanted, role, what }, index): Sorted => {
    const row = { number, wanted, what, ...(role && { role }) };
    const [person, ...others] = found[index] ?? [];
    if (row.role === 'unclear') return { ...row, what: 'unclear' };
    if (!person) return { ...row, what: 'unknown' };
    if (others.length > 0) return { ...row, what: 'ambiguous' };
    const first = work.met.get(person.id) ?? row.number;
    if (first !== row.number) return { ...row, what: 'repeated', person, sameAs: first };
    work.met.set(person.id, row.number);
    return { ...row, what: standingEnd(row, person, work), person };
  });
}

function standingEnd(
  { what, role }: Omit<ListRow, 'person'>,
  { id }: Person,
  { list, services, ...work }: Work,
): RowEnd {
  const isMember = work.members.has(id);
  const isOwner = work.owners.has(id);
  // It was under way when the process died: whatever it has become, we did it.
  const wasSent = what === 'sending';
  if (list.kind === 'remove') {
    if (id === services.caller.userId) return 'self';
    return isMember || isOwner ? 'open' : wasSent ? 'removed' : 'absent';
  }
  const isThere = isMember && (role !== 'owner' || isOwner);
  return isThere ? (wasSent ? 'added' : 'already') : 'open';
}

/** @returns how the work ends, where it cannot go on */
async function send(part: readonly Sorted[], work: Work): Promise<WorkEnd | undefined> {
  const { services } = work;
  await settle(
    work,
    part.map((row) => ({ ...row, what: 'sending' })),
  );
  for (let attempt = 1; ; attempt++) {
    const ends = await changeRows(part, work, services.anew());
    const open = part.map((row) => ({ ...row, what: 'open' as const }));
    if (ends.every(({ refusal }) => refusal?.code === 'member.denied' || refusal?.code === 'owner.denied')) {
      // Guests can be refused where people are not: only who may change nobody at all is told so.
      const isNobody = work.changes.length === 0 && part.some(({ person }) => person?.isGuest === false);
      if (isNobody) {
        await settle(work, open);
        return 'denied';
      }
    }
    const wait = ends.every(({ refusal }) => isOutage(refusal)) ? waitOf(ends[0]?.refusal) : undefined;
    if (wait === undefined) {
      await settle(
        work,
        part.map((row, index) => ({ ...row, what: ends[index]?.what ?? 'notReached' })),
      );
      return undefined;
    }
    await services.store.lists.keepAlive(work.list.tenantId, work.list.id, aliveMs + wait * 1000);
    const goesOn = attempt < mostTries && (await services.progress.pause(wait * 1000));
    if (goesOn) continue;
    await settle(work, open);
    return attempt < mostTries ? 'halted' : 'unreachable';
  }
}

/** A service that fails for everybody is waited for; one that minds somebody is not. */
function isOutage(refusal: AppError | undefined): boolean {
  return refusal?.kind === 'throttled' || (refusal?.kind === 'upstream' && refusal.code !== 'graph.refused');
}

function waitOf(refusal: AppError | undefined): number {
  return Math.min(refusal?.retryAfterSeconds ?? usualWaitSeconds, longestWaitSeconds);
}

async function patiently<T>({ progress }: Services, read: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof AppError) || !isOutage(error) || attempt === mostTries) throw error;
      if (!(await progress.pause(waitOf(error) * 1000))) throw error;
    }
  }
}

/** Writes down what became of rows, and on record what was done, in one transaction. */
async function settle({ list, services, changes }: Work, rows: readonly Sorted[]): Promise<void> {
  const kept = rows.map(({ person, ...row }): ListRow => ({
    ...row,
    ...(person && { person: { id: person.id, displayName: person.displayName } }),
  }));
  const ends = rows.flatMap((row) => changeOf(row, list));
  if (ends.length === 0) return services.store.lists.settle(list.tenantId, list.id, kept);
  await services.store.atomically(async (inside) => {
    await inside.lists.settle(list.tenantId, list.id, kept);
    for (const end of ends) await services.recordEnd?.(inside.audit, end);
  });
  changes.push(...ends);
}

const recorded: Partial<Record<RowEnd, Pick<Change, 'outcome' | 'code'>>> = {
  added: { outcome: 'done' },
  removed: { outcome: 'done' },
  guest: { outcome: 'refused', code: 'member.denied' },
  refused: { outcome: 'refused', code: 'member.denied' },
  full: { outcome: 'refused', code: 'group.full' },
  lastOwner: { outcome: 'refused', code: 'owner.last' },
  notReached: { outcome: 'failed', code: 'member.not-reached' },
};

function changeOf({ what, person }: Sorted, { group }: GroupList): Change[] {
  const end = recorded[what];
  return end && person ? [{ ...end, groupId: group.id, ...aboutPerson(person) }] : [];
}
