import { z } from 'zod';
import { termsListCard, type TermsList } from '../../cards/terms-list.ts';
import { auditReaderRoles } from '../../domain/audit-readers.ts';
import { defineOperation } from '../define-operation.ts';
import { maybeGroupName } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { ownersIfOwn } from '../owned-group.ts';
import { groupBeside } from '../side-by-side.ts';
import { pageUpTo, timePlace } from '../time-place.ts';

const pageSize = 8;

/**
 * Memberships that have an end: of a group that the caller owns; else the caller's own, and those in all groups that they
 * own. Administrators see those of the whole organisation.
 * @throws AppError `group.not-owner`
 */
export const listTerms = defineOperation({
  name: 'term.list',
  phrases: [
    'memberships for a time',
    'temporary members',
    'temporary memberships',
    'whose membership ends',
    'when does membership end',
    'time-limited members',
  ],
  sayings: ['who is in {group} for a time', 'whose membership in|of {group} ends', 'temporary members of|in {group}'],
  summary: 'Show whose membership has an end',
  example: 'memberships for a time',
  argument: 'group',
  input: z.object({ group: maybeGroupName, next: timePlace }),
  scopes: ['User.Read', 'GroupMember.Read.All'],

  async run({ group: name, next }, services): Promise<TermsList> {
    const { store, caller } = services;
    const { group, about } = await reach(name.replace(/^(?:in|of)\s+/iu, ''), services);
    const page = { limit: pageSize + 1, ...(next && { after: { endsAt: next.at, id: next.id } }) };
    const found = await store.terms.list(caller.tenantId, about, page);
    const { shown: terms, ...rest } = pageUpTo(pageSize, found, ({ endsAt: at, id }) => ({ at, id }));
    return {
      ...(group && { group }),
      terms,
      userId: caller.userId,
      ...rest,
      isContinued: next !== undefined,
    };
  },
  card: termsListCard,
});

async function reach(
  name: string,
  services: Services,
): Promise<{ group?: TermsList['group']; about: { groupIds?: string[]; personId?: string } }> {
  const { directory, memberships, caller } = services;
  if (name !== '') {
    const { group, beside } = await groupBeside(directory, name, (id) => directory.ownersOf(id));
    ownersIfOwn(group, await beside(), services);
    return { group, about: { groupIds: [group.id] } };
  }
  const [held, owned] = await Promise.all([
    memberships.whichGiveRole({ kind: 'person', id: caller.userId }, auditReaderRoles),
    memberships.owned(),
  ]);
  if (held.length > 0) return { about: {} };
  const groups = owned.filter(({ type }) => type === 'group');
  return { about: { groupIds: groups.map(({ id }) => id), personId: caller.userId } };
}
