import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { DeletedGroup } from '../../domain/groups.ts';
import type { Services } from '../operation.ts';
import { unlessRefused } from '../resolve-group.ts';

const id = z.guid();
/** So many pages of deleted groups are looked through for a name. */
const mostPages = 5;

/**
 * The deleted group that a person names: the id of a button, else a name among those that the caller owned, else among
 * all that the caller may list.
 * @throws AppError `deleted.not-found`
 */
export async function findDeleted(
  wanted: string,
  { lifecycle }: Services,
): Promise<{ only: DeletedGroup } | { several: DeletedGroup[] }> {
  if (id.safeParse(wanted).success) return { only: await lifecycle.deletedGroup(wanted) };
  const own = called(wanted, (await unlessRefused(lifecycle.deletedByOwner())) ?? []);
  const found = own.length > 0 ? own : called(wanted, (await unlessRefused(everyDeleted(lifecycle))) ?? []);
  const [only, ...others] = found;
  if (!only)
    throw new AppError('notFound', {
      code: 'deleted.not-found',
      advice: `No deleted group is called “${wanted}”. “Deleted groups” shows which can be brought back.`,
    });
  return others.length === 0 ? { only } : { several: found };
}

async function everyDeleted(lifecycle: Services['lifecycle']): Promise<DeletedGroup[]> {
  const all: DeletedGroup[] = [];
  let next: string | undefined;
  for (let page = 0; page < mostPages && (page === 0 || next !== undefined); page++) {
    const read = await lifecycle.deletedGroups({ pageSize: 100, ...(next !== undefined && { next }) });
    all.push(...read.items);
    next = read.next;
  }
  return all;
}

/** Exactly so, else beginning so; in any case and without looking at accents. */
function called(wanted: string, groups: readonly DeletedGroup[]): DeletedGroup[] {
  const sought = folded(wanted);
  const exact = groups.filter(({ displayName }) => folded(displayName) === sought);
  return exact.length > 0 ? exact : groups.filter(({ displayName }) => folded(displayName).startsWith(sought));
}

function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
