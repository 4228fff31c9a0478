import { z } from 'zod';
import { overdueTermsCard } from '../cards/overdue-terms.ts';
import type { AppError } from '../domain/errors.ts';
import { isOver, termSteps, type MembershipTerm } from '../domain/terms.ts';
import { overdueLongMs, tellOverdueJob } from '../operations/terms/overdue-jobs.ts';
import type { AppRights } from '../ports/app-rights.ts';
import type { DirectoryScan } from '../ports/scan.ts';
import { endMembership, wasRefused } from './end-membership.ts';
import { adminsToTell } from './find-admins.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { hasLeft, leaveTerm } from './left-term.ts';
import { readerOfRecipient } from './reader-of-recipient.ts';
import { sendOnce } from './send-once.ts';
import { waitForWaking } from './waking-moment.ts';

const perPage = 100;
/** Groups of one owner that a message looks at. */
const mostGroups = 100;
/** Rows on a card; the whole list is behind a button. */
const mostShown = 8;

type Parts = HandlerParts & { scan: DirectoryScan; rights: AppRights };

/**
 * Once a day: who is in a group whose time was over a day ago or longer. Each owner of such groups gets one message about all
 * of them; administrators get one a week about those that nobody has ended for three days.
 */
export function remindOverdue(parts: Parts): Handler {
  const { store, clock } = parts;
  return async ({ id, tenantId }, signal) => {
    const now = clock.now();
    const groupsOf = new Map<string, Set<string>>();
    let old = 0;
    let failure: AppError | undefined;
    let after: MembershipTerm | undefined;
    do {
      signal.throwIfAborted();
      const page = await store.terms.list(tenantId, {}, { limit: perPage, ...(after && { after }) });
      const overdue = page.filter(({ endsAt }) => endsAt.getTime() <= now.getTime() - termSteps.day);
      const { left, failures } = await stillInside(parts, tenantId, overdue, id);
      for (const { term, ownerIds } of left) {
        if (term.endsAt.getTime() <= now.getTime() - overdueLongMs) old += 1;
        for (const owner of ownerIds.filter((one) => one !== term.person.id))
          groupsOf.set(owner, (groupsOf.get(owner) ?? new Set()).add(term.group.id));
      }
      failure ??= failures[0];
      after = overdue.length === perPage ? page.at(-1) : undefined;
    } while (after);
    for (const [owner, groups] of groupsOf)
      await store.jobs.enqueue([tellOverdueJob(tenantId, owner, now, { groupIds: [...groups].slice(0, mostGroups) })]);
    if (failure) throw failure;
    if (old === 0) return;
    const admins = await adminsToTell(tenantId, parts);
    await store.jobs.enqueue(admins.map((admin) => tellOverdueJob(tenantId, admin, now, { count: old })));
  };
}

/** What is settled by now, by itself or by the app, concerns nobody. */
async function stillInside(parts: Parts, tenantId: string, overdue: readonly MembershipTerm[], jobId: string) {
  const { store, scan, policy } = parts;
  const ids = [...new Set(overdue.map(({ group }) => group.id))];
  const { found, failures } =
    ids.length === 0 ? { found: [], failures: [] } : await scan.look(tenantId, ids, { owners: true });
  const looks = new Map(found.map((look) => [look.id, look]));
  const left: { term: MembershipTerm; ownerIds: readonly string[] }[] = [];
  for (const term of overdue) {
    const look = looks.get(term.group.id);
    if (!look) continue;
    const ownerIds = 'gone' in look ? [] : (look.ownerIds ?? []);
    if ('gone' in look || (await hasLeft(term, parts))) await leaveTerm(term, `${jobId}:${term.id}`, parts);
    else if (!policy().members.appEndsMemberships || (await wasRefused(store, term))) left.push({ term, ownerIds });
    else if (!(await endMembership(term, ownerIds, parts))) left.push({ term, ownerIds });
  }
  return { left, failures };
}

const payload = z.object({
  recipientId: z.string(),
  /** For an owner; else for an administrator. */
  groupIds: z.array(z.string()).optional(),
  count: z.number().optional(),
});

/** Sends one such message, when its reader wakes, with what is still so by then. */
export function tellOverdue(parts: HandlerParts): Handler {
  const { store, clock } = parts;
  return async (job, signal) => {
    const { tenantId, payload: given } = job;
    const { recipientId, groupIds, count = 0 } = payload.parse(given);
    const recipient = { tenantId, userId: recipientId };
    await waitForWaking(recipient, parts);
    const about = groupIds ? { groupIds } : {};
    const found = await store.terms.list(tenantId, about, { limit: perPage });
    const now = clock.now();
    const leastMs = groupIds ? 0 : overdueLongMs;
    const terms = found.filter(
      (term) => isOver(term, new Date(now.getTime() - leastMs)) && term.person.id !== recipientId,
    );
    if (terms.length === 0) return;
    signal.throwIfAborted();
    const card = overdueTermsCard(
      { terms: terms.slice(0, mostShown), count: Math.max(terms.length, count), isOwner: groupIds !== undefined },
      await readerOfRecipient(recipient, parts),
    );
    await sendOnce(job, recipientId, card, parts);
  };
}
