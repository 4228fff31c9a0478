import type { AuditRow } from '../../cards/audit-list.ts';
import { AppError } from '../../domain/errors.ts';
import type { Subject } from '../../domain/memberships.ts';
import type { AuditEntry } from '../../ports/store.ts';
import type { Operation, Services } from '../operation.ts';

/** Who acts, in the trail, when time does, and what it does then. */
const timed = 'muster';
const timedWork: Readonly<Record<string, string>> = {
  'request.lapse': 'Let a request lapse that nobody decided on',
  'request.settle': 'Offer to try an approved request again',
};
/** What these change is no group: the organisation's own settings and policies. */
const isAboutNoGroup = /^(?:policy\.(?:change|delete)|settings\.change)$/;

/** Entries with the words of their operations, and with names as the caller may read them now. */
export async function auditRows(
  entries: readonly AuditEntry[],
  operations: readonly Operation[],
  services: Pick<Services, 'directory'>,
): Promise<AuditRow[]> {
  const summaries = new Map(operations.map(({ name, summary }) => [name, summary]));
  const nameOf = await namesFor(entries, services);
  return entries.map(({ at, outcome, code, operation, actorId, groupId, subject }) => ({
    at,
    outcome,
    ...(code !== undefined && { code }),
    what: summaries.get(operation) ?? timedWork[operation] ?? 'Something that Muster does not do any more',
    who: actorId === timed ? 'Muster, when the time had come' : nameOf(actorId),
    ...(groupId !== undefined && !isAboutNoGroup.test(operation) && { group: { name: nameOf(groupId) } }),
    ...(subject && { whom: { name: nameOf(subject.id) } }),
  }));
}

/** Each is asked for by itself, all in one batch: asking for things by their ids alone takes a far wider scope. */
async function namesFor(
  entries: readonly AuditEntry[],
  { directory }: Pick<Services, 'directory'>,
): Promise<(id: string) => string | undefined> {
  const subjects = entries.flatMap(({ subject }) => subject ?? []);
  const people = [...entries.map(({ actorId }) => actorId), ...subjects.flatMap(idsOf('person'))];
  const groups = [...entries.flatMap(({ groupId }) => groupId ?? []), ...subjects.flatMap(idsOf('group'))];
  const found = await Promise.all([
    ...[...new Set(people)].filter((id) => id !== timed).map((id) => unlessGone(directory.person(id))),
    ...[...new Set(groups)].map((id) => unlessGone(directory.group(id))),
  ]);
  const names = new Map(found.flatMap((one) => (one ? [[one.id.toLowerCase(), one.displayName] as const] : [])));
  for (const id of subjects.flatMap(idsOf('object'))) names.set(id.toLowerCase(), 'a device or an app');
  return (id) => names.get(id.toLowerCase());
}

function idsOf(wanted: Subject['kind']): (subject: Subject) => string[] {
  return ({ kind, id }) => (kind === wanted ? [id] : []);
}

/** A directory that cannot answer now must not make people look as if they were gone. */
async function unlessGone<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AppError && (error.kind === 'notFound' || error.kind === 'denied')) return undefined;
    throw error;
  }
}
