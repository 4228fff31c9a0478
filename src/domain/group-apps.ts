/** Something that the organisation has bought. */
export interface Sku {
  id: string;
  /** Such as `SPE_E3`: Graph knows no other name. */
  name: string;
  plans: readonly { id: string; name: string }[];
  /** How many are bought and not used. */
  free: number;
}

/** A licence that a group passes on to its members. */
export interface GroupLicence {
  skuId: string;
  disabledPlanIds: readonly string[];
}

export interface GroupLicences {
  licences: readonly GroupLicence[];
  /** Microsoft 365 is still at work on members. */
  isProcessing: boolean;
  /** Whether licences can be assigned to this group at all. */
  isSecurityEnabled: boolean;
}

/** An app of the organisation, and what can be given of it. */
export interface OrganisationApp {
  id: string;
  displayName: string;
  roles: readonly { id: string; name: string }[];
}

/** The role that every app has which declares none. */
export const defaultRoleId = '00000000-0000-0000-0000-000000000000';

/** An app role that the members of a group have. */
export interface AppAssignment {
  id: string;
  appId: string;
  appName: string;
  roleId: string;
}

/** What an app may do in a group. */
export interface AppGrant {
  /** Such as `TeamMember.Read.Group`. */
  permission: string;
  /** Absent where the directory does not say. */
  appId?: string;
}
