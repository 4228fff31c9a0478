import type { GroupRecord, TeamRecord } from './records.ts';
import { newTeam } from './team-record.ts';
import type { Tenant } from './tenant.ts';

/** @returns the team of a group, or undefined when it has none */
export function teamOf(tenant: Tenant, group: GroupRecord): TeamRecord | undefined {
  if (!group.hasTeam) return undefined;
  return tenant.teams.get(group.id) ?? newTeam(group.id, group.createdDateTime);
}
