import { AppError } from './errors.ts';
import type { Group } from './groups.ts';
import type { PersonRef } from './people.ts';

/** @returns why a group of this kind can never have a team, or undefined when it can */
export function whyNoTeam(group: Group): AppError | undefined {
  if (group.kind !== 'microsoft365')
    return refusal(
      'team.wrong-kind',
      `“${group.displayName}” is a ${kindWords[group.kind]}, and only Microsoft 365 groups can have a team. Ask for a new group with a team instead: “new team ${group.displayName}”.`,
    );
  if (group.visibility === 'hiddenMembership')
    return refusal(
      'team.hidden-membership',
      `The members of “${group.displayName}” are hidden, and Teams makes no team of such a group. That was decided when it was made and cannot be changed; a new group could have one.`,
    );
  return undefined;
}

const kindWords: Record<Exclude<Group['kind'], 'microsoft365'>, string> = {
  security: 'security group',
  mailEnabledSecurity: 'mail-enabled security group',
  distribution: 'distribution list',
};

/** Where something of a team is wanted that is not there yet. */
export function hasNoTeam(group: Group): AppError {
  return refusal(
    'team.none',
    `“${group.displayName}” has no team. Its owners can put one on it: “enable team ${group.displayName}”.`,
  );
}

/** Nobody writes in it, so nothing is made in it either. */
export function teamIsArchived(group: Group): AppError {
  return refusal(
    'team.archived',
    `The team “${group.displayName}” is archived. Its owners can bring it back: “unarchive team ${group.displayName}”.`,
  );
}

export function teamNeedsOwner(group: Group): AppError {
  return refusal(
    'team.no-owner',
    `“${group.displayName}” has no owner, and a team needs one. An administrator can make somebody its owner, who can then put the team on it.`,
  );
}

/** Where even an owner needs somebody's word for a team, it is asked for without channels. */
export function teamToBeAskedFor(group: Group): AppError {
  return refusal(
    'team.rule',
    `Others have to agree to a team on “${group.displayName}”. Ask them with “enable team ${group.displayName}”; channels can be added when it is there.`,
  );
}

/** @param owners who can do it instead */
export function onlyOwnersEnable(group: Group, owners: readonly PersonRef[], mayMembersAsk: boolean): AppError {
  const names = owners.slice(0, 3).map(({ displayName }) => displayName);
  const list = new Intl.ListFormat('en', { type: 'disjunction' }).format(names);
  const who = mayMembersAsk ? 'Its members can ask them for it, and you are not one' : 'You are not one';
  return refusal(
    'group.not-owner',
    `Only owners of “${group.displayName}” can put a team on it. ${who}. Speak to ${list}.`,
  );
}

function refusal(code: string, advice: string): AppError {
  return new AppError('denied', { code, advice });
}
