import { fixedId, groups } from './cast.ts';
import type { TeamRecord } from './records.ts';
import { channelRecord, newTeam } from './team-record.ts';

const made = '2024-09-02T09:30:00Z';

/** Two teams that have more than the General channel. Those of Design Guild are the page's conversations too. */
export const seedTeams: readonly TeamRecord[] = [
  {
    ...newTeam(groups.designGuild, made),
    channels: [
      channelRecord('design-guild-general', 'General', made),
      channelRecord('design-guild-critique', 'Critique', made),
    ],
  },
  engineering(fixedId('group', 'engineering')),
];

function engineering(id: string): TeamRecord {
  const team = newTeam(id, made);
  const channel = (name: string): TeamRecord['channels'][number] => ({
    ...channelRecord(`engineering-${name.toLowerCase()}`, name, made),
    description: `${name} of everybody who builds.`,
  });
  return { ...team, channels: [...team.channels, channel('Incidents'), channel('Releases')] };
}
