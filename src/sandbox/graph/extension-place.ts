import { mayManage } from './access.ts';
import { requirePermission } from './caller.ts';
import { denied, deniedByExchange } from './errors.ts';
import { itemNotFound, mailboxOf } from './mailbox-access.ts';
import { readableGroup } from './objects.ts';
import type { OperationId } from './permissions.ts';
import { askedThread } from './resources/threads.ts';
import { askedUser } from './resources/users.ts';
import type { Call } from './types.ts';

/** What an extension belongs to. */
export interface ExtensionPlace {
  /** Such as `groups/{id}`; what is kept is kept under it. */
  key: string;
  /** Exchange puts a name of its own before that of the extension. */
  isMail: boolean;
}

/**
 * What the path adds extensions to: a group, a user, or a post or event of a group.
 * @throws GraphError 403 for who may not, 404 for what is not there
 */
export function extensionPlace(call: Call, operation: OperationId, isWrite: boolean): ExtensionPlace {
  if (call.params['post'] !== undefined) return postPlace(call, operation, isWrite);
  if (call.params['event'] !== undefined) return eventPlace(call, operation, isWrite);
  if (call.params['group'] === undefined) return userPlace(call, operation, isWrite);
  requirePermission(call.caller, operation);
  const group = readableGroup(call);
  if (isWrite && !mayManage(call.caller, group, call.tenant)) throw denied();
  return { key: `groups/${group.id}`, isMail: false };
}

function postPlace(call: Call, operation: OperationId, isWrite: boolean): ExtensionPlace {
  const group = mailboxOf(call, operation, isWrite ? 'post' : 'read');
  const id = call.params['post'] ?? '';
  const thread = askedThread(call, group);
  if (!thread.posts.some((post) => post.id === id)) throw itemNotFound(true);
  return { key: `groups/${group.id}/threads/${thread.id}/posts/${id}`, isMail: true };
}

/** Events of groups are for people only. */
function eventPlace(call: Call, operation: OperationId, isWrite: boolean): ExtensionPlace {
  if (call.caller.kind === 'app') throw deniedByExchange();
  const group = mailboxOf(call, operation, isWrite ? 'plan' : 'read');
  const event = call.tenant.mail.events.get(call.params['event'] ?? '');
  if (event?.groupId !== group.id) throw itemNotFound(true);
  return { key: `groups/${group.id}/events/${event.id}`, isMail: true };
}

/** People write to themselves, administrators and apps to everybody. */
function userPlace(call: Call, operation: OperationId, isWrite: boolean): ExtensionPlace {
  const user = askedUser(call, operation);
  const { caller } = call;
  const isOther = caller.kind === 'user' && caller.user.id !== user.id && !caller.isAdmin;
  if (isWrite && isOther) throw denied();
  return { key: `users/${user.id}`, isMail: false };
}
