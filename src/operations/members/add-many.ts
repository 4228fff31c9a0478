import { z } from 'zod';
import { manyAddedCard, type ManyAdded } from '../../cards/many-added.ts';
import { manyFormCard, type ManyForm } from '../../cards/many-form.ts';
import { manyProgressCard } from '../../cards/many-progress.ts';
import { readerOf } from '../../cards/reader.ts';
import type { Group } from '../../domain/groups.ts';
import { mostPasted, rowsIn, type PastedRow } from '../../domain/people-table.ts';
import { onlyOwners } from '../../domain/member-errors.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, groupName } from '../inputs.ts';
import type { Change, Services } from '../operation.ts';
import { refuseUnlessByHand } from '../owned-group.ts';
import { resolveGroup, unlessRefused } from '../resolve-group.ts';
import { findRows, type FoundRow } from './find-rows.ts';

type Adding = { form: ManyForm } | { added: ManyAdded; changes: Change[] };

/** References that Graph takes in one call; a longer list shows how far it is. */
const atOnce = 20;

/**
 * Adds a pasted list of people, with the caller's own right: a heading, cells, repetitions and people who are in it
 * already are understood. Whoever cannot be added keeps nobody else out; what became of each row stands on one card,
 * with those that failed ready to be mended and sent again.
 * @throws AppError `group.not-owner`, `group.cannot-change.*`
 * @see https://learn.microsoft.com/graph/api/group-post-members
 */
export const addMany = defineOperation({
  name: 'member.add-many',
  phrases: [
    'add many',
    'add many to',
    'add many people to',
    'add a list to',
    'add a list of people to',
    'import people into',
  ],
  summary: 'Add a pasted list of people to a group you own',
  example: 'add many to Design Guild',
  argument: 'group',
  input: z.object({
    group: groupName,
    people: z
      .string({ error: 'Paste the list as text.' })
      .max(24_000, 'This list is too long for one message. Send it in parts.')
      .default(''),
    confirmed,
  }),
  scopes: ['GroupMember.Read.All', 'GroupMember.ReadWrite.All', 'User.ReadBasic.All'],

  async run({ group: name, people: text, confirmed: answer }, services): Promise<Adding> {
    const group = await resolveGroup(services.directory, name);
    refuseUnlessByHand(group);
    const rows = rowsIn(text);
    const problem = problemOf(rows);
    if (answer !== 'yes' || problem !== undefined)
      return { form: { group, text, ...(answer === 'yes' && problem !== undefined && { problem }) } };
    return addRows(group, await findRows(rows, group, services), services);
  },
  changes: (adding) => ('changes' in adding ? adding.changes : undefined),
  card: (adding, reader) =>
    'form' in adding ? manyFormCard(adding.form, reader) : manyAddedCard(adding.added, reader),
});

function problemOf(rows: readonly PastedRow[]): string | undefined {
  if (rows.length === 0) return 'Paste at least one name or address.';
  if (rows.some(({ wanted }) => wanted.length > 256))
    return 'A row is too long to be a name. Put each person in a row.';
  return rows.length > mostPasted
    ? `These are ${String(rows.length)} rows; up to ${String(mostPasted)} can be sent at once. For more, an administrator can import a file in Microsoft Entra, or make a group by a rule: “new dynamic group”.`
    : undefined;
}

/** Twenty in a call. When the bot is being stopped, what is left is told as such. */
async function addRows(group: Group, rows: FoundRow[], services: Services): Promise<Adding> {
  const { directory, progress } = services;
  const open = rows.filter((row) => row.what === 'open');
  for (let start = 0; start < open.length; start += atOnce) {
    const part = open.slice(start, start + atOnce);
    if (open.length > atOnce) {
      await progress.tell(manyProgressCard({ group, done: start, total: open.length }, readerOf(services)));
      if (!(await progress.pause(0))) break;
    }
    const outcomes = await directory.addMembers(
      group.id,
      part.flatMap(({ person }) => person?.id ?? []),
    );
    const isDenied = outcomes.every(({ refusal }) => refusal?.code === 'member.denied');
    // Guests can be refused where people are not: only who may add nobody at all is told so.
    if (start === 0 && isDenied && part.some(({ person }) => person?.isGuest === false))
      throw onlyOwners(group, (await unlessRefused(directory.ownersOf(group.id))) ?? []);
    for (const row of part) {
      const refusal = outcomes.find(({ userId }) => userId.toLowerCase() === row.person?.id.toLowerCase())?.refusal;
      row.what = refusal === undefined ? 'added' : whatOf(refusal.kind, refusal.code);
    }
  }
  for (const row of open) if (row.what === 'open') row.what = 'notReached';
  return { added: { group, rows: rows.map(shown) }, changes: changesOf(group, rows) };
}

function whatOf(kind: string, code: string): FoundRow['what'] {
  if (code === 'member.already-present') return 'already';
  if (kind === 'notFound') return 'unknown';
  return kind === 'throttled' || kind === 'upstream' ? 'notReached' : 'refused';
}

function shown({ wanted, what, person }: FoundRow): ManyAdded['rows'][number] {
  return { wanted, what: what === 'open' ? 'notReached' : what, ...(person && { name: person.displayName }) };
}

/** A line for each kind of end. */
function changesOf(group: Group, rows: readonly FoundRow[]): Change[] {
  const has = (what: FoundRow['what']): boolean => rows.some((row) => row.what === what);
  return [
    ...(has('added') ? [{ outcome: 'done' as const, groupId: group.id }] : []),
    ...(has('refused') ? [{ outcome: 'refused' as const, groupId: group.id, code: 'member.denied' }] : []),
    ...(has('notReached') ? [{ outcome: 'failed' as const, groupId: group.id, code: 'member.not-reached' }] : []),
  ];
}
