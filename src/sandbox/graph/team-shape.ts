import { z } from 'zod';
import { tenantId } from '../tenant/cast.ts';
import type { ChannelRecord, GroupRecord, TeamRecord, TeamSettings } from '../tenant/records.ts';
import { usualTeamSettings } from '../tenant/team-record.ts';

/** A team as Graph shows it; what is switched in `memberSettings` and the others stands beside the names. */
export function renderTeam(group: GroupRecord, team: TeamRecord): Record<string, unknown> {
  const primary = team.channels[0];
  return {
    id: group.id,
    createdDateTime: team.createdDateTime,
    displayName: group.displayName,
    description: group.description,
    internalId: primary?.id ?? null,
    classification: group.classification,
    specialization: 'none',
    visibility: group.visibility === null ? null : group.visibility.charAt(0).toLowerCase() + group.visibility.slice(1),
    webUrl: primary
      ? `https://teams.microsoft.com/l/team/${encodeURIComponent(primary.id)}/conversations${place(group.id)}`
      : null,
    isArchived: team.isArchived,
    tenantId,
    ...team.settings,
  };
}

export function renderChannel(teamId: string, channel: ChannelRecord): Record<string, unknown> {
  const { id, createdDateTime, displayName, description, membershipType } = channel;
  const path = `${encodeURIComponent(id)}/${encodeURIComponent(displayName)}`;
  return {
    id,
    createdDateTime,
    displayName,
    description,
    isFavoriteByDefault: null,
    email: '',
    tenantId,
    webUrl: `https://teams.microsoft.com/l/channel/${path}${place(teamId)}`,
    membershipType,
    isArchived: false,
  };
}

function place(groupId: string): string {
  return `?groupId=${groupId}&tenantId=${tenantId}`;
}

/** @returns only the properties that `$select` names */
export function selected(shown: Record<string, unknown>, select: string[] | undefined): Record<string, unknown> {
  if (!select) return shown;
  return Object.fromEntries(Object.entries(shown).filter(([name]) => name === 'id' || select.includes(name)));
}

/** The switches that a caller may send: some of each kind. */
export const teamSettings = {
  memberSettings: section('memberSettings'),
  guestSettings: section('guestSettings'),
  messagingSettings: section('messagingSettings'),
  funSettings: section('funSettings'),
};

function section(name: string): z.ZodOptional<z.ZodType<Record<string, boolean | string>>> {
  const known = usualTeamSettings[name] ?? {};
  const value = z.union([z.boolean(), z.enum(['strict', 'moderate'])]);
  return z
    .record(z.string(), value)
    .refine((given) => Object.entries(given).every(([key, one]) => typeof one === typeof known[key]))
    .optional();
}

/** @returns the switches with those that were sent in the place of the old */
export function mergeSettings(settings: TeamSettings, sent: Record<string, unknown>): TeamSettings {
  return Object.fromEntries(
    Object.entries(settings).map(([name, old]) => [
      name,
      { ...old, ...(sent[name] as TeamSettings[string] | undefined) },
    ]),
  );
}
