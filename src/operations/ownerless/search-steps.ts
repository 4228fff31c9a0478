import { anyReader } from '../../cards/reader.ts';
import { dayMs } from '../../domain/expiry.ts';
import {
  isSearchOpen,
  nextToAsk,
  openStates,
  willing,
  type Candidate,
  type OwnerSearch,
} from '../../domain/owner-search.ts';
import type { PersonRef } from '../../domain/people.ts';
import type { Policy } from '../../domain/policy.ts';
import { nextWakingMoment } from '../../domain/quiet-hours.ts';
import type { Store } from '../../ports/store.ts';
import {
  announceSearch,
  confirmByAppJob,
  occasions,
  searchAnswerJob,
  searchCardJob,
  tellSearchAdminsJob,
} from './search-jobs.ts';

/** What steps of a search go by. Each is taken inside `atomically`, with the search held. */
export interface StepTerms {
  policy: Policy;
  now: Date;
}

/**
 * Asks as many more as may be asked at a time. When nobody is left, neither to ask nor to answer, administrators hear that
 * nobody wants to. Nothing, unless the search is asking.
 */
export async function askNext(inside: Store, search: OwnerSearch, { policy, now }: StepTerms): Promise<void> {
  const { ownerSearches, jobs } = inside;
  const { tenantId, id } = search;
  if (search.state !== 'asking') return;
  const candidates = await ownerSearches.candidates(tenantId, id);
  const next = nextToAsk(candidates, policy.ownerless.askAtOnce);
  for (const candidate of next) {
    const askedAt = await wakingMomentOf(inside, candidate, { policy, now });
    const answerBy = new Date(askedAt.getTime() + policy.ownerless.answerDays * dayMs);
    if (!(await ownerSearches.moveCandidate(candidate, ['waiting'], { state: 'asked', answerBy }))) continue;
    await jobs.enqueue([
      searchCardJob(search, candidate.person.id, occasions.ask(search), askedAt),
      searchAnswerJob(candidate, answerBy),
    ]);
  }
  if (next.length > 0 || candidates.some(({ state }) => state === 'asked')) return;
  if (await ownerSearches.move(search, ['asking'], { state: 'exhausted' }))
    await jobs.enqueue([tellSearchAdminsJob(search, occasions.exhausted(search))]);
}

/** Somebody does not answer in time, says no, or cannot be reached: the next one is asked. */
export async function giveWay(
  inside: Store,
  candidate: Candidate,
  to: 'declined' | 'silent' | 'unreachable',
  terms: StepTerms,
): Promise<boolean> {
  const { ownerSearches } = inside;
  const { tenantId, searchId } = candidate;
  const search = await ownerSearches.hold(tenantId, searchId);
  if (!search || !isSearchOpen(search)) return false;
  const from = to === 'declined' ? (['asked', 'silent', 'accepted'] as const) : (['asked'] as const);
  if (!(await ownerSearches.moveCandidate(candidate, from, { state: to }))) return false;
  const others = await ownerSearches.candidates(tenantId, searchId);
  if (search.state === 'accepted' && willing(others).length === 0)
    await ownerSearches.move(search, ['accepted'], { state: 'asking' });
  const now = await ownerSearches.get(tenantId, searchId);
  if (now) await askNext(inside, now, terms);
  await announceSearch(inside, tenantId, searchId);
  return true;
}

/**
 * Somebody would own the group. The first of them is to be confirmed; who comes later is shown beside.
 * @returns false where they were not asked, or accepted before, or it is over
 */
export async function accept(
  inside: Store,
  candidate: Candidate,
  person: PersonRef,
  { policy, now }: StepTerms,
): Promise<boolean> {
  const { ownerSearches, jobs } = inside;
  const { tenantId, searchId } = candidate;
  const held = await ownerSearches.hold(tenantId, searchId);
  if (!held || !isSearchOpen(held)) return false;
  const change = { state: 'accepted', acceptedAt: now, person } as const;
  if (!(await ownerSearches.moveCandidate(candidate, ['asked', 'silent', 'declined'], change))) return false;
  if (await ownerSearches.move(held, ['asking', 'exhausted'], { state: 'accepted' })) {
    const search = (await ownerSearches.get(tenantId, searchId)) ?? held;
    await jobs.enqueue([
      policy.ownerless.confirm === 'app'
        ? confirmByAppJob(search, person.id)
        : tellSearchAdminsJob(search, occasions.confirm(search)),
    ]);
  }
  await announceSearch(inside, tenantId, searchId);
  return true;
}

/** Somebody was made the owner: they hear of it, and every card says so. @param by absent where the app did it */
export async function confirm(
  inside: Store,
  search: OwnerSearch,
  { owner, by }: { owner: PersonRef; by?: PersonRef },
): Promise<boolean> {
  const to = { state: 'confirmed', owner, ...(by && { confirmedBy: by }) } as const;
  if (!(await inside.ownerSearches.move(search, openStates, to))) return false;
  await inside.jobs.enqueue([searchCardJob(search, owner.id, occasions.owner())]);
  await announceSearch(inside, search.tenantId, search.id);
  return true;
}

/** The group has an owner without it, or is gone. */
export async function settle(inside: Store, search: Pick<OwnerSearch, 'tenantId' | 'id'>): Promise<boolean> {
  if (!(await inside.ownerSearches.move(search, openStates, { state: 'settled' }))) return false;
  await announceSearch(inside, search.tenantId, search.id);
  return true;
}

/** Everybody who did not accept is asked once more, in the same order. */
export async function askAgain(inside: Store, search: OwnerSearch, terms: StepTerms): Promise<boolean> {
  const { ownerSearches } = inside;
  const held = await ownerSearches.hold(search.tenantId, search.id);
  const to = { state: 'asking', round: (held?.round ?? 0) + 1 } as const;
  if (held?.state !== 'exhausted' || !(await ownerSearches.move(held, ['exhausted'], to))) return false;
  const passed = ['declined', 'silent', 'unreachable'] as const;
  for (const candidate of await ownerSearches.candidates(held.tenantId, held.id))
    await ownerSearches.moveCandidate(candidate, passed, { state: 'waiting' });
  const now = await ownerSearches.get(held.tenantId, held.id);
  if (now) await askNext(inside, now, terms);
  await announceSearch(inside, held.tenantId, held.id);
  return true;
}

/** Nobody asked for it, so it waits until they are awake, by their own clock. */
async function wakingMomentOf(
  inside: Store,
  { tenantId, person }: Candidate,
  { policy, now }: StepTerms,
): Promise<Date> {
  const known = await inside.conversations.personal(tenantId, person.id);
  return nextWakingMoment(policy.quietHours, known?.timeZone ?? anyReader(now).timeZone, now);
}
