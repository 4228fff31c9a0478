import { z } from 'zod';
import { choosePersonCard, type ChoosePerson } from '../../cards/choose-person.ts';
import { ownerSearchCard, type SearchShown } from '../../cards/owner-search.ts';
import { personFormCard, type PersonForm } from '../../cards/person-form.ts';
import { AppError } from '../../domain/errors.ts';
import { nobodyCalled } from '../../domain/member-errors.ts';
import { confirmOneself, guestsOwnNothing, isSearchOpen, type OwnerSearch } from '../../domain/owner-search.ts';
import type { PersonRef } from '../../domain/people.ts';
import { administratorScopes } from '../administrators.ts';
import { personInGroup, personMeant } from '../ask-person.ts';
import { aboutPerson } from '../audit-subject.ts';
import { defineOperation } from '../define-operation.ts';
import type { Change, Services } from '../operation.ts';
import { searchPerson } from '../resolve-person.ts';
import { searchId, searchNow, searchShown, searchToDecide } from './find-search.ts';
import { askAgain, confirm } from './search-steps.ts';

const scopes = ['Group.ReadWrite.All'];
const changed = 'This has changed meanwhile. Here is how it stands.';

interface Decided {
  shown: SearchShown;
  change?: Change;
}

/**
 * Makes an owner of somebody who offered to own a group, with the right of the administrator who presses. Nobody confirms
 * themselves.
 * @throws AppError `ownerless.not-found`, `ownerless.oneself`, and what Graph refuses
 * @see https://learn.microsoft.com/graph/api/group-post-owners
 */
export const confirmSearch = defineOperation({
  name: 'ownerless.confirm',
  phrases: [],
  summary: 'Make an owner of somebody who offered to own a group',
  example: '',
  input: z.object({ searchId, person: z.guid({ error: 'This button is broken.' }) }),
  scopes,

  async run({ searchId: id, person: personId }, services): Promise<Decided> {
    const search = await searchToDecide(id, services);
    const candidate = await services.store.ownerSearches.candidate(search.tenantId, id, personId);
    if (search.state !== 'accepted' || candidate?.state !== 'accepted') return decided(search, undefined, services);
    return makeOwner(search, candidate.person, services);
  },
  changes: ({ change }) => change,
  card: ({ shown }, reader) => ownerSearchCard(shown, reader),
});

type Appointing = { form: PersonForm } | { choose: ChoosePerson } | { done: Decided };

/**
 * Makes an owner of whomever an administrator chooses for a group that nobody owns, with their own right.
 * @throws AppError `ownerless.not-found`, `ownerless.oneself`, `ownerless.guest`, `person.not-found`
 */
export const appointOwner = defineOperation({
  name: 'ownerless.appoint',
  phrases: [],
  summary: 'Choose an owner for a group that nobody owns',
  example: '',
  input: personInGroup.omit({ group: true }).extend({ searchId }),
  scopes: [...scopes, 'User.ReadBasic.All'],

  dialog: { title: 'Choose an owner' },

  async run({ searchId: id, ...said }, services): Promise<Appointing> {
    const search = await searchToDecide(id, services);
    if (!isSearchOpen(search)) return { done: await decided(search, undefined, services) };
    const wanted = personMeant({ ...said, group: '' });
    if (wanted === '')
      return {
        form: {
          what: 'appoint',
          searchId: id,
          group: await services.directory.group(search.group.id),
          typed: '',
          isNobodyNamed: said.sent === 'yes',
        },
      };
    const found = await searchPerson(services.directory, services.caller, wanted);
    if ('candidates' in found) {
      if (found.candidates.length === 0) throw nobodyCalled([wanted]);
      const choices = found.candidates.map((person) => ({ person, data: { searchId: id, person: person.id } }));
      return { choose: { wanted, choices, operation: { name: 'ownerless.appoint', summary: 'Choose an owner' } } };
    }
    if (found.person.isGuest) throw guestsOwnNothing();
    return { done: await makeOwner(search, found.person, services) };
  },
  changes: (result) => ('done' in result ? result.done.change : undefined),
  card(result, reader) {
    if ('form' in result) return personFormCard(result.form, reader);
    return 'done' in result ? ownerSearchCard(result.done.shown, reader) : choosePersonCard(result.choose, reader);
  },
});

/**
 * Asks everybody once more who did not want to own a group, or did not answer.
 * @throws AppError `ownerless.not-found`
 */
export const searchAgain = defineOperation({
  name: 'ownerless.again',
  phrases: [],
  summary: 'Ask the members of a group once more who would own it',
  example: '',
  input: z.object({ searchId }),
  scopes: administratorScopes,

  async run({ searchId: id }, services): Promise<Decided> {
    const search = await searchToDecide(id, services);
    const { store, policy, clock } = services;
    const change = { outcome: 'done', groupId: search.group.id } as const;
    const isDone = await store.atomically(async (inside) => {
      if (!(await askAgain(inside, search, { policy, now: clock.now() }))) return false;
      await services.recordEnd?.(inside.audit, change);
      return true;
    });
    return decided(search, isDone ? change : undefined, services);
  },
  changes: ({ change }) => change,
  card: ({ shown }, reader) => ownerSearchCard(shown, reader),
});

/** Graph is the judge of whether the administrator may. Who owns it already is one all the same: an answer got lost. */
async function makeOwner(search: OwnerSearch, { id, displayName }: PersonRef, services: Services): Promise<Decided> {
  const { store, directory, caller } = services;
  if (id === caller.userId) throw confirmOneself();
  try {
    await directory.addOwner(search.group.id, id);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'owner.already-present') throw error;
  }
  const change = { outcome: 'done', groupId: search.group.id, ...aboutPerson({ id }) } as const;
  const by = { id: caller.userId, displayName: caller.displayName };
  const isDone = await store.atomically(async (inside) => {
    if (!(await confirm(inside, search, { owner: { id, displayName }, by }))) return false;
    await services.recordEnd?.(inside.audit, change);
    return true;
  });
  return decided(search, isDone ? change : undefined, services);
}

async function decided({ id }: OwnerSearch, change: Change | undefined, services: Services): Promise<Decided> {
  const shown = await searchShown(await searchNow(id, services), services);
  return change ? { shown, change } : { shown: { ...shown, notice: changed } };
}
