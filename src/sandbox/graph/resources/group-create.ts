import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { roles, tenantDomain, tenantId } from '../../tenant/cast.ts';
import { applyMembershipRule } from '../../tenant/dynamic.ts';
import type { GroupRecord } from '../../tenant/records.ts';
import type { NewGroup } from '../../tenant/tenant.ts';
import { readJson } from '../body.ts';
import { hasRole, holds } from '../caller.ts';
import { badRequest, denied, invalidValue, requiredValue } from '../errors.ts';
import { isoSeconds } from '../dates.ts';
import { groupFields, readFields, refuseTaken, refuseUnlisted } from '../group-fields.ts';
import { exchangeProperties } from '../group-shape.ts';
import { contextOf } from '../lists.ts';
import { enforceNaming } from '../naming.ts';
import { renderGroup } from '../objects.ts';
import { expiryOf } from '../policy.ts';
import { keepSchemaValues, takeApart } from '../schema-values.ts';
import { tenantSetting } from '../settings.ts';
import type { Answer, Call, Route } from '../types.ts';
import { mayCreate, readFirstLinks, refuseOverQuota } from './group-creators.ts';

const required = ['displayName', 'mailEnabled', 'mailNickname', 'securityEnabled'] as const;

const newGroup = z.strictObject({
  ...groupFields,
  displayName: groupFields.displayName.unwrap(),
  mailNickname: groupFields.mailNickname.unwrap(),
  mailEnabled: z.boolean(),
  securityEnabled: z.boolean(),
  visibility: z.enum(['Public', 'Private', 'HiddenMembership']).nullish(),
  isAssignableToRole: z.boolean().nullish(),
  resourceBehaviorOptions: z
    .array(
      z.enum([
        'AllowOnlyMembersToPost',
        'CalendarMemberReadOnly',
        'ConnectorsDisabled',
        'HideGroupInOutlook',
        'SubscribeMembersToCalendarEventsDisabled',
        'SubscribeNewGroupMembers',
        'WelcomeEmailDisabled',
      ]),
    )
    .optional(),
  resourceProvisioningOptions: z.array(z.never()).optional(),
  'owners@odata.bind': z.array(z.string()).optional(),
  'members@odata.bind': z.array(z.string()).optional(),
});
type NewGroupBody = z.infer<typeof newGroup>;

function postGroup(call: Call): Answer {
  return createGroup(call, readJson(call));
}

/** Creates a group as a POST of it does. @throws GraphError 400 what is wrong with it, 403 who may not */
export function createGroup(call: Call, body: Record<string, unknown>): Answer {
  const { caller, tenant } = call;
  if (caller.kind === 'user' && caller.isGuest) throw denied();
  const { own, values } = takeApart(tenant, body);
  const fields = readNewGroup(own);
  const unified = fields.groupTypes?.includes('Unified') ?? false;
  refuseUnfit(call, fields, unified);
  if (unified && !mayCreate(call)) throw denied();
  const links = readFirstLinks(call, unified, fields['owners@odata.bind'], fields['members@odata.bind']);
  refuseTaken(tenant, fields, { unified });
  refuseUnlisted(tenant, fields.classification);
  if (unified) enforceNaming(caller, tenant, fields);
  refuseOverQuota(call);

  const record = recordOf(call, fields, unified);
  tenant.atomically(() => {
    tenant.createGroup(record);
    for (const id of links.owners) tenant.link(record.id, 'owner', id);
    for (const id of links.members) tenant.link(record.id, 'member', id);
    keepSchemaValues(tenant, record.id, values);
  });
  applyMembershipRule(tenant, record.id);
  return answerCreated(call, record.id);
}

function readNewGroup(body: Record<string, unknown>): NewGroupBody {
  if (Object.keys(body).some((name) => exchangeProperties.includes(name)))
    throw badRequest('Properties of the mailbox are changed in a request of their own.');
  for (const name of required) if (body[name] === undefined || body[name] === null) throw requiredValue(name);
  return readFields(newGroup, body);
}

/** What does not go together. */
function refuseUnfit(call: Call, fields: NewGroupBody, unified: boolean): void {
  if (unified && !fields.mailEnabled) throw invalidValue('mailEnabled');
  if (!unified && (fields.mailEnabled || !fields.securityEnabled)) {
    throw badRequest(
      'The service does not currently support writes of mail-enabled groups. Please ensure that the mail-enablement property is unset and the security-enablement property is set.',
    );
  }
  if (!unified && fields.visibility !== 'Private' && (fields.visibility ?? null) !== null)
    throw invalidValue('visibility');
  refuseUnfitRule(call, fields);
  if (fields.isAssignableToRole === true) refuseUnfitRole(call, fields);
}

/** Who is in a group by a rule is nobody's to name, and rules are for administrators. */
function refuseUnfitRule({ caller }: Call, fields: NewGroupBody): void {
  const isDynamic = fields.groupTypes?.includes('DynamicMembership') ?? false;
  const rule = fields.membershipRule ?? null;
  if (isDynamic !== (rule !== null)) throw invalidValue('membershipRule');
  if (!isDynamic) return;
  if (caller.kind === 'user' && !caller.isAdmin) throw denied();
  if ((fields['members@odata.bind'] ?? []).length > 0) throw invalidValue('members');
}

function refuseUnfitRole({ caller, tenant }: Call, fields: NewGroupBody): void {
  if (!fields.securityEnabled) throw invalidValue('securityEnabled');
  if (fields.membershipRule) throw invalidValue('membershipRule');
  if ((fields.visibility ?? 'Private') !== 'Private') throw invalidValue('visibility');
  if (!holds(caller, ['RoleManagement.ReadWrite.Directory'])) throw denied();
  if (caller.kind === 'user' && !hasRole(caller, roles.globalAdministrator, tenant)) throw denied();
}

function recordOf(call: Call, fields: NewGroupBody, unified: boolean): NewGroup {
  const now = isoSeconds(call.now());
  const forRoles = fields.isAssignableToRole ?? null;
  const classification = tenantSetting(call.tenant, 'DefaultClassification');
  return {
    id: randomUUID(),
    displayName: fields.displayName,
    description: fields.description ?? null,
    mail: unified ? `${fields.mailNickname}@${tenantDomain}` : null,
    mailNickname: fields.mailNickname,
    mailEnabled: fields.mailEnabled,
    securityEnabled: fields.securityEnabled,
    groupTypes: fields.groupTypes ?? [],
    visibility: fields.visibility ?? (unified ? (forRoles === true ? 'Private' : 'Public') : null),
    classification: fields.classification ?? (unified && classification !== '' ? classification : null),
    preferredLanguage: fields.preferredLanguage ?? null,
    theme: fields.theme ?? null,
    uniqueName: fields.uniqueName ?? null,
    membershipRule: fields.membershipRule ?? null,
    membershipRuleProcessingState: fields.membershipRule ? (fields.membershipRuleProcessingState ?? 'On') : null,
    isAssignableToRole: forRoles,
    resourceBehaviorOptions: fields.resourceBehaviorOptions ?? [],
    createdBy: call.caller.kind === 'user' ? call.caller.user.id : null,
    ...mailboxOf(fields.resourceBehaviorOptions ?? []),
    synced: false,
    hasTeam: false,
    createdDateTime: now,
    renewedDateTime: now,
    expirationDateTime: unified ? expiryOf(call.tenant, call.now()) : null,
    refusesSelfJoin: false,
  };
}

type Mailbox = Pick<
  GroupRecord,
  'allowExternalSenders' | 'autoSubscribeNewMembers' | 'hideFromAddressLists' | 'hideFromOutlookClients'
>;

function mailboxOf(options: readonly string[]): Mailbox {
  return {
    allowExternalSenders: false,
    autoSubscribeNewMembers: options.includes('SubscribeNewGroupMembers'),
    hideFromAddressLists: options.includes('HideGroupInOutlook'),
    hideFromOutlookClients: options.includes('HideGroupInOutlook'),
  };
}

/** The answer shows the group at once, though other reads may not see it yet. */
function answerCreated(call: Call, id: string): Answer {
  const group = call.tenant.group(id);
  if (!group) throw new Error(`no group ${id} after creating it`);
  const address = `${call.origin}/v2/${tenantId}/directoryObjects/${id}/Microsoft.DirectoryServices.Group`;
  const body = { '@odata.context': contextOf(call, 'groups', true), ...renderGroup(call, group) };
  return { status: 201, headers: { Location: address }, body };
}

/** POST of a group. */
export const groupCreateRoutes: readonly Route[] = [
  { operation: 'group-create', method: 'POST', path: '/groups', handle: postGroup },
];
