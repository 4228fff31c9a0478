import { z } from 'zod';
import { groupsListCard, type GroupRow } from '../../cards/groups-list.ts';
import { AppError } from '../../domain/errors.ts';
import { compareByName, type Group, type Standing } from '../../domain/groups.ts';
import type { Directory, Page } from '../../ports/directory.ts';
import { defineOperation } from '../define-operation.ts';
import { nextPage } from '../inputs.ts';
import { unlessRefused } from '../resolve-group.ts';

const pageSize = 8;
/** Five batches side by side, which Graph answers about as fast as one. */
const mostAskedAbout = 100;

/** Nobody is in more: a directory allows 2,048 through which somebody gets access to anything. */
const all = 4_096;

/**
 * The groups in which the caller has a part, favourites first over all pages, then by name. Graph tells a favourite only
 * group by group, twenty to a batch, so it is asked about all of them once, for the first page; the next ones know. Of
 * people in very many groups only those that are shown are asked about.
 */
export const myGroups = defineOperation({
  name: 'group.mine',
  phrases: [
    'my groups',
    'show my groups',
    'list my groups',
    'groups of mine',
    'which groups am i in',
    'what groups am i in',
    'where am i a member',
    'my favourites',
    'my favorites',
    'favourites',
    'favorites',
  ],
  sayings: [
    'show|list|see|give me? all? of? my groups|favourites',
    'what|which groups do i belong to',
    'what|which groups am i a? member? in|of',
    'all? the? groups i am? in|of|own',
    'groups i belong to',
  ],
  summary: 'Show the groups you belong to or own, favourites first',
  example: 'my groups',
  input: z.object({ next: nextPage }),
  scopes: ['User.Read', 'GroupMember.Read.All'],

  async run({ next }, { directory }) {
    const from = next === undefined ? undefined : readPlace(next);
    const mine = (await directory.myGroups({ pageSize: all })).items;
    const known = from ? from.favoriteIds : await favoritesAmong(mine, directory);
    const sorted = mine.map((item) => marked(item, known)).sort(compareRows);
    const rest = from ? sorted.filter((row) => compareRows(row, from.last) > 0) : sorted;
    const shown = rest.slice(0, pageSize);
    const rows = known ? shown : await favoritesFirst(shown, directory);
    const last = rest.length > shown.length ? shown.at(-1) : undefined;
    return {
      list: 'mine' as const,
      words: '',
      rows,
      ...(last && { next: writePlace(last, known) }),
      isContinued: from !== undefined,
      isByPage: known === undefined,
    };
  },
  card: groupsListCard,
});

type Mine = Page<{ group: Group; standing: Standing }>['items'];

/** @returns their ids; undefined when there are too many to ask about */
async function favoritesAmong(mine: Mine, directory: Directory): Promise<ReadonlySet<string> | undefined> {
  const candidates = mine.filter(({ group }) => canBeFavorite(group));
  if (candidates.length > mostAskedAbout) return undefined;
  const rows = await withFavorites(candidates, directory);
  return new Set(rows.filter(({ isFavorite }) => isFavorite).map(({ group }) => group.id));
}

async function favoritesFirst(shown: readonly GroupRow[], directory: Directory): Promise<GroupRow[]> {
  return (await withFavorites(shown, directory)).sort(compareRows);
}

/** Asked in one tick, so they travel together. What Graph does not say stays unmarked. */
function withFavorites(rows: readonly GroupRow[], directory: Directory): Promise<GroupRow[]> {
  return Promise.all(
    rows.map(async (row) => {
      if (!canBeFavorite(row.group)) return row;
      const isFavorite = await unlessRefused(directory.isFavorite(row.group.id));
      return { ...row, ...(isFavorite !== undefined && { isFavorite }) };
    }),
  );
}

function canBeFavorite({ kind }: Group): boolean {
  return kind === 'microsoft365';
}

function marked(item: Mine[number], known: ReadonlySet<string> | undefined): GroupRow {
  return known && canBeFavorite(item.group) ? { ...item, isFavorite: known.has(item.group.id) } : item;
}

type Placed = { group: Pick<Group, 'id' | 'displayName'>; isFavorite?: boolean };

function compareRows(a: Placed, b: Placed): number {
  return Number(b.isFavorite ?? false) - Number(a.isFavorite ?? false) || compareByName(a.group, b.group);
}

/** Where the last page ended, and which are favourites. It comes back through the client, and sorts only the list of whoever sends it. */
const place = z.tuple([z.string().max(400), z.guid(), z.array(z.guid()).max(mostAskedAbout).nullable()]);

function writePlace({ group }: GroupRow, favoriteIds: ReadonlySet<string> | undefined): string {
  const value: z.input<typeof place> = [group.displayName, group.id, favoriteIds ? [...favoriteIds] : null];
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function readPlace(next: string): { last: Placed; favoriteIds: ReadonlySet<string> | undefined } {
  try {
    const [displayName, id, ids] = place.parse(JSON.parse(Buffer.from(next, 'base64url').toString()));
    const favoriteIds = ids ? new Set(ids) : undefined;
    return { last: { group: { id, displayName }, isFavorite: favoriteIds?.has(id) ?? false }, favoriteIds };
  } catch {
    throw new AppError('input', {
      code: 'page.stale',
      advice: 'This list is out of date. Please ask for it again.',
      field: 'next',
    });
  }
}
