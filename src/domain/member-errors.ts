import { AppError } from './errors.ts';
import type { Group } from './groups.ts';
import type { PersonRef } from './people.ts';

/** @param owners who can do it instead, as far as the caller may read their names */
export function onlyOwners(group: Group, owners: readonly PersonRef[]): AppError {
  const names = owners.slice(0, 3).map(({ displayName }) => displayName);
  const who =
    names.length === 0 ? `“owners of ${group.displayName}” shows whom to ask.` : `Ask ${listOf(names, 'disjunction')}.`;
  return new AppError('denied', {
    code: 'group.not-owner',
    advice: `Only owners of “${group.displayName}” can do this, and you are not one. ${who}`,
  });
}

/** @param names what was looked for in vain */
export function nobodyCalled(names: readonly string[]): AppError {
  const sought = listOf(
    names.map((name) => `“${name}”`),
    'disjunction',
  );
  return new AppError('notFound', {
    code: 'person.not-found',
    advice: `There is nobody called ${sought} in your organisation’s directory. Check the spelling, or use the whole address.`,
  });
}

/** Where a person or a group could be meant. */
export function nothingCalled(name: string): AppError {
  return new AppError('notFound', {
    code: 'person.not-found',
    advice: `Nobody and no group that you can see is called “${name}”. Check the spelling, or use the whole address.`,
  });
}

export function nobodyInside(name: string, group: Group, part: 'member' | 'owner'): AppError {
  return new AppError('notFound', {
    code: `${part}.not-found`,
    advice: `“${group.displayName}” has no ${part} called “${name}”. Look at its ${part}s to see who there is.`,
  });
}

export function alreadyOwner(person: PersonRef, group: Group): AppError {
  return new AppError('conflict', {
    code: 'owner.already-present',
    advice: `${person.displayName} is an owner of “${group.displayName}” already.`,
  });
}

export function ownersFull(group: Group): AppError {
  return new AppError('denied', {
    code: 'owner.full',
    advice: `“${group.displayName}” has 100 owners, which is as many as a group can have. Drop one first.`,
  });
}

export function lastOwnerStays(person: PersonRef, group: Group, isSelf: boolean): AppError {
  const who = isSelf ? 'You are' : `${person.displayName} is`;
  return new AppError('denied', {
    code: 'owner.last',
    advice: `${who} the only owner of “${group.displayName}”, and a group needs one. Make somebody else an owner first: “make owner … of ${group.displayName}”.`,
  });
}

export function cannotSubscribe(group: Group, why: 'kind' | 'notMember'): AppError {
  return new AppError('denied', {
    code: why === 'kind' ? 'group.cannot-subscribe' : 'subscription.denied',
    advice:
      why === 'kind'
        ? `“${group.displayName}” keeps no conversations that could be mailed to you: only Microsoft 365 groups do.`
        : `Only members of “${group.displayName}” can have its mail sent to them. Join it first.`,
  });
}

export function neverExpires(group: Group): AppError {
  return new AppError('conflict', {
    code: 'group.no-expiry',
    advice:
      group.kind === 'microsoft365'
        ? `“${group.displayName}” has no expiration date, so there is nothing to renew. An administrator decides which groups expire.`
        : `“${group.displayName}” never expires: only Microsoft 365 groups do.`,
  });
}

function listOf(names: readonly string[], type: 'conjunction' | 'disjunction'): string {
  return new Intl.ListFormat('en', { type }).format(names);
}
