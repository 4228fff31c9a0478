import { z } from 'zod';
import type { GroupRecord } from '../../tenant/records.ts';
import { isUnified, mayManage } from '../access.ts';
import { readJson } from '../body.ts';
import { holds, requirePermission } from '../caller.ts';
import { badRequest, denied, deniedByExchange, invalidValue, noMailbox } from '../errors.ts';
import { exchangeProperties } from '../group-shape.ts';
import type { Answer, Call, Route } from '../types.ts';
import { refuseForeign, writableGroup } from './groups.ts';
import { addInBulk } from './links.ts';

const directoryChange = z.strictObject({
  displayName: z.string().min(1).max(256).optional(),
  description: z.string().max(1024).nullish(),
  mailNickname: z
    .string()
    .min(1)
    .max(64)
    .regex(/^[\x21-\x7e]+$/)
    .regex(/^[^@()\\[\]";:<>,]+$/)
    .optional(),
  visibility: z.enum(['Public', 'Private']).optional(),
  classification: z.string().nullish(),
  preferredLanguage: z.string().nullish(),
  theme: z.enum(['Teal', 'Purple', 'Green', 'Blue', 'Pink', 'Orange', 'Red']).nullish(),
  securityEnabled: z.boolean().optional(),
  mailEnabled: z.boolean().optional(),
  groupTypes: z.array(z.string()).optional(),
  uniqueName: z.string().min(1).max(128).optional(),
});

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

function changeDirectory(call: Call, group: GroupRecord, body: Record<string, unknown>): Answer {
  const { mailEnabled, groupTypes, ...rest } = readChange(directoryChange, body);
  const sameTypes = groupTypes === undefined || [...groupTypes].sort().join() === [...group.groupTypes].sort().join();
  if (!sameTypes) throw invalidValue('groupTypes');
  if (mailEnabled !== undefined && mailEnabled !== group.mailEnabled) throw invalidValue('mailEnabled');
  if (rest.uniqueName !== undefined && group.uniqueName !== null) throw invalidValue('uniqueName');
  if (rest.visibility !== undefined && group.visibility === 'HiddenMembership') throw invalidValue('visibility');
  if (rest.visibility !== undefined && !isUnified(group)) throw invalidValue('visibility');
  const taken = rest.mailNickname === undefined ? undefined : call.tenant.groupByNickname(rest.mailNickname);
  if (taken && taken.id !== group.id && isUnified(group)) {
    throw badRequest('Another object with the same value for property mailNickname already exists.');
  }
  call.tenant.updateGroup(
    group.id,
    Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
  );
  return { status: 204 };
}

/** Kept by Exchange, which knows nothing of the directory's own permissions. */
function changeMailbox(call: Call, group: GroupRecord, body: Record<string, unknown>): Answer {
  const { caller, tenant } = call;
  if (caller.kind !== 'user' || !holds(caller, ['Group.ReadWrite.All'])) throw deniedByExchange();
  if (!isUnified(group)) throw noMailbox();
  const { isSubscribedByMail, unseenCount, ...rest } = readChange(exchangeChange, body);
  if (unseenCount !== undefined && unseenCount !== 0) throw invalidValue('unseenCount');
  if (isSubscribedByMail === true) tenant.link(group.id, 'subscriber', caller.user.id);
  if (isSubscribedByMail === false) tenant.unlink(group.id, 'subscriber', caller.user.id);
  const changes = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  if (Object.keys(changes).length > 0) tenant.updateGroup(group.id, changes);
  return { status: 200 };
}

function readChange<T>(shape: z.ZodType<T>, body: Record<string, unknown>): T {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  if (issue?.code === 'unrecognized_keys') throw badRequest(`Invalid property '${String(issue.keys[0])}'.`);
  throw invalidValue(String(issue?.path[0] ?? ''));
}

/** PATCH of a group: its properties, its mailbox's, or members and owners in bulk. */
export const groupUpdateRoutes: readonly Route[] = [{ method: 'PATCH', path: '/groups/{group}', handle: patchGroup }];
