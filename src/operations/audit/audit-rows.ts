import type { AuditRow, NameNow } from '../../cards/audit-list.ts';
import { erasedPerson, type ChangeShown } from '../../cards/audit-words.ts';
import { timedActor, trailOperations, type FieldChange } from '../../domain/audit.ts';
import { AppError } from '../../domain/errors.ts';
import type { Subject } from '../../domain/memberships.ts';
import type { AuditEntry } from '../../ports/audit.ts';
import type { Operation, Services } from '../operation.ts';

/** What is done by itself when its time has come. */
const timedWork: Readonly<Record<string, string>> = {
  'request.lapse': 'Let a request lapse that nobody decided on',
  'request.settle': 'Offer to try an approved request again',
  [trailOperations.cut]: 'Cut old entries off the audit trail',
  [trailOperations.seal]: 'Seal older entries of the audit trail',
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
  const named = (id: string): NameNow => (id === '' ? 'erased' : { name: nameOf(id) });
  return entries.map((entry) => {
    const { at, outcome, code, operation, actorId, onBehalfOfId, groupId, subject, decision, requestId } = entry;
    const { details = [] } = entry;
    return {
      at,
      outcome,
      ...(code !== undefined && { code }),
      ...(requestId !== undefined && { requestId }),
      what: summaries.get(operation) ?? timedWork[operation] ?? 'Something that Muster does not do any more',
      who: actorId === timedActor ? { name: 'Muster, when the time had come' } : named(actorId),
      ...(onBehalfOfId !== undefined && { inPlaceOf: named(onBehalfOfId) }),
      ...(groupId !== undefined && !isAboutNoGroup.test(operation) && { group: { name: nameOf(groupId) } }),
      ...(subject && { whom: named(subject.id) }),
      ...(decision && { decision: { outcome: decision.outcome, by: named(decision.byId) } }),
      changes: details.filter(isForPeople).map((change) => shown(change, nameOf)),
    };
  });
}

/** Digests say nothing to who reads. */
function isForPeople({ field }: FieldChange): boolean {
  return !['hash', 'sealDigest', 'erasedBefore'].includes(field);
}

function shown({ field, kind, from, to }: FieldChange, nameOf: (id: string) => string | undefined): ChangeShown {
  const side = (value: string | null | undefined): string | undefined => {
    if (value === null) return kind === 'person' ? `an ${erasedPerson}` : `erased with a person`;
    if (value === undefined) return undefined;
    if (kind === 'person') return nameOf(value) ?? 'somebody who is gone';
    return kind === 'group' ? (nameOf(value) ?? 'a group that is gone') : value;
  };
  const [was, is] = [side(from), side(to)];
  return { field, kind, ...(was !== undefined && { from: was }), ...(is !== undefined && { to: is }) };
}

/** Each is asked for by itself, all in one batch: asking for things by their ids alone takes a far wider scope. */
async function namesFor(
  entries: readonly AuditEntry[],
  { directory }: Pick<Services, 'directory'>,
): Promise<(id: string) => string | undefined> {
  const subjects = entries.flatMap(({ subject }) => subject ?? []);
  const people = [...entries.flatMap(peopleIn), ...subjects.flatMap(idsOf('person'))];
  const groups = [
    ...entries.flatMap(({ groupId }) => groupId ?? []),
    ...subjects.flatMap(idsOf('group')),
    ...entries.flatMap(({ details = [] }) => details.flatMap(idsAt('group'))),
  ];
  const found = await Promise.all([
    ...[...new Set(people)]
      .filter((id) => id !== timedActor && id !== '')
      .map((id) => unlessGone(directory.person(id))),
    ...[...new Set(groups)].map((id) => unlessGone(directory.group(id))),
  ]);
  const names = new Map(found.flatMap((one) => (one ? [[one.id.toLowerCase(), one.displayName] as const] : [])));
  for (const id of subjects.flatMap(idsOf('object'))) names.set(id.toLowerCase(), 'a device or an app');
  return (id) => names.get(id.toLowerCase());
}

function peopleIn({ actorId, onBehalfOfId, decision, details = [] }: AuditEntry): string[] {
  const others = [onBehalfOfId, decision?.byId].flatMap((id) => id ?? []);
  return [actorId, ...others, ...details.flatMap(idsAt('person'))];
}

function idsAt(wanted: FieldChange['kind']): (change: FieldChange) => string[] {
  return ({ kind, from, to }) => (kind === wanted ? [from, to].flatMap((id) => id ?? []) : []);
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
