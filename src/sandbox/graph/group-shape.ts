import type { GroupRecord } from '../tenant/records.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { isMemberOrOwner, isUnified } from './access.ts';
import type { Caller } from './caller.ts';

/** What a group's answer holds when nothing is selected. */
export const groupDefaults: readonly string[] = (
  'id deletedDateTime classification createdDateTime creationOptions description displayName expirationDateTime ' +
  'groupTypes isAssignableToRole mail mailEnabled mailNickname membershipRule membershipRuleProcessingState ' +
  'onPremisesDomainName onPremisesLastSyncDateTime onPremisesNetBiosName onPremisesSamAccountName ' +
  'onPremisesSecurityIdentifier onPremisesSyncEnabled preferredDataLocation preferredLanguage proxyAddresses ' +
  'renewedDateTime resourceBehaviorOptions resourceProvisioningOptions securityEnabled securityIdentifier theme ' +
  'uniqueName visibility onPremisesProvisioningErrors serviceProvisioningErrors'
).split(' ');

/** Kept by Exchange: read by `$select` on one Microsoft 365 group only. */
export const exchangeProperties: readonly string[] = [
  'allowExternalSenders',
  'autoSubscribeNewMembers',
  'hideFromAddressLists',
  'hideFromOutlookClients',
  'isFavorite',
  'isSubscribedByMail',
  'unseenConversationsCount',
  'unseenCount',
  'unseenMessagesCount',
];

/** Of those, what is the signed-in user's own and so nothing to an app. */
export const personalProperties: readonly string[] = exchangeProperties.slice(4);

const readers: Record<string, (group: GroupRecord) => unknown> = {
  id: (group) => group.id,
  deletedDateTime: (group) => group.deletedDateTime,
  assignedLabels: () => [],
  assignedLicenses: () => [],
  classification: (group) => group.classification,
  createdDateTime: (group) => group.createdDateTime,
  creationOptions: () => [],
  description: (group) => group.description,
  displayName: (group) => group.displayName,
  expirationDateTime: (group) => group.expirationDateTime,
  groupTypes: (group) => group.groupTypes,
  infoCatalogs: () => [],
  mail: (group) => group.mail,
  mailEnabled: (group) => group.mailEnabled,
  mailNickname: (group) => group.mailNickname,
  membershipRule: (group) => group.membershipRule,
  membershipRuleProcessingState: (group) => group.membershipRuleProcessingState,
  onPremisesDomainName: (group) => (group.synced ? 'ad.tessaly.example' : null),
  onPremisesLastSyncDateTime: (group) => (group.synced ? group.renewedDateTime : null),
  onPremisesProvisioningErrors: () => [],
  onPremisesSamAccountName: (group) => (group.synced ? group.mailNickname : null),
  onPremisesSyncEnabled: (group) => (group.synced ? true : null),
  preferredLanguage: (group) => group.preferredLanguage,
  proxyAddresses: (group) => (group.mail === null ? [] : [`SMTP:${group.mail}`]),
  renewedDateTime: (group) => group.renewedDateTime,
  isAssignableToRole: (group) => group.isAssignableToRole,
  resourceBehaviorOptions: (group) => group.resourceBehaviorOptions,
  resourceProvisioningOptions: (group) => (group.hasTeam ? ['Team'] : []),
  // A deleted security group shows as none, which is a quirk of the directory.
  securityEnabled: (group) => group.securityEnabled && group.deletedDateTime === null,
  securityIdentifier: (group) => securityIdentifier(group.id),
  serviceProvisioningErrors: () => [],
  theme: (group) => group.theme,
  uniqueName: (group) => group.uniqueName,
  visibility: (group) => group.visibility,
};

/** @returns the value of a property as Graph shows it; null for what is declared but has none here */
export function readGroup(group: GroupRecord, property: string): unknown {
  return readers[property]?.(group) ?? null;
}

/** @returns the value of a property that Exchange keeps, for the caller; null where the group is not Exchange's */
export function readExchange(group: GroupRecord, property: string, caller: Caller, tenant: Tenant): unknown {
  if (!isUnified(group) || caller.kind !== 'user') return null;
  switch (property) {
    case 'allowExternalSenders':
      return group.allowExternalSenders;
    case 'autoSubscribeNewMembers':
      return group.autoSubscribeNewMembers;
    case 'hideFromAddressLists':
      return group.hideFromAddressLists;
    case 'hideFromOutlookClients':
      return group.hideFromOutlookClients;
    case 'isFavorite':
      return tenant.isLinked(group.id, 'favorite', caller.user.id);
    case 'isSubscribedByMail':
      return tenant.isLinked(group.id, 'subscriber', caller.user.id);
    default:
      // Whoever is not in the group has nothing there to look at.
      return isMemberOrOwner(caller.user.id, group, tenant) ? tenant.mail.unseenCount(group.id, caller.user) : 0;
  }
}

/** A security identifier holds the object id as four little-endian numbers. */
function securityIdentifier(id: string): string {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
  // The first three parts of a GUID are little-endian in memory, the rest is as written.
  const memory = Buffer.concat([
    bytes.subarray(0, 4).reverse(),
    bytes.subarray(4, 6).reverse(),
    bytes.subarray(6, 8).reverse(),
    bytes.subarray(8),
  ]);
  return `S-1-12-1-${[0, 4, 8, 12].map((offset) => memory.readUInt32LE(offset)).join('-')}`;
}
