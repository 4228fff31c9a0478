import { isMemberOrOwner, isUnified } from '../access.ts';
import { deniedByExchange, noMailbox } from '../errors.ts';
import type { Answer, Call, Route } from '../types.ts';
import { requireByExchange } from '../mailbox-access.ts';
import type { OperationId } from '../permissions.ts';
import { writableGroup } from './groups.ts';

/** What a person keeps about a group in its own mailbox: 200 without a body, or 204 when little is preferred. */
function personal(
  operation: OperationId,
  write: (call: Call, groupId: string, userId: string) => void,
  membersOnly: boolean,
): (call: Call) => Answer {
  return (call) => {
    const { caller, tenant } = call;
    requireByExchange(caller, operation);
    if (caller.kind !== 'user') throw deniedByExchange();
    const group = writableGroup(call);
    if (!isUnified(group)) throw noMailbox();
    const isInside = isMemberOrOwner(caller.user.id, group, tenant);
    if (caller.isGuest || (!isInside && (membersOnly || group.visibility !== 'Public'))) throw deniedByExchange();
    write(call, group.id, caller.user.id);
    const minimal = /return\s*=\s*minimal/i.test(String(call.headers['prefer'] ?? ''));
    return minimal ? { status: 204, headers: { 'Preference-Applied': 'return=minimal' } } : { status: 200 };
  };
}

/** Exchange refuses in words of its own, so the permission is asked for above and not by the router. */
function route(name: string, handle: (call: Call) => Answer): Route {
  return { method: 'POST', path: `/groups/{group}/${name}`, handle };
}

/** Favourites, subscriptions and the count of what is unseen, of the signed-in person. */
export const favoriteRoutes: readonly Route[] = [
  route(
    'addFavorite',
    personal('group-addFavorite', ({ tenant }, id, user) => void tenant.link(id, 'favorite', user), false),
  ),
  route(
    'removeFavorite',
    personal('group-removeFavorite', ({ tenant }, id, user) => void tenant.unlink(id, 'favorite', user), false),
  ),
  route(
    'subscribeByMail',
    personal('group-subscribeByMail', ({ tenant }, id, user) => void tenant.link(id, 'subscriber', user), true),
  ),
  route(
    'unsubscribeByMail',
    personal('group-unsubscribeByMail', ({ tenant }, id, user) => void tenant.unlink(id, 'subscriber', user), true),
  ),
  route(
    'resetUnseenCount',
    personal('group-resetUnseenCount', ({ tenant, now }, id, user) => tenant.mail.visit(id, user, now()), true),
  ),
];
