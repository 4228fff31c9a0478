/**
 * The people and groups that the page suggests and that tests name, with ids that never change. Everybody else's id is
 * derived from a name by `fixedId`, so it is the same on every machine too.
 */
import { createHash } from 'node:crypto';

/** Directory (tenant) id of the sandbox's only organisation. */
export const tenantId = '5b1f0c7e-2d64-4a39-9c58-7e1a40d3f2b6';
export const tenantName = 'Tessaly Works';
/** Verified domain of the organisation; `.example` can belong to nobody. */
export const tenantDomain = 'tessaly.example';
/** Id of the app in the organisation's catalogue of Teams apps. */
export const appCatalogId = '7c1d9e40-3b52-4f68-9a07-d4e5f6a7b8c9';
/** Home domain of the guests. */
export const partnerDomain = 'harbourline.example';

/** One of the people whom the page suggests. */
export interface CastMember {
  id: string;
  displayName: string;
  principalName: string;
  role: 'employee' | 'owner' | 'admin' | 'guest';
  suggestion: string;
}

export const cast = {
  employee: {
    id: '0a4c7f52-6b1d-4e83-8f20-91d5c3ab7e01',
    displayName: 'Wren Adeyemi',
    principalName: `wren.adeyemi@${tenantDomain}`,
    role: 'employee',
    suggestion: 'Works in design, owns nothing: search, join, favourite, ask to join a private group or for a new one.',
  },
  owner: {
    id: '1b5d8063-7c2e-4f94-9031-a2e6d4bc8f02',
    displayName: 'Mirela Vašková',
    principalName: `mirela.vaskova@${tenantDomain}`,
    role: 'owner',
    suggestion: 'Owns Design Guild and Research Circle: decides who joins them, and on new groups.',
  },
  secondOwner: {
    id: '2c6e9174-8d3f-40a5-a142-b3f7e5cd9003',
    displayName: 'Tomás Iriarte',
    principalName: `tomas.iriarte@${tenantDomain}`,
    role: 'owner',
    suggestion: 'Owns Design Guild too: press at the same moment as Mirela and see who was faster.',
  },
  admin: {
    id: '3d7fa285-9e40-41b6-b253-c408f6dea104',
    displayName: 'Ingrid Solheim',
    principalName: `ingrid.solheim@${tenantDomain}`,
    role: 'admin',
    suggestion: 'Administers the tenant: may change every group, decides on new ones, sees hidden memberships.',
  },
  guest: {
    id: '4e80b396-af51-42c7-8364-d519a7efb205',
    displayName: 'Paulo Quintero',
    principalName: `paulo.quintero_${partnerDomain}#EXT#@${tenantDomain}`,
    role: 'guest',
    suggestion: 'Invited from a partner: sees the groups that took him in, may search nothing.',
  },
} as const satisfies Record<string, CastMember>;

/** Groups that tests and guides name. */
export const groups = {
  /** Private, five owners: Mirela, Tomás and three more. Wren is not a member. */
  designGuild: 'a1c30b6e-5f27-4d81-8b90-1e62f7d45c01',
  /** Private, two owners: Mirela and one more. */
  researchCircle: 'a2d41c7f-6038-4e92-9ca1-2f7308e56d02',
  /** Public: everybody may join without asking. */
  bookClub: 'a3e52d80-7149-4fa3-adb2-308419f67e03',
  /** Public, but Graph refuses that people add themselves. */
  launchRoom: 'a4f63e91-825a-40b4-bec3-41952a078f04',
  /** Its members are seen by its members only; not by Wren. */
  hiddenCouncil: 'a5074fa2-936b-41c5-8fd4-52a63b189005',
} as const;

/** Role template ids of the two administrator roles that exist here. */
export const roles = {
  globalAdministrator: '62e90394-69f5-4237-9190-012177145e10',
  groupsAdministrator: 'fdd7a751-b60b-444a-984c-02652fe8fa1c',
} as const;

/** @returns a GUID that depends on nothing but its arguments */
export function fixedId(kind: string, key: string): string {
  const hash = createHash('sha256').update(`${kind}:${key}`).digest('hex');
  const variant = ((Number.parseInt(hash.charAt(16), 16) & 3) | 8).toString(16);
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `4${hash.slice(13, 16)}`,
    `${variant}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}
