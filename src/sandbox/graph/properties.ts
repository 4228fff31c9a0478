/** Every property that the metadata of v1.0 declares, so that a typing mistake in `$select` is told from a null value. */
const group =
  'accessType allowExternalSenders assignedLabels assignedLicenses autoSubscribeNewMembers classification ' +
  'createdDateTime creationOptions deletedDateTime description displayName expirationDateTime groupTypes ' +
  'hasMembersWithLicenseErrors hideFromAddressLists hideFromOutlookClients id infoCatalogs isArchived ' +
  'isAssignableToRole isFavorite isManagementRestricted isSubscribedByMail licenseProcessingState mail ' +
  'mailEnabled mailNickname membershipRule membershipRuleProcessingState onPremisesDomainName ' +
  'onPremisesExtensionAttributes onPremisesLastSyncDateTime onPremisesNetBiosName ' +
  'onPremisesProvisioningErrors onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesSyncEnabled ' +
  'organizationId preferredDataLocation preferredLanguage proxyAddresses renewedDateTime ' +
  'resourceBehaviorOptions resourceProvisioningOptions securityEnabled securityIdentifier ' +
  'serviceProvisioningErrors theme uniqueName unseenConversationsCount unseenCount unseenMessagesCount ' +
  'visibility welcomeMessageEnabled';

const user =
  'aboutMe accountEnabled ageGroup assignedLicenses assignedPlans authorizationInfo birthday businessPhones ' +
  'city companyName consentProvidedForMinor country createdDateTime creationType customSecurityAttributes ' +
  'deletedDateTime department deviceEnrollmentLimit displayName employeeHireDate employeeId ' +
  'employeeLeaveDateTime employeeOrgData employeeType externalUserState externalUserStateChangeDateTime ' +
  'faxNumber givenName hireDate id identities identityParentId imAddresses interests isManagementRestricted ' +
  'isResourceAccount jobTitle lastPasswordChangeDateTime legalAgeGroupClassification licenseAssignmentStates ' +
  'mail mailNickname mailboxSettings mobilePhone mySite officeLocation onPremisesDistinguishedName ' +
  'onPremisesDomainName onPremisesExtensionAttributes onPremisesImmutableId onPremisesLastSyncDateTime ' +
  'onPremisesProvisioningErrors onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesSyncEnabled ' +
  'onPremisesUserPrincipalName otherMails passwordPolicies passwordProfile pastProjects postalCode ' +
  'preferredDataLocation preferredLanguage preferredName print provisionedPlans proxyAddresses ' +
  'responsibilities schools securityIdentifier serviceProvisioningErrors showInAddressList signInActivity ' +
  'signInSessionsValidFromDateTime skills state streetAddress surname usageLocation userPrincipalName ' +
  'userType';

export const declaredProperties: Readonly<
  Record<'group' | 'user' | 'directoryRole' | 'device' | 'servicePrincipal', ReadonlySet<string>>
> = {
  group: new Set(group.split(' ')),
  user: new Set(user.split(' ')),
  directoryRole: new Set(['id', 'deletedDateTime', 'description', 'displayName', 'roleTemplateId']),
  device: new Set(['id', 'deletedDateTime', 'displayName', 'deviceId', 'operatingSystem']),
  servicePrincipal: new Set(['id', 'deletedDateTime', 'displayName', 'appId']),
};
