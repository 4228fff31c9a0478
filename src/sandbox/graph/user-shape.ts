import type { UserRecord } from '../tenant/records.ts';

/** What a user's answer holds when nothing is selected. */
export const userDefaults: readonly string[] = (
  'businessPhones displayName givenName jobTitle mail mobilePhone officeLocation preferredLanguage surname ' +
  'userPrincipalName id'
).split(' ');

/** What `User.ReadBasic.All` shows of somebody else; the rest reads as null. */
export const basicProfile: readonly string[] = [
  'id',
  'displayName',
  'givenName',
  'surname',
  'mail',
  'userPrincipalName',
];

const asKept = new Set(
  (
    'id displayName givenName surname userPrincipalName mail mailNickname jobTitle department officeLocation ' +
    'mobilePhone businessPhones preferredLanguage city country companyName userType accountEnabled createdDateTime'
  ).split(' '),
);

/** @returns the value of a property as Graph shows it; null for what is declared but has none here */
export function readUser(user: UserRecord, property: string): unknown {
  if (asKept.has(property)) return user[property as keyof UserRecord];
  switch (property) {
    case 'proxyAddresses':
      return user.mail === null || user.userType === 'Guest' ? [] : [`SMTP:${user.mail}`];
    case 'otherMails':
      return user.mail !== null && user.userType === 'Guest' ? [user.mail] : [];
    case 'identities':
      return (
        user.identities ?? [
          {
            signInType: 'userPrincipalName',
            issuer: user.userPrincipalName.split('@')[1] ?? '',
            issuerAssignedId: user.userPrincipalName,
          },
        ]
      );
    case 'creationType':
      return user.userType === 'Guest' ? 'Invitation' : null;
    case 'externalUserState':
      return user.userType === 'Guest' ? 'Accepted' : null;
    case 'assignedLicenses':
    case 'assignedPlans':
    case 'imAddresses':
      return [];
    default:
      return null;
  }
}
