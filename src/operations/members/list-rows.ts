import Fuse from 'fuse.js';
import { z } from 'zod';
import { choosePersonCard, type ChoosePerson } from '../../cards/choose-person.ts';
import { listMendCard, type ListMend } from '../../cards/list-mend.ts';
import { runVerb } from '../../cards/list-preview.ts';
import { listRowsCard, type ListRows } from '../../cards/list-rows.ts';
import { countOf, toDo, toMend, type ListRow } from '../../domain/people-lists.ts';
import type { Person } from '../../domain/people.ts';
import { listGone } from '../../domain/list-errors.ts';
import { defineOperation } from '../define-operation.ts';
import type { Services } from '../operation.ts';
import { unlessRefused } from '../resolve-group.ts';
import { searchPerson } from '../resolve-person.ts';
import { listFor, listId, listWithRows, rowNumber } from './open-list.ts';

const pageSize = 10;
const reads = ['GroupMember.Read.All', 'User.ReadBasic.All'] as const;
/** A card holds 28 KB, and what stands in its field comes back in a message. */
const mostTextChars = 8_000;
const mostTextRows = 500;

/** What became of each row of a list; where nobody or several were found, who may be meant. */
export const listRows = defineOperation({
  name: 'member.list-rows',
  phrases: [],
  summary: 'Show what became of each row of a list',
  example: '',
  input: z.object({ list: listId, only: z.enum(['all', 'mend']).default('all'), after: rowNumber.default(0) }),
  scopes: reads,

  async run({ list: id, only, after }, services): Promise<ListRows> {
    const { store } = services;
    const list = await listFor(id, services);
    const at = [list.tenantId, list.id] as const;
    const [counts, read] = await Promise.all([
      store.lists.counts(...at),
      store.lists.rows(...at, { limit: pageSize + 1, after, ...(only === 'mend' && { what: toMend }) }),
    ]);
    const rows = read.slice(0, pageSize);
    const last = rows.at(-1)?.number;
    const hasHalted = countOf(counts, toDo) > 0 && list.state === 'stopped';
    const { owners } = await listWithRows(list, services);
    return {
      list,
      counts,
      rows,
      near: await nearTo(rows, services),
      only,
      isContinued: after > 0,
      ...(read.length > rows.length && last !== undefined && { after: last }),
      ...(hasHalted && { goOn: runVerb(owners > 0 || list.kind === 'remove') }),
    };
  },
  card: listRowsCard,
});

/** The rows that were not done, as text. */
export const listMend = defineOperation({
  name: 'member.list-mend',
  phrases: [],
  summary: 'Get the rows of a list that were not done as text',
  example: '',
  input: z.object({ list: listId, after: rowNumber.default(0) }),
  scopes: ['GroupMember.Read.All'],

  async run({ list: id, after }, services): Promise<ListMend> {
    const list = await listFor(id, services);
    const rows = await services.store.lists.rows(list.tenantId, list.id, {
      limit: mostTextRows + 1,
      what: toMend,
      after,
    });
    const fitting = fittingRows(rows);
    const last = fitting.at(-1)?.number;
    return {
      list,
      lines: fitting.map(lineOf),
      ...(fitting.length < rows.length && last !== undefined && { after: last }),
    };
  },
  card: listMendCard,
});

/** Asks who is meant by a row; the answer is added, or taken out, like anybody else. */
export const listChoose = defineOperation({
  name: 'member.list-choose',
  phrases: [],
  summary: 'Say who is meant by a row of a list',
  example: '',
  input: z.object({ list: listId, row: rowNumber }),
  scopes: reads,

  async run({ list: id, row: number }, services): Promise<ChoosePerson> {
    const list = await listFor(id, services);
    const [row] = await services.store.lists.rows(list.tenantId, list.id, { limit: 1, after: number - 1 });
    const near = row?.number === number ? await nearTo([row], services) : {};
    const people = near[number] ?? [];
    if (!row || people.length === 0) throw listGone();
    const asOwner = row.role === 'owner';
    const name = list.kind === 'add' ? (asOwner ? 'owner.add' : 'member.add') : 'member.remove';
    const choices = people.map((person) => ({
      person,
      data: { group: list.group.id, ...(name === 'member.add' ? { people: person.id } : { person: person.id }) },
    }));
    const summary =
      list.kind === 'add' ? `They are added${asOwner ? ' as an owner' : ''} at once.` : 'You are asked once more.';
    return { wanted: row.wanted, choices, operation: { name, summary } };
  },
  card: choosePersonCard,
});

/** Who may be meant by rows that fit nobody, or several; the directory's own likeness, as everywhere. */
async function nearTo(rows: readonly ListRow[], services: Services): Promise<Record<number, Person[]>> {
  const { directory, caller } = services;
  const open = rows.filter(({ what }) => what === 'unknown' || what === 'ambiguous');
  const found = await Promise.all(
    open.map(async ({ number, wanted }) => {
      const search = await unlessRefused(searchPerson(directory, caller, beforeAt(wanted)));
      const people = search && 'person' in search ? [search.person] : [...(search?.candidates ?? [])];
      return [number, people.length > 0 ? people : await misspelt(beforeAt(wanted), services)] as const;
    }),
  );
  return Object.fromEntries(found);
}

/** A search finds words by their beginnings only: of people whose names begin alike, those that resemble the whole. */
async function misspelt(name: string, { directory }: Services): Promise<Person[]> {
  const beginnings = name.split(/\s+/u).flatMap((word) => (word.length < 3 ? [] : word.slice(0, 4)));
  const found = await Promise.all(
    beginnings.slice(0, 2).map((word) => unlessRefused(directory.searchPeople(word, { limit: 20 }))),
  );
  const people = [...new Map(found.flatMap((some) => some ?? []).map((person) => [person.id, person])).values()];
  const alike = new Fuse(people, {
    keys: ['displayName'],
    threshold: 0.5,
    ignoreLocation: true,
    ignoreDiacritics: true,
  });
  return alike.search(name, { limit: 3 }).map(({ item }) => item);
}

/** Of an address that nobody has, what stands before the @ may be a name: “ada.lovelace” is “ada lovelace”. */
function beforeAt(wanted: string): string {
  const [name = '', host] = wanted.split('@');
  return host === undefined ? wanted : name.replace(/[._\-\d]+/gu, ' ').trim() || wanted;
}

function fittingRows(rows: readonly ListRow[]): ListRow[] {
  let size = 0;
  return rows.slice(0, mostTextRows).filter((row) => (size += lineOf(row).length + 1) <= mostTextChars);
}

function lineOf({ wanted, role }: ListRow): string {
  return role === 'owner' ? `${wanted};owner` : wanted;
}
