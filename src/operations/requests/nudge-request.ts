import { z } from 'zod';
import { nudgeChoiceCard } from '../../cards/nudge-choice.ts';
import { namesOf } from '../../cards/around-words.ts';
import { plain } from '../../cards/escape.ts';
import { longTime, readerOf } from '../../cards/reader.ts';
import { nextNudgeAt, nudgeEveryMs } from '../../domain/around-request.ts';
import { nothingToNudge } from '../../domain/around-request-errors.ts';
import { waitsFor, type GroupRequest } from '../../domain/requests.ts';
import { requestRequester } from '../../domain/rules.ts';
import { aboutRequest } from '../audit-subject.ts';
import { defineOperation } from '../define-operation.ts';
import { requestId, words } from '../inputs.ts';
import type { Change, Services } from '../operation.ts';
import { requestNow } from './decide.ts';
import { copyJobs, nudgeJob } from './request-jobs.ts';
import { shownToRequester } from './show-request-card.ts';

type Nudged = { request: GroupRequest; notice: string; change?: Change } | { choices: readonly GroupRequest[] };

/** Of somebody's requests, so many of the newest are looked through for what waits. */
const mostLookedThrough = 50;
const mostOffered = 6;

/**
 * Reminds those for whom a request of the caller's waits, once in 24 hours; in their quiet hours the message waits. From
 * chat, without saying which, the one that waits, or a choice of them.
 * @throws AppError `request.not-found`, `request.none-waits`
 */
export const nudgeRequest = defineOperation({
  name: 'request.nudge',
  phrases: [
    'nudge',
    'remind the owners',
    'nudge the owners',
    'remind the approvers',
    'nudge the approvers',
    'remind whoever decides',
    'remind them',
    'nudge them',
  ],
  sayings: [
    'remind|nudge the? owners|owner|approvers|approver of|about|for {group}',
    'remind|nudge them|everybody about|of my? request|requests',
    'remind|nudge them|everybody of|about {group}',
    'send a? nudge|reminder about|for my request|requests',
  ],
  summary: 'Remind those who are to decide on your request',
  example: 'remind the owners',
  argument: 'group',
  input: z.object({ requestId: requestId.optional(), group: words }),
  scopes: [],

  async run({ requestId: id, group }, services): Promise<Nudged> {
    if (id !== undefined) {
      await requestRequester({ requestId: id }, services);
      return nudge(await requestNow(id, services), services);
    }
    const [only, ...others] = await thoseThatWait(group, services);
    if (!only) throw nothingToNudge();
    return others.length > 0 ? { choices: [only, ...others].slice(0, mostOffered) } : nudge(only, services);
  },
  changes: (nudged) => ('change' in nudged ? nudged.change : undefined),
  card(nudged, reader) {
    if ('choices' in nudged) return nudgeChoiceCard({ requests: nudged.choices }, reader);
    return shownToRequester({ request: nudged.request, notice: nudged.notice }, reader);
  },
});

async function thoseThatWait(group: string, { store, caller }: Services): Promise<GroupRequest[]> {
  const newest = await store.requests.byRequester(caller.tenantId, caller.userId, { limit: mostLookedThrough });
  const wanted = group.toLocaleLowerCase('en');
  return newest.filter(
    (request) => waitsFor(request).length > 0 && request.group.displayName.toLocaleLowerCase('en').includes(wanted),
  );
}

async function nudge(request: GroupRequest, services: Services): Promise<Nudged> {
  const { store, clock, recordEnd } = services;
  const people = waitsFor(request).map(({ id, displayName }) => ({ id, displayName }));
  if (people.length === 0) return { request, notice: 'Nobody has to be reminded: it waits for nobody else now.' };
  const at = clock.now();
  const nextAt = nextNudgeAt(request);
  if (nextAt && nextAt > at) return { request, notice: tooSoon(request, services) };
  const change: Change = { outcome: 'done', ...aboutRequest(request) };
  const isSent = await store.atomically(async (inside) => {
    const notSince = new Date(at.getTime() - nudgeEveryMs);
    if (!(await inside.requests.nudge(request.tenantId, request.id, { at, people, notSince }))) return false;
    const now = { ...request, nudge: { at, people } };
    await inside.jobs.enqueue([
      ...(await copyJobs(inside, now, 'requester')),
      ...people.map(({ id }) => nudgeJob(now, id, at)),
    ]);
    await recordEnd?.(inside.audit, change);
    return true;
  });
  const now = await requestNow(request.id, services);
  if (isSent)
    return {
      request: now,
      notice: `${namesOf(people, plain)} ${people.length === 1 ? 'is' : 'are'} reminded.`,
      change,
    };
  return { request: now, notice: tooSoon(now, services) };
}

function tooSoon(request: GroupRequest, services: Services): string {
  const { nudge } = request;
  const nextAt = nextNudgeAt(request);
  const reader = readerOf(services);
  if (!nudge || !nextAt || nextAt <= reader.now) return 'This request has just changed: look at how it stands.';
  return `They were reminded on ${longTime(nudge.at, reader)}. You can do that again from ${longTime(nextAt, reader)}.`;
}
