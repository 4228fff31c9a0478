import { z } from 'zod';
import { ownerQuestionCard, type OwnerQuestion } from '../../cards/owner-search.ts';
import {
  guestsOwnNothing,
  isSearchOpen,
  noLongerMember,
  type Candidate,
  type OwnerSearch,
} from '../../domain/owner-search.ts';
import { defineOperation } from '../define-operation.ts';
import type { Change, Services } from '../operation.ts';
import { ownQuestion, searchId, searchShown } from './find-search.ts';
import { accept, giveWay, settle } from './search-steps.ts';

/** How the question stands after a press, and what is to be told of it. */
interface Answered {
  question: OwnerQuestion;
  change?: Change;
}

const changed = 'This has changed meanwhile. Here is how it stands.';

/**
 * Says that one would own a group that nobody owns. That makes nobody its owner: it is confirmed by an administrator, or by
 * the app where the policy wants that. Who is not in the group any more is refused, and so are guests.
 * @throws AppError `ownerless.not-found`, `ownerless.not-member`, `ownerless.guest`, `group.not-found`
 */
export const acceptSearch = defineOperation({
  name: 'ownerless.accept',
  phrases: [],
  summary: 'Offer to own a group that nobody owns',
  example: '',
  input: z.object({ searchId }),
  scopes: ['User.Read', 'GroupMember.Read.All'],

  async run({ searchId: id }, services): Promise<Answered> {
    const { search, candidate } = await ownQuestion(id, services);
    if (!isSearchOpen(search) || candidate.state === 'accepted') return answered(id, false, services);
    const { store, caller, policy, clock } = services;
    const isOwned = await hasOwner(search, candidate, services);
    const person = { id: caller.userId, displayName: caller.displayName };
    const isDone = await store.atomically(async (inside) => {
      if (isOwned) return settle(inside, search);
      if (!(await accept(inside, candidate, person, { policy, now: clock.now() }))) return false;
      await services.recordEnd?.(inside.audit, changeOf(search));
      return true;
    });
    return answered(id, isDone && !isOwned, services);
  },
  changes: ({ change }) => change,
  card: ({ question }, reader) => ownerQuestionCard(question, reader),
});

/**
 * Says that one would rather not: the next one is asked. Also takes back what one offered, until it is confirmed.
 * @throws AppError `ownerless.not-found`
 */
export const declineSearch = defineOperation({
  name: 'ownerless.decline',
  phrases: [],
  summary: 'Say that you would rather not own a group',
  example: '',
  input: z.object({ searchId }),
  scopes: [],

  async run({ searchId: id }, services): Promise<Answered> {
    const { search, candidate } = await ownQuestion(id, services);
    if (!isSearchOpen(search) || candidate.state === 'declined') return answered(id, false, services);
    const { store, policy, clock } = services;
    const isDone = await store.atomically(async (inside) => {
      if (!(await giveWay(inside, candidate, 'declined', { policy, now: clock.now() }))) return false;
      await services.recordEnd?.(inside.audit, changeOf(search));
      return true;
    });
    return answered(id, isDone, services);
  },
  changes: ({ change }) => change,
  card: ({ question }, reader) => ownerQuestionCard(question, reader),
});

/** @returns whether somebody has become an owner elsewhere, so that the question is over */
async function hasOwner(
  { group, formerIds }: OwnerSearch,
  { kind }: Candidate,
  { directory, memberships, policy }: Services,
): Promise<boolean> {
  const [standing, me, owners] = await Promise.all([
    directory.standingIn(group.id),
    memberships.me(),
    directory.ownersOf(group.id),
  ]);
  if (me.isGuest) throw guestsOwnNothing();
  if (kind === 'member' && !standing.isMember && !standing.isOwner) throw noLongerMember(group);
  const { countsGuests, minimumOwners } = policy.ownerless;
  const there = owners.filter(({ id, isGuest }) => !formerIds.includes(id) && (countsGuests || !isGuest));
  return there.length >= minimumOwners;
}

async function answered(id: string, isDone: boolean, services: Services): Promise<Answered> {
  const { search, candidate } = await ownQuestion(id, services);
  const question = { ...(await searchShown(search, services)), candidate };
  return isDone ? { question, change: changeOf(search) } : { question: { ...question, notice: changed } };
}

function changeOf({ group }: OwnerSearch): Change {
  return { outcome: 'done', groupId: group.id };
}
