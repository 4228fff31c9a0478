import { createHash } from 'node:crypto';
import { cast } from '../tenant/cast.ts';
import type { UserRecord } from '../tenant/records.ts';
import type { Tenant } from '../tenant/tenant.ts';

/** A person as Teams knows them. */
export interface TeamsPerson {
  id: string;
  /** `29:…`: differs for each pair of person and bot. */
  mri: string;
  displayName: string;
  givenName: string;
  surname: string;
  principalName: string;
  mail: string;
  isAdmin: boolean;
  enabled: boolean;
}

/** The people of the tenant, found by object id, by `29:…` id or by name. */
export interface People {
  byId(id: string): TeamsPerson | undefined;
  byIdOrMri(key: string): TeamsPerson | undefined;
  byName(principalName: string): TeamsPerson | undefined;
  /** Those whom the page suggests, in its order. */
  suggested(): TeamsPerson[];
  /** Those for whom the administrator has installed the app: whom the page suggests, and who owns a group. */
  equipped(): TeamsPerson[];
}

export function peopleOf(tenant: Tenant, botId: string): People {
  const idByMri = new Map<string, string>();
  const mriOf = (id: string): string => `29:1${createHash('sha256').update(`${botId}/${id}`).digest('base64url')}`;
  const person = (user: UserRecord | undefined): TeamsPerson | undefined =>
    user === undefined ? undefined : describe(user, mriOf(user.id));
  const byMri = (mri: string): TeamsPerson | undefined => {
    if (!idByMri.has(mri)) for (const user of tenant.users()) idByMri.set(mriOf(user.id), user.id);
    const id = idByMri.get(mri);
    return id === undefined ? undefined : person(tenant.user(id));
  };
  const byId = (id: string): TeamsPerson | undefined => {
    const user = tenant.user(id);
    return user?.id === id.toLowerCase() ? person(user) : undefined;
  };
  return {
    byId,
    byIdOrMri: (key) => (key.startsWith('29:') ? byMri(key) : byId(key)),
    byName: (name) => (name === '' ? undefined : person(tenant.user(name))),
    suggested: () => Object.values(cast).flatMap((member) => person(tenant.user(member.id)) ?? []),
    equipped: () => {
      const suggested = new Set<string>(Object.values(cast).map(({ id }) => id));
      return [...tenant.users()]
        .filter(({ id }) => suggested.has(id) || tenant.linkedBy(id, 'owner').size > 0)
        .flatMap((user) => person(user) ?? []);
    },
  };
}

function describe(user: UserRecord, mri: string): TeamsPerson {
  return {
    id: user.id,
    mri,
    displayName: user.displayName,
    givenName: user.givenName ?? '',
    surname: user.surname ?? '',
    principalName: user.userPrincipalName,
    mail: user.mail ?? user.userPrincipalName,
    isAdmin: user.roleIds.length > 0,
    enabled: user.accountEnabled,
  };
}
