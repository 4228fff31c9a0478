import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { timedActor } from '../domain/audit.ts';
import type { Candidate, OwnerSearch } from '../domain/owner-search.ts';
import type { AuditEvent } from '../ports/audit.ts';
import { aboutPerson } from '../operations/audit-subject.ts';
import { occasions, searchCardJob, tellSearchAdminsJob } from '../operations/ownerless/search-jobs.ts';
import { confirm, giveWay, settle } from '../operations/ownerless/search-steps.ts';
import type { AppRights } from '../ports/app-rights.ts';
import type { DirectoryScan } from '../ports/scan.ts';
import { adminsToTell } from './find-admins.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';

const answer = z.object({ searchId: z.string(), personId: z.string(), answerBy: z.number() });

/** The time of a candidate is over: whoever has not answered gives way to the next. */
export function searchAnswer({ store, policy, clock }: HandlerParts): Handler {
  return async ({ tenantId, payload }) => {
    const { searchId, personId, answerBy } = answer.parse(payload);
    const candidate = await store.ownerSearches.candidate(tenantId, searchId, personId);
    if (candidate?.state !== 'asked' || candidate.answerBy?.getTime() !== answerBy) return;
    const terms = { policy: policy(), now: clock.now() };
    await store.atomically((inside) => giveWay(inside, candidate, 'silent', terms));
  };
}

const telling = z.object({ searchId: z.string(), occasion: z.string() });

/** Has administrators told what is theirs to do. */
export function tellSearchAdmins(parts: HandlerParts & { scan: DirectoryScan }): Handler {
  const { store } = parts;
  return async ({ tenantId, payload }) => {
    const { searchId, occasion } = telling.parse(payload);
    const adminIds = await adminsToTell(tenantId, parts);
    await store.jobs.enqueue(adminIds.map((id) => searchCardJob({ tenantId, id: searchId }, id, occasion)));
  };
}

const confirming = z.object({ searchId: z.string(), personId: z.string() });

/**
 * Makes an owner of whoever accepted, with the right of the app: where the policy wants that and the app was granted it. Where
 * it was not, administrators are asked instead.
 */
export function confirmByApp({ store, policy, clock, rights }: HandlerParts & { rights: AppRights }): Handler {
  return async ({ tenantId, payload }) => {
    const { searchId, personId } = confirming.parse(payload);
    const search = await store.ownerSearches.get(tenantId, searchId);
    const candidate = await store.ownerSearches.candidate(tenantId, searchId, personId);
    if (search?.state !== 'accepted' || candidate?.state !== 'accepted') return;
    const line = lineAbout(search, candidate);
    const mayNow = policy().ownerless.confirm === 'app';
    if (mayNow) await store.audit.append({ ...line, at: clock.now(), outcome: 'begun' });
    const outcome = mayNow ? await rights.makeOwner(tenantId, search.group.id, personId) : 'denied';
    await store.atomically(async (inside) => {
      const at = clock.now();
      if (outcome === 'done') {
        await confirm(inside, search, { owner: candidate.person });
        await inside.audit.append({ ...line, at, outcome: 'done' });
      } else if (outcome === 'gone') {
        await settle(inside, search);
        await inside.audit.append({ ...line, at, outcome: 'refused', code: 'group.not-found' });
      } else {
        await inside.jobs.enqueue([tellSearchAdminsJob(search, occasions.confirmInstead(search))]);
        if (mayNow) await inside.audit.append({ ...line, at, outcome: 'refused', code: 'owner.denied' });
      }
    });
  };
}

function lineAbout({ tenantId, group }: OwnerSearch, { person }: Candidate): Omit<AuditEvent, 'at' | 'outcome'> {
  return {
    tenantId,
    actorId: timedActor,
    operation: 'ownerless.confirm',
    groupId: group.id,
    ...aboutPerson(person),
    correlationId: randomUUID(),
  };
}
