import { z } from 'zod';
import { listOfferCard } from '../../cards/list-asked.ts';
import { listReportCard, type Halt, type ListReport } from '../../cards/list-report.ts';
import { runVerb } from '../../cards/list-preview.ts';
import { manyProgressCard, type ManyProgress } from '../../cards/many-progress.ts';
import { readerOf, type Reader } from '../../cards/reader.ts';
import { listSettled } from '../../domain/list-errors.ts';
import { onlyOwners } from '../../domain/member-errors.ts';
import type { PersonRef } from '../../domain/people.ts';
import {
  countOf,
  rowEnds,
  toDo,
  toMend,
  type GroupList,
  type ListRow,
  type ListState,
  type RowEnd,
} from '../../domain/people-lists.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed } from '../inputs.ts';
import type { Change, Outcome, Services } from '../operation.ts';
import { refuseUnlessByHand } from '../owned-group.ts';
import { unlessRefused } from '../resolve-group.ts';
import { settleListJob, tellListJob } from './list-jobs.ts';
import { listFor, listId, listWithRows } from './open-list.ts';
import { aliveMs, workOff, type WorkEnd } from './work-off-list.ts';

/** What came of working a list off; where Graph lets the caller change nobody, its owners can be asked. */
export type Ran =
  | { report: ListReport; changes: Change[] }
  /** Somebody else works it off already. */
  | { under: ManyProgress }
  | { offer: { list: GroupList; owners: PersonRef[] } };

const mostNamed = 20;
/** As long as a field of a card may be that is sent back whole. */
const mostMendChars = 4_000;

function defineRun(name: string, scopes: readonly string[]) {
  return defineOperation({
    name,
    phrases: [],
    summary: 'Work a list of people off',
    example: '',
    input: z.object({ list: listId, confirmed }),
    scopes,
    async run({ list }, services): Promise<Ran> {
      return runList(await listFor(list, services), services);
    },
    changes: changesOf,
    card: ranCard,
  });
}

/** Adds people, with the right that it takes to let somebody in. */
export const runMembers = defineRun('member.list-run', [
  'GroupMember.Read.All',
  'GroupMember.ReadWrite.All',
  'User.ReadBasic.All',
]);

/** Does so with owners too, and takes people out, among whom owners may be. */
export const runOwners = defineRun('member.list-run-owners', ['Group.ReadWrite.All', 'User.ReadBasic.All']);

export function changesOf(ran: Ran): Change | undefined {
  // Each row was put on record as it was settled; one of them says that there is nothing else to tell.
  return 'changes' in ran ? ran.changes[0] : undefined;
}

export function ranCard(ran: Ran, reader: Reader): Outcome {
  if ('under' in ran) return manyProgressCard(ran.under, reader);
  return 'report' in ran ? listReportCard(ran.report, reader) : listOfferCard(ran.offer, reader);
}

/**
 * Begins with a list, or goes on with one that came to a halt. Of two presses one works it off; the other is told how far
 * it is.
 * @throws AppError `group.cannot-change.*`, `group.not-owner` where nobody else could be asked either
 */
export async function runList(list: GroupList, services: Services): Promise<Ran> {
  const { store, caller, directory, clock } = services;
  refuseUnlessByHand(await directory.group(list.group.id));
  const actor = { id: caller.userId, displayName: caller.displayName };
  const before: ListState = list.state === 'running' ? 'stopped' : list.state;
  const mayBegin = ['draft', 'asked', 'stopped'] as const;
  const at = [caller.tenantId, list.id] as const;
  if (!(await store.lists.move(...at, mayBegin, 'running', { actor, aliveMs }))) return standing(list, services);

  const running: GroupList = { ...list, actor, state: 'running' };
  await store.jobs.enqueue([settleListJob(running, clock.now())]);
  let end: WorkEnd | undefined;
  try {
    const show = (done: number): Outcome => manyProgressCard({ list: running, done }, readerOf(services));
    const worked = await workOff(running, services, show);
    end = worked.end;
    if (end === 'denied') return { offer: await offerFor(running, services) };
    const report = await reportOf({ ...running, state: end === 'done' ? 'done' : 'stopped' }, services, haltOf(end));
    return { report, changes: worked.changes };
  } finally {
    await store.lists.move(...at, ['running'], stateAfter(end, before), end === undefined ? {} : { actor });
    if (end === 'done' && list.sender.id !== actor.id) await store.jobs.enqueue([tellListJob(list, 'done')]);
  }
}

/** Of a list that somebody else has begun with, or decided on. */
async function standing({ tenantId, id, group }: GroupList, services: Services): Promise<Ran> {
  const { store } = services;
  const now = await store.lists.get(tenantId, id);
  if (!now || now.state === 'declined' || now.state === 'lapsed') throw listSettled();
  const list = { ...now, group };
  if (now.state !== 'running') return { report: await reportOf(list, services), changes: [] };
  const left = countOf(await store.lists.counts(tenantId, id), toDo);
  return { under: { list, done: list.size - left } };
}

function stateAfter(end: WorkEnd | undefined, before: ListState): ListState {
  if (end === 'done') return 'done';
  return end === undefined || end === 'denied' ? before : 'stopped';
}

function haltOf(end: WorkEnd): Halt | undefined {
  return end === 'done' || end === 'denied' ? undefined : end;
}

async function offerFor(list: GroupList, { directory, caller }: Services) {
  const owners = ((await unlessRefused(directory.ownersOf(list.group.id))) ?? []).filter(
    ({ id }) => id !== caller.userId,
  );
  if (owners.length === 0 || list.sender.id !== caller.userId)
    throw onlyOwners(await directory.group(list.group.id), owners);
  return { list, owners: owners.map(({ id, displayName }) => ({ id, displayName })) };
}

/** What became of a list so far, for its report. */
export async function reportOf(list: GroupList, services: Services, halt?: Halt): Promise<ListReport> {
  const { store } = services;
  const at = [list.tenantId, list.id] as const;
  const counts = await store.lists.counts(...at);
  const present = rowEnds.filter((what) => (counts[what] ?? 0) > 0);
  const named = await Promise.all(
    present.map(async (what): Promise<[RowEnd, string[]]> => {
      const rows = await store.lists.rows(...at, { limit: mostNamed, what: [what] });
      return [what, rows.map(nameOf)];
    }),
  );
  const { owners } = await listWithRows(list, services);
  const mend = await mendText(list, countOf(counts, toMend), services);
  return {
    list,
    counts,
    named: Object.fromEntries(named),
    ...(mend !== undefined && { mend }),
    ...(countOf(counts, toDo) > 0 && { halt: halt ?? 'halted' }),
    goOn: runVerb(owners > 0 || list.kind === 'remove'),
  };
}

function nameOf({ person, wanted }: ListRow): string {
  return person?.displayName ?? wanted;
}

/** @returns undefined where there is nothing to mend, or more than a field holds */
async function mendText(list: GroupList, count: number, { store }: Services): Promise<string | undefined> {
  if (count === 0 || count > mostMendChars / 4) return undefined;
  const rows = await store.lists.rows(list.tenantId, list.id, { limit: count, what: toMend });
  const text = rows.map(({ wanted }) => wanted).join('\n');
  return text.length > mostMendChars ? undefined : text;
}
