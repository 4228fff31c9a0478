import { z } from 'zod';
import { applyMembershipRule } from '../../tenant/dynamic.ts';
import type { GroupRecord } from '../../tenant/records.ts';
import { isUnified, mayManage } from '../access.ts';
import { readJson } from '../body.ts';
import { holds, requirePermission } from '../caller.ts';
import { badRequest, denied, deniedByExchange, invalidValue, noMailbox } from '../errors.ts';
import { groupFields, readFields, refuseTaken, refuseUnlisted, without } from '../group-fields.ts';
import { exchangeProperties } from '../group-shape.ts';
import { enforceNaming } from '../naming.ts';
import type { Names } from '../naming.ts';
import { keepSchemaValues, takeApart } from '../schema-values.ts';
import type { Answer, Call, Route } from '../types.ts';
import { refuseForeign, writableGroup } from './groups.ts';
import { addInBulk } from './links.ts';

const directoryChange = z.strictObject({ ...groupFields, visibility: z.enum(['Public', 'Private']).optional() });
type DirectoryChange = z.infer<typeof directoryChange>;

const exchangeChange = z.strictObject({
  allowExternalSenders: z.boolean().optional(),
  autoSubscribeNewMembers: z.boolean().optional(),
  hideFromAddressLists: z.boolean().optional(),
  hideFromOutlookClients: z.boolean().optional(),
  isSubscribedByMail: z.boolean().optional(),
  unseenCount: z.int().min(0).optional(),
});

function patchGroup(call: Call): Answer {
  const body = readJson(call);
  const names = Object.keys(body);
  if (names.some((name) => /^(members|owners)@odata\.bind$/.test(name))) return addInBulk(call, body);
  requirePermission(call.caller, 'group-update');
  const group = writableGroup(call);
  if (!mayManage(call.caller, group, call.tenant)) throw denied();
  refuseForeign(group);
  const forExchange = names.filter((name) => exchangeProperties.includes(name));
  if (forExchange.length === 0) return changeDirectory(call, group, body);
  if (forExchange.length < names.length)
    throw badRequest('Properties of the mailbox are changed in a request of their own.');
  return changeMailbox(call, group, body);
}

/** Changes what the directory keeps. @throws GraphError 400 for values that are wrong, taken or against the naming policy */
export function changeDirectory(call: Call, group: GroupRecord, body: Record<string, unknown>): Answer {
  const { caller, tenant } = call;
  const { own, values } = takeApart(tenant, body);
  if (Object.keys(values).length > 0) requirePermission(caller, 'group-add-schema-extension-values');
  const fields = readFields(directoryChange, own);
  const { mailEnabled } = fields;
  const asked = without(fields, ['mailEnabled', 'preferredDataLocation', 'assignedLabels']);
  if (mailEnabled !== undefined && mailEnabled !== group.mailEnabled) throw invalidValue('mailEnabled');
  refuseUnfit(group, asked);
  const rule = readRule(call, group, asked);
  refuseTaken(tenant, asked, { unified: isUnified(group), id: group.id });
  refuseUnlisted(tenant, asked.classification);
  if (isUnified(group)) enforceNaming(caller, tenant, changedNames(group, asked));
  const changes = { ...asked, ...rule };
  tenant.updateGroup(group.id, Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)));
  keepSchemaValues(tenant, group.id, values);
  if (Object.keys(rule).length > 0) applyMembershipRule(tenant, group.id);
  return { status: 204 };
}

function refuseUnfit(group: GroupRecord, asked: DirectoryChange): void {
  const wasUnified = isUnified(group);
  if (asked.groupTypes !== undefined && asked.groupTypes.includes('Unified') !== wasUnified)
    throw invalidValue('groupTypes');
  if (asked.securityEnabled === false && !wasUnified) throw invalidValue('securityEnabled');
  if (asked.uniqueName !== undefined && group.uniqueName !== null && asked.uniqueName !== group.uniqueName)
    throw invalidValue('uniqueName');
  if (asked.visibility === undefined || asked.visibility === group.visibility) return;
  if (!wasUnified || group.visibility === 'HiddenMembership') throw invalidValue('visibility');
}

/** The policy looks at a name only when it changes, so that what is older than the policy can stay. */
function changedNames(group: GroupRecord, asked: DirectoryChange): Names {
  return {
    displayName: asked.displayName === group.displayName ? undefined : asked.displayName,
    mailNickname: asked.mailNickname === group.mailNickname ? undefined : asked.mailNickname,
  };
}

type Rule = Partial<Pick<GroupRecord, 'membershipRule' | 'membershipRuleProcessingState'>>;

/** A rule comes and goes with the group type, and is an administrator's to change. */
function readRule({ caller }: Call, group: GroupRecord, asked: DirectoryChange): Rule {
  const wasDynamic = group.membershipRule !== null;
  const isDynamic = asked.groupTypes?.includes('DynamicMembership') ?? wasDynamic;
  const rule = isDynamic ? (asked.membershipRule ?? group.membershipRule) : null;
  if (isDynamic && rule === null) throw invalidValue('membershipRule');
  if (!isDynamic && (asked.membershipRule ?? null) !== null) throw invalidValue('membershipRule');
  const state = isDynamic ? (asked.membershipRuleProcessingState ?? group.membershipRuleProcessingState ?? 'On') : null;
  if (rule === group.membershipRule && state === group.membershipRuleProcessingState) return {};
  if (caller.kind === 'user' && !caller.isAdmin) throw denied();
  return { membershipRule: rule, membershipRuleProcessingState: state };
}

/** Kept by Exchange, which knows nothing of the directory's own permissions. */
function changeMailbox(call: Call, group: GroupRecord, body: Record<string, unknown>): Answer {
  const { caller, tenant } = call;
  if (caller.kind !== 'user' || !holds(caller, ['Group.ReadWrite.All'])) throw deniedByExchange();
  if (!isUnified(group)) throw noMailbox();
  const { isSubscribedByMail, unseenCount, ...rest } = readFields(exchangeChange, body);
  if (unseenCount !== undefined && unseenCount !== 0) throw invalidValue('unseenCount');
  if (unseenCount === 0) tenant.mail.visit(group.id, caller.user.id, call.now());
  if (isSubscribedByMail === true) tenant.link(group.id, 'subscriber', caller.user.id);
  if (isSubscribedByMail === false) tenant.unlink(group.id, 'subscriber', caller.user.id);
  const changes = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  if (Object.keys(changes).length > 0) tenant.updateGroup(group.id, changes);
  return { status: 200 };
}

/** PATCH of a group: its properties, its mailbox's, or members and owners in bulk. */
export const groupUpdateRoutes: readonly Route[] = [{ method: 'PATCH', path: '/groups/{group}', handle: patchGroup }];
