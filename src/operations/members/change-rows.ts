import { AppError } from '../../domain/errors.ts';
import type { GroupList, ListRow, RowEnd } from '../../domain/people-lists.ts';
import type { Person } from '../../domain/people.ts';
import type { ChangedMember } from '../../ports/directory.ts';
import type { GraphPorts } from '../../ports/graph.ts';

/** A list, and who is in its group and owns it. */
export interface WithStanding {
  list: GroupList;
  members: ReadonlySet<string>;
  owners: Set<string>;
}

/** A row and whom it means. */
type Meant = Omit<ListRow, 'person'> & { person?: Person };

export interface ChangedRow {
  what: RowEnd;
  refusal?: AppError;
}

/**
 * Adds the people of some rows, or takes them out: members in as few calls as there can be, owners one by one, because
 * there are never many.
 * @returns one item for each row, in their order
 */
export async function changeRows(rows: readonly Meant[], work: WithStanding, ports: GraphPorts): Promise<ChangedRow[]> {
  return work.list.kind === 'add' ? add(rows, work, ports) : remove(rows, work, ports);
}

async function add(rows: readonly Meant[], { list, members, owners }: WithStanding, { directory }: GraphPorts) {
  const outside = idsOf(rows).filter((id) => !members.has(id));
  const outcomes = byId(outside.length === 0 ? [] : await directory.addMembers(list.group.id, outside));
  const ends: ChangedRow[] = [];
  for (const row of rows) {
    const id = row.person?.id ?? '';
    const refusal = outcomes.get(id.toLowerCase());
    const isIn = refusal === undefined || refusal.code === 'member.already-present';
    if (row.role !== 'owner' || !isIn || owners.has(id)) ends.push(endOf('added', refusal, row));
    else ends.push(endOf('added', await unlessRefused(() => directory.addOwner(list.group.id, id)), row));
  }
  return ends;
}

/** Owners first: who is left as the last one stays a member too. */
async function remove(rows: readonly Meant[], { list, members, owners }: WithStanding, { directory }: GraphPorts) {
  const kept = new Map<string, AppError>();
  for (const id of idsOf(rows).filter((one) => owners.has(one))) {
    const refusal = await unlessRefused(() => directory.removeOwner(list.group.id, id));
    if (refusal && refusal.code !== 'owner.not-present') kept.set(id.toLowerCase(), refusal);
    else owners.delete(id);
  }
  const going = idsOf(rows).filter((id) => members.has(id) && !kept.has(id.toLowerCase()));
  const outcomes = byId(going.length === 0 ? [] : await directory.removeMembers(list.group.id, going));
  return rows.map((row) => {
    const id = (row.person?.id ?? '').toLowerCase();
    const refusal = kept.get(id) ?? outcomes.get(id);
    // In a team whoever stops owning it drops out of it, too.
    return endOf('removed', refusal?.code === 'member.not-present' ? undefined : refusal, row);
  });
}

function idsOf(rows: readonly Meant[]): string[] {
  return rows.flatMap(({ person }) => person?.id ?? []);
}

function byId(outcomes: readonly ChangedMember[]): Map<string, AppError | undefined> {
  return new Map(outcomes.map(({ userId, refusal }) => [userId.toLowerCase(), refusal]));
}

async function unlessRefused(change: () => Promise<void>): Promise<AppError | undefined> {
  try {
    await change();
    return undefined;
  } catch (error) {
    if (error instanceof AppError && error.kind !== 'signIn') return error;
    throw error;
  }
}

function endOf(done: 'added' | 'removed', refusal: AppError | undefined, { person }: Meant): ChangedRow {
  return refusal ? { what: whatOf(refusal, person?.isGuest ?? false), refusal } : { what: done };
}

function whatOf({ kind, code }: AppError, isGuest: boolean): RowEnd {
  if (code === 'member.already-present' || code === 'owner.already-present') return 'already';
  if (code === 'owner.last') return 'lastOwner';
  switch (kind) {
    case 'notFound':
      return 'unknown';
    case 'throttled':
    case 'upstream':
      return 'notReached';
    case 'conflict':
      return code === 'group.full' ? 'full' : 'refused';
    case 'denied':
    case 'input':
    case 'signIn':
      return isGuest ? 'guest' : 'refused';
  }
}
