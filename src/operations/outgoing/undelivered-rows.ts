import { z } from 'zod';
import type { UndeliveredRow } from '../../cards/undelivered-list.ts';
import { isPersonal } from '../../domain/expiry.ts';
import type { DeadJob } from '../../ports/jobs.ts';
import type { Services } from '../operation.ts';
import { sortOf } from './message-sorts.ts';
import { namesOf } from './names-of.ts';

/** What the payloads of messages carry, each what it needs. */
const payload = z.object({
  requestId: z.guid().optional().catch(undefined),
  noticeId: z.guid().optional().catch(undefined),
  listId: z.guid().optional().catch(undefined),
  recipientId: z.guid().optional().catch(undefined),
  userId: z.guid().optional().catch(undefined),
  groupId: z.guid().optional().catch(undefined),
  role: z.string().optional().catch(undefined),
});

interface Found {
  job: DeadJob;
  what: string;
  about?: string;
  personId?: string;
  channelOf?: string;
}

type Parts = Pick<Services, 'store' | 'directory'>;

/** Messages with what they were and whom they were for, by name, as the caller may read the names now. */
export async function undeliveredRows(jobs: readonly DeadJob[], services: Parts): Promise<UndeliveredRow[]> {
  const found = await Promise.all(jobs.map((job) => lookUp(job, services)));
  const { directory } = services;
  const [people, groups] = await Promise.all([
    namesOf(
      found.map(({ personId }) => personId),
      (id) => directory.person(id),
    ),
    namesOf(
      found.map(({ channelOf }) => channelOf),
      (id) => directory.group(id),
    ),
  ]);
  return found.map(({ job, what, about, personId, channelOf }) => ({
    id: job.id,
    what,
    ...(about !== undefined && { about }),
    to:
      channelOf !== undefined
        ? { channelOf: groups.get(channelOf) }
        : personId !== undefined
          ? { person: people.get(personId) }
          : undefined,
    dueAt: job.dueAt,
    code: job.code,
  }));
}

async function lookUp(job: DeadJob, { store }: Parts): Promise<Found> {
  const { requestId, noticeId, listId, recipientId, userId, groupId, role } = payload.parse(job.payload);
  const isOwn = job.kind === 'deliver-request-card' && role === 'requester';
  const what = isOwn ? 'A request that its sender made' : sortOf(job.kind).what;
  const to = recipientId ?? userId;
  if (noticeId !== undefined) {
    const notice = await store.notices.get(job.tenantId, noticeId);
    const recipient = notice?.notice.recipient;
    return {
      job,
      what,
      ...(notice && { about: notice.expiration.groupName }),
      ...(recipient && (isPersonal(recipient) ? { personId: recipient.userId } : { channelOf: recipient.groupId })),
    };
  }
  const request = requestId === undefined ? undefined : await store.requests.get(job.tenantId, requestId);
  const list = listId === undefined ? undefined : await store.lists.get(job.tenantId, listId);
  const personId = to ?? request?.requester.id ?? list?.sender.id;
  const about = request?.group ?? list?.group;
  return {
    job,
    what,
    ...(about && { about: about.displayName }),
    ...(personId !== undefined && { personId }),
    ...(personId === undefined && groupId !== undefined && { channelOf: groupId }),
  };
}
