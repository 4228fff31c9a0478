import { z } from 'zod';
import { roles as roleTemplates, tenantId } from '../tenant/cast.ts';
import type { UserRecord } from '../tenant/records.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { GraphError, denied, unauthenticated } from './errors.ts';
import { permissions } from './permissions.ts';
import type { OperationId } from './permissions.ts';
import type { GraphRequest } from './exchange.ts';

/** As whom a call is made. `used` fills with the documented operations for which its permissions were asked. */
export type Caller =
  | {
      kind: 'user';
      user: UserRecord;
      isGuest: boolean;
      /** Holds a role that may change every group. */
      isAdmin: boolean;
      granted: ReadonlySet<string>;
      appId: string;
      used: Set<OperationId>;
    }
  | { kind: 'app'; granted: ReadonlySet<string>; appId: string; used: Set<OperationId> };

const claims = z.object({
  tid: z.string(),
  oid: z.string(),
  appid: z.string().optional(),
  azp: z.string().optional(),
  idtyp: z.string().optional(),
  scp: z.string().optional(),
  roles: z.array(z.string()).optional(),
});

/** Scopes that speak of the signed-in user only. */
const ownProfile = ['User.Read', 'User.ReadWrite', 'People.Read'];

/** @throws GraphError 401 when the token is missing, invalid, of another tenant or of nobody */
export function identify(token: GraphRequest['token'], tenant: Tenant): Caller {
  if (token === undefined) throw unauthenticated('Access token is empty.');
  if ('invalid' in token) throw unauthenticated(token.invalid);
  const parsed = claims.safeParse(token.claims);
  if (!parsed.success) throw unauthenticated('Access token validation failure.');
  const { tid, oid, scp, roles = [], idtyp, appid, azp } = parsed.data;
  if (tid !== tenantId) throw unauthenticated('Access token validation failure. Invalid tenant.');
  const appId = appid ?? azp ?? oid;
  if (idtyp === 'app' || scp === undefined) return { kind: 'app', granted: new Set(roles), appId, used: new Set() };
  const user = tenant.user(oid);
  if (user?.accountEnabled !== true) {
    throw new GraphError(
      401,
      'Authorization_IdentityNotFound',
      'The identity of the calling user could not be established.',
    );
  }
  const granted = new Set(scp.split(' ').filter((scope) => scope !== ''));
  return {
    kind: 'user',
    user,
    isGuest: user.userType === 'Guest',
    isAdmin: isGroupsAdmin(user, tenant),
    granted,
    appId,
    used: new Set(),
  };
}

function isGroupsAdmin(user: UserRecord, tenant: Tenant): boolean {
  const templates: readonly string[] = Object.values(roleTemplates);
  return user.roleIds.some((id) => templates.includes(tenant.role(id)?.roleTemplateId ?? ''));
}

/**
 * @param about the user whom the call is about; scopes for one's own profile count only when it is the caller
 * @throws GraphError 403 when the token carries none of the operation's permissions
 */
export function requirePermission(caller: Caller, operation: OperationId, about?: string): void {
  caller.used.add(operation);
  const { delegated, app } = permissions[operation];
  const enough = caller.kind === 'app' ? app : delegated;
  const self = caller.kind === 'user' && (about === undefined || about === caller.user.id);
  if (!enough.some((name) => caller.granted.has(name) && (self || !ownProfile.includes(name)))) throw denied();
}

/** @returns whether the token carries one of these */
export function holds(caller: Caller, names: readonly string[]): boolean {
  return names.some((name) => caller.granted.has(name));
}

/** @returns whether the caller is a person who holds the role of this template */
export function hasRole(caller: Caller, template: string, tenant: Tenant): boolean {
  return caller.kind === 'user' && caller.user.roleIds.some((id) => tenant.role(id)?.roleTemplateId === template);
}

/** @throws GraphError 403 for a person who is no administrator; an app's role was asked for already */
export function requireAdmin(caller: Caller): void {
  if (caller.kind === 'user' && !caller.isAdmin) throw denied();
}

/** @throws GraphError 400 for an app, which has no `/me` */
export function signedInUser(caller: Caller): Extract<Caller, { kind: 'user' }> {
  if (caller.kind === 'user') return caller;
  throw new GraphError(400, 'BadRequest', '/me request is only valid with delegated authentication flow.');
}
