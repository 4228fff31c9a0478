import { z } from 'zod';
import { unreachedOwnersCard, type UnreachedGroup, type UnreachedOwners } from '../../cards/unreached-owners.ts';
import { isPersonal, type Notice } from '../../domain/expiry.ts';
import type { ExpirationKey } from '../../ports/notices.ts';
import { defineOperation } from '../define-operation.ts';
import type { Services } from '../operation.ts';
import { pageUpTo, timePlace } from '../time-place.ts';
import { namesOf } from './names-of.ts';
import { outgoingReach, outgoingScopes } from './outgoing-reach.ts';

const pageSize = 8;

/**
 * Shows administrators which groups are about to end although an owner could not be told, and who was told instead. The
 * right is checked with the directory each time.
 * @throws AppError `outgoing.denied`
 */
export const unreachedOwners = defineOperation({
  name: 'outgoing.unreached-owners',
  phrases: [
    'unreachable owners',
    'unreached owners',
    'owners who cannot be reached',
    'which owners could not be reached',
    'groups whose owners cannot be reached',
  ],
  summary: 'See which groups end although their owners could not be told',
  example: 'unreachable owners',
  input: z.object({ next: timePlace }),
  scopes: outgoingScopes,

  async run({ next }, services): Promise<UnreachedOwners> {
    await outgoingReach(services);
    const { store, caller, clock } = services;
    const { tenantId } = caller;
    const after = next && { tenantId, groupId: next.id, expiresAt: next.at };
    const page = { now: clock.now(), limit: pageSize + 1, ...(after && { after }) };
    const keys = await store.notices.unreached(tenantId, page);
    const { shown, ...rest } = pageUpTo(pageSize, keys, ({ expiresAt: at, groupId: id }) => ({ at, id }));
    return {
      groups: await groupsOf(shown, services),
      ...rest,
      isContinued: next !== undefined,
    };
  },
  card: unreachedOwnersCard,
});

async function groupsOf(keys: readonly ExpirationKey[], { store, directory }: Services): Promise<UnreachedGroup[]> {
  const about = await Promise.all(keys.map((key) => store.notices.about(key)));
  const ends = await Promise.all(
    about.map(async ([first]) => first && (await store.notices.get(first.tenantId, first.id))?.expiration),
  );
  const people = about.flat().flatMap(({ recipient }) => (isPersonal(recipient) ? [recipient.userId] : []));
  const names = await namesOf(people, (id) => directory.person(id));
  return about.flatMap((notices, index) => {
    const end = ends[index];
    if (!end) return [];
    const unreached = notices.filter(({ recipient, state }) => recipient.kind === 'owner' && state === 'dead');
    const instead = notices.filter(({ recipient }) => isPersonal(recipient) && recipient.kind !== 'owner');
    return [
      {
        id: end.groupId,
        displayName: end.groupName,
        expiresAt: end.expiresAt,
        unreached: namesIn(unreached, names),
        toldInstead: namesIn(
          instead.filter(({ state }) => state === 'sent'),
          names,
        ),
      },
    ];
  });
}

/** Each once. Who is gone has no name. */
function namesIn(notices: readonly Notice[], names: ReadonlyMap<string, string>): string[] {
  const ids = notices.flatMap(({ recipient }) => (isPersonal(recipient) ? [recipient.userId] : []));
  return [...new Set(ids)].map((id) => names.get(id) ?? 'somebody who is gone');
}
