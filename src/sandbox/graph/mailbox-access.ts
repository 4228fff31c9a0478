import type { GroupRecord } from '../tenant/records.ts';
import { isMemberOrOwner, isUnified } from './access.ts';
import type { Caller } from './caller.ts';
import { GraphError, badRequest, deniedByExchange, noMailbox, notFound } from './errors.ts';
import { checkId } from './objects.ts';
import { permissions } from './permissions.ts';
import type { OperationId } from './permissions.ts';
import type { Call } from './types.ts';

/** What is asked of a group's mailbox: to look into it, to post to its conversations, or to write into its calendar. */
type Need = 'read' | 'post' | 'plan';

/**
 * The group of the path, when its mailbox is open to the caller: to members, and that of a public group to every employee.
 * An app needs its permission only. Administrators are nobody special to Exchange.
 * @throws GraphError 403 in Exchange's words, 400 no GUID, 404 when there is no such group or it has no mailbox
 */
export function mailboxOf(call: Call, operation: OperationId, need: Need): GroupRecord {
  requireByExchange(call.caller, operation);
  const id = checkId(call.params['group'] ?? '');
  const group = call.tenant.group(id);
  if (!group) throw notFound(id);
  if (!isUnified(group)) throw noMailbox();
  if (!isOpen(call, group, need)) throw deniedByExchange();
  return group;
}

/** @throws GraphError 403 in Exchange's words when the token carries none of the operation's permissions */
export function requireByExchange(caller: Caller, operation: OperationId): void {
  caller.used.add(operation);
  const { delegated, app } = permissions[operation];
  const enough = caller.kind === 'app' ? app : delegated;
  if (!enough.some((name) => caller.granted.has(name))) throw deniedByExchange();
}

function isOpen(call: Call, group: GroupRecord, need: Need): boolean {
  const { caller, tenant } = call;
  if (caller.kind === 'app') return true;
  if (caller.isGuest) return false;
  const isInside = isMemberOrOwner(caller.user.id, group, tenant);
  if (need === 'read') return isInside || group.visibility === 'Public';
  if (!isInside && (need === 'plan' || group.visibility !== 'Public')) return false;
  return maySend(call, group, caller.user.id);
}

/**
 * Whether somebody may post or plan in a group: nobody whom it rejects, and only those whom it accepts if it names any. A
 * group on a list stands for everybody in it.
 */
export function maySend({ tenant }: Pick<Call, 'tenant'>, group: GroupRecord, userId: string): boolean {
  const names = (side: 'acceptedSender' | 'rejectedSender'): boolean =>
    [...tenant.linked(group.id, side)].some((id) => id === userId || tenant.isLinked(id, 'member', userId));
  if (names('rejectedSender')) return false;
  return tenant.linked(group.id, 'acceptedSender').size === 0 || names('acceptedSender');
}

/** Something that is not in the mailbox, or an id that Exchange cannot have made. */
export function itemNotFound(isPossible: boolean): GraphError {
  if (!isPossible) return badRequest('Id is malformed.', 'ErrorInvalidIdMalformed');
  return new GraphError(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');
}

/** `@odata.context` of something below a group. */
export function groupContext(call: Call, groupId: string, what: string): string {
  const { select } = call.query;
  const properties = select ? `(${select.join(',')})` : '';
  const [set = '', entity = ''] =
    what.split('/$entity').length > 1 ? [what.replace('/$entity', ''), '/$entity'] : [what];
  return `${call.origin}/v1.0/$metadata#groups('${groupId}')/${set}${properties}${entity}`;
}
