import type { Group } from './groups.ts';
import type { Person } from './people.ts';

/** Whose memberships are asked about. An `object` is anything that the directory keeps: a device, an app, or what a card names by id alone. */
export interface Subject {
  kind: 'person' | 'group' | 'object';
  /** Directory object id, a GUID. */
  id: string;
}

/** The same with a name to show. */
export interface NamedSubject extends Subject {
  displayName: string;
}

/** Something of the directory that is not only a person: what holds somebody, or what somebody owns. */
export type DirectoryThing =
  | { type: 'group'; id: string; displayName: string; group: Group }
  | { type: 'person'; id: string; displayName: string }
  | { type: 'role'; id: string; displayName: string; description?: string }
  | { type: 'other'; id: string; displayName: string };

/** Something that holds the one who is asked about; `isDirect` is undefined where the directory does not say. */
export type Holder = DirectoryThing & { isDirect?: boolean };

/** Somebody who is in a group by themselves or through another group in it. */
export interface Insider extends Person {
  /** Undefined in groups too large to say. */
  isDirect?: boolean;
}

/** What the directory says about a person. What the caller may not read, or nobody filled in, is absent. */
export interface PersonProfile extends Person {
  department?: string;
  jobTitle?: string;
  officeLocation?: string;
  companyName?: string;
  country?: string;
}

/** Somebody with whom the caller works, as Microsoft 365 sees it. */
export interface NearPerson {
  id: string;
  displayName: string;
  jobTitle?: string;
  department?: string;
  mail?: string;
}

/** An administrator role that reaches groups. */
export interface GroupRole {
  /** Role template id: the same in every organisation. */
  id: string;
  displayName: string;
  /** What it lets somebody do with groups, in words that follow “may”. */
  may: string;
}

/** The roles of Microsoft Entra that reach groups, the widest first. @see https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference */
export const groupRoles: readonly GroupRole[] = [
  role('62e90394-69f5-4237-9190-012177145e10', 'Global Administrator', 'change everything'),
  role(
    'e8611ab8-c189-46e8-94e1-60213ab1f814',
    'Privileged Role Administrator',
    'change groups that administrator roles can be given to',
  ),
  role('fdd7a751-b60b-444a-984c-02652fe8fa1c', 'Groups Administrator', 'create, change and delete every group'),
  role('fe930be7-5e62-47db-91af-98c3a49a38b1', 'User Administrator', 'create and change groups and people'),
  role('69091246-20e8-4a56-aa4d-066075b2a7a8', 'Teams Administrator', 'change teams and Microsoft 365 groups'),
  role('29232cdf-9323-42fd-ade2-1d097af3e4de', 'Exchange Administrator', 'change Microsoft 365 and mail groups'),
  role('f28a1f50-f6e7-4571-818b-6a12f2af6b6c', 'SharePoint Administrator', 'change Microsoft 365 groups and sites'),
  role('3a2c62db-5318-420d-8d74-23affee5d9d5', 'Intune Administrator', 'create and change security groups'),
  role(
    '45d8d3c5-c802-45c6-b32a-1d70b5e1e86e',
    'Identity Governance Administrator',
    'change who has access through groups',
  ),
  role('4d6ac14f-3453-41d0-bef9-a3e0c569773a', 'License Administrator', 'give licences to groups'),
];

function role(id: string, displayName: string, may: string): GroupRole {
  return { id, displayName, may };
}
