import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { ListPreview } from '../../cards/list-preview.ts';
import type { ManyForm } from '../../cards/many-form.ts';
import type { Group } from '../../domain/groups.ts';
import { fileRows, oneFile, rowTooLong } from '../../domain/list-errors.ts';
import type { ListKind, ListRow, PeopleList } from '../../domain/people-lists.ts';
import { mostInFile, mostPasted, rowsIn, type PastedRow } from '../../domain/people-table.ts';
import { textIn } from '../../domain/text-files.ts';
import { groupsToChoose } from '../groups-to-choose.ts';
import { confirmed, maybeGroupName } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { refuseUnlessByHand } from '../owned-group.ts';
import { resolveGroup } from '../resolve-group.ts';
import { listWithRows, maybeListId, ownList } from './open-list.ts';

const mostShown = 5;
const longestName = 256;

/** What the operations take that begin with a list of people. */
export const manyInput = z.object({
  group: maybeGroupName,
  people: z
    .string({ error: 'Paste the list as text.' })
    .max(24_000, 'This list is too long for one message. Send it in parts, or as a file.')
    .default(''),
  /** Where the file of the message is; only the channel says so. */
  file: z.string({ error: 'Attach the file to the message.' }).max(4_096).default(''),
  fileName: z.string().max(400).catch('').default(''),
  list: maybeListId,
  confirmed,
});

type Said = z.output<typeof manyInput>;

/** What to do with what was said: ask for a list, show what it holds, or take it as it is. */
export type Begun =
  | { form: ManyForm }
  | { preview: ListPreview }
  /** Pasted under the eyes of who sends it. */
  | { list: PeopleList & { group: Group }; owners: number };

/**
 * Reads a list of people out of a message, a form or a file, and writes it down.
 * @throws AppError `file.*`, `list.not-found`, `group.cannot-change.*`
 */
export async function beginList(kind: ListKind, said: Said, services: Services): Promise<Begun> {
  const group = said.group === '' ? undefined : await groupNamed(said.group, services);
  if (said.list !== undefined) return { preview: await withGroup(said.list, group, services) };
  if (said.file !== '') {
    const { rows, file } = await rowsOfFile(said, services);
    const list = await keep(kind, rows, group, services);
    return { preview: { list, ...shownOf(rows), file, ...(await choices(group, services)) } };
  }
  const rows = rowsIn(said.people);
  const problem = problemOf(rows);
  if (said.confirmed !== 'yes' || problem !== undefined || !group) {
    const isWrong = said.confirmed === 'yes' && problem !== undefined;
    return {
      form: {
        kind,
        ...(group && { group }),
        ...(await choices(group, services)),
        text: said.people,
        ...(isWrong && { problem }),
      },
    };
  }
  const list = await keep(kind, rows, group, services);
  const { owners } = shownOf(rows);
  return kind === 'add' && owners === 0
    ? { list: { ...list, group }, owners }
    : { preview: { list, ...shownOf(rows) } };
}

async function groupNamed(name: string, { directory }: Services): Promise<Group> {
  const group = await resolveGroup(directory, name);
  refuseUnlessByHand(group);
  return group;
}

async function choices(group: Group | undefined, services: Services): Promise<{ groups?: Group[] }> {
  if (group) return {};
  return { groups: await groupsToChoose('owner', services) };
}

/** A list that was sent without a group gets one. */
async function withGroup(id: string, group: Group | undefined, services: Services): Promise<ListPreview> {
  const { store, caller } = services;
  const list = await ownList(id, services);
  if (group && list.state === 'draft')
    await store.lists.move(caller.tenantId, id, ['draft'], 'draft', {
      group: { id: group.id, displayName: group.displayName },
    });
  const { first, owners } = await listWithRows({ ...list, ...(group && { group }) }, services);
  return { list: { ...list, ...(group && { group }) }, first, owners, ...(await choices(group, services)) };
}

async function rowsOfFile({ file, fileName }: Said, { files }: Services) {
  if (file === 'several') throw oneFile();
  const { text, encoding, isGuess } = textIn(await files.fetch(file));
  const rows = rowsIn(text);
  if (rows.length === 0 || rows.length > mostInFile) throw fileRows(rows.length, mostInFile);
  if (rows.some(isTooLong)) throw rowTooLong();
  return { rows, file: { name: fileName, encoding, isGuess } };
}

function problemOf(rows: readonly PastedRow[]): string | undefined {
  if (rows.length === 0) return 'Paste at least one name or address.';
  if (rows.some(isTooLong)) return 'A row is too long to be a name. Put each person in a row.';
  return rows.length > mostPasted
    ? `These are ${String(rows.length)} rows; up to ${String(mostPasted)} can be pasted at once. Put them into a CSV or text file and attach it: that may have ${mostInFile.toLocaleString('en')}.`
    : undefined;
}

function isTooLong({ wanted }: PastedRow): boolean {
  return wanted.length > longestName;
}

function shownOf(rows: readonly PastedRow[]): Pick<ListPreview, 'first' | 'owners'> {
  return {
    first: rows.slice(0, mostShown).map(({ wanted }) => wanted),
    owners: rows.filter(({ role }) => role === 'owner').length,
  };
}

async function keep(
  kind: ListKind,
  rows: readonly PastedRow[],
  group: Group | undefined,
  { store, caller, clock }: Services,
): Promise<PeopleList> {
  const list: PeopleList = {
    tenantId: caller.tenantId,
    id: randomUUID(),
    kind,
    ...(group && { group: { id: group.id, displayName: group.displayName } }),
    sender: { id: caller.userId, displayName: caller.displayName },
    state: 'draft',
    size: rows.length,
    createdAt: clock.now(),
  };
  await store.lists.insert(
    list,
    rows.map((row): ListRow => ({ ...row, what: 'open' })),
  );
  return list;
}
