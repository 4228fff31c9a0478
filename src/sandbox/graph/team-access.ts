import type { GroupRecord, TeamRecord } from '../tenant/records.ts';
import { teamOf } from '../tenant/team-of.ts';
import { isMemberOrOwner, mayManage } from './access.ts';
import { deniedByTeams, noTeam } from './errors.ts';
import { checkId } from './objects.ts';
import type { Call } from './types.ts';

/** A team and the group that it is made of. */
export interface Team {
  group: GroupRecord;
  team: TeamRecord;
}

/** @throws GraphError 400 no GUID, 404 when there is no such group or it has no team */
function askedTeam(call: Call): Team {
  const id = checkId(call.params['team'] ?? '');
  const group = call.tenant.group(id);
  const team = group && teamOf(call.tenant, group);
  if (!team) throw noTeam(id);
  return { group, team };
}

/** The team of the path for who may look into it. @throws GraphError 403 for strangers to a team that is not public */
export function readableTeam(call: Call): Team {
  const found = askedTeam(call);
  const { caller, tenant } = call;
  if (caller.kind === 'app' || caller.isAdmin || isMemberOrOwner(caller.user.id, found.group, tenant)) return found;
  if (caller.isGuest || found.group.visibility !== 'Public') throw deniedByTeams();
  return found;
}

/** The team of the path for its owners, administrators and apps. @throws GraphError 403 for all others */
export function managedTeam(call: Call): Team {
  const found = askedTeam(call);
  if (!mayManage(call.caller, found.group, call.tenant)) throw deniedByTeams();
  return found;
}

/** `@odata.context` of something below a team. */
export function teamContext(call: Call, teamId: string, what: string): string {
  return `${call.origin}/v1.0/$metadata#teams('${teamId}')${what}`;
}
