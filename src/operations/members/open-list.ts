import { z } from 'zod';
import type { GroupList, PeopleList } from '../../domain/people-lists.ts';
import { listGone } from '../../domain/list-errors.ts';
import { unlessRefused } from '../resolve-group.ts';
import type { Services } from '../operation.ts';

const broken = 'This button is broken. Send the list again.';

/** Only cards carry it. */
export const listId = z.guid({ error: broken });
export const maybeListId = listId.optional();

/** The number of a row, as a button carries it. */
export const rowNumber = z.coerce.number({ error: broken }).int().min(0).max(1_000_000);

const mostShown = 5;
const mostRows = 20_000;

/**
 * A list that the caller sent.
 * @throws AppError `list.not-found`
 */
export async function ownList(id: string, { store, caller }: Services): Promise<PeopleList> {
  const list = await store.lists.get(caller.tenantId, id);
  if (list?.sender.id !== caller.userId) throw listGone();
  return list;
}

/**
 * A list that concerns the caller: its sender, who works it off, and, once it was sent to them, the owners of the group.
 * Its rows are addresses: nobody else reads them.
 * @throws AppError `list.not-found`
 */
export async function listFor(id: string, services: Services): Promise<GroupList> {
  const { store, caller, directory } = services;
  const list = await store.lists.get(caller.tenantId, id);
  if (!list?.group) throw listGone();
  const { group } = list;
  const isMine = list.sender.id === caller.userId || list.actor?.id === caller.userId;
  if (isMine) return { ...list, group };
  const owners = list.state === 'draft' ? [] : ((await unlessRefused(directory.ownersOf(group.id))) ?? []);
  if (!owners.some(({ id: ownerId }) => ownerId === caller.userId)) throw listGone();
  return { ...list, group };
}

/** What a card shows of a list: its first rows, and how many want somebody as an owner. */
export async function listWithRows<L extends PeopleList>(
  list: L,
  { store }: Pick<Services, 'store'>,
): Promise<{ list: L; first: string[]; owners: number }> {
  const rows = await store.lists.rows(list.tenantId, list.id, { limit: mostRows });
  return {
    list,
    first: rows.slice(0, mostShown).map(({ wanted }) => wanted),
    owners: rows.filter(({ role }) => role === 'owner').length,
  };
}
