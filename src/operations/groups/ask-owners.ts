import { randomUUID } from 'node:crypto';
import { noOwners } from '../../domain/group-errors.ts';
import type { Group } from '../../domain/groups.ts';
import type { PersonRef } from '../../domain/people.ts';
import type { RequestKind } from '../../domain/request-kinds.ts';
import type { GroupRequest } from '../../domain/requests.ts';
import { newStage, plainTerms } from '../../domain/stages.ts';
import { jobsForNewRequest } from '../requests/request-jobs.ts';
import { aboutRequest } from '../audit-subject.ts';
import type { Services } from '../operation.ts';

interface Ask {
  /** To join, or about the subject where there is one, when absent. */
  kind?: RequestKind;
  group: Group;
  approvers: PersonRef[];
  reason: string;
  /** Who is to be added; the caller asks to join when absent. */
  subject?: PersonRef;
  /** Lists go on by time: requests of one command each have their own. */
  createdAt?: Date;
}

/**
 * Writes down a request to the owners together with the messages that it gives rise to, all or nothing. A
 * second press of the button finds the first one's request.
 */
export async function askOwners(ask: Ask, services: Services): Promise<{ request: GroupRequest; isNew: boolean }> {
  const { store, recordEnd } = services;
  const request = requestFor(ask, services);
  try {
    await store.atomically(async (inside) => {
      await inside.requests.insert(request);
      await inside.jobs.enqueue(jobsForNewRequest(request, request.createdAt));
      await recordEnd?.(inside.audit, { outcome: 'requested', ...aboutRequest(request) });
    });
    return { request, isNew: true };
  } catch (error) {
    const open = await openRequest(ask, services);
    if (open) return { request: open, isNew: false };
    throw error;
  }
}

/** The caller's request for the same that is still open. */
export function openRequest(
  { kind, group, subject }: Pick<Ask, 'kind' | 'group' | 'subject'>,
  { caller, store }: Services,
): Promise<GroupRequest | undefined> {
  const about = { kind: kind ?? kindAbout(subject), ...(subject && { subjectId: subject.id }) };
  return store.requests.pendingFor(caller.tenantId, caller.userId, group.id, about);
}

/**
 * The owners who can decide on what the caller asks: nobody decides on their own request.
 * @throws AppError `group.no-owners`
 */
export async function approversOf(group: Group, { directory, caller }: Services): Promise<PersonRef[]> {
  const owners = await directory.ownersOf(group.id);
  const others = owners.filter((owner) => owner.id !== caller.userId);
  if (others.length === 0) throw noOwners(group);
  return others.map(({ id, displayName }) => ({ id, displayName }));
}

function kindAbout(subject: PersonRef | undefined): RequestKind {
  return subject ? 'add-member' : 'join';
}

function requestFor(ask: Ask, { caller, clock }: Services): GroupRequest {
  const { group, approvers, reason, subject, kind = kindAbout(subject), createdAt = clock.now() } = ask;
  return {
    id: randomUUID(),
    tenantId: caller.tenantId,
    kind,
    group: { id: group.id, displayName: group.displayName },
    requester: { id: caller.userId, displayName: caller.displayName },
    ...(subject && { subject: { id: subject.id, displayName: subject.displayName } }),
    reason,
    stages: [newStage({ kind: 'owners' }, approvers, { begunAt: createdAt })],
    stage: 0,
    carriers: [],
    terms: plainTerms,
    revision: 0,
    status: 'pending',
    createdAt,
    lapsesAt: new Date(createdAt.getTime() + plainTerms.lapsesAfterDays * 86_400_000),
  };
}
