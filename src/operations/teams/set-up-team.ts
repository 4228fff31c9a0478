import { z } from 'zod';
import { groupEditedCard, type GroupEdited } from '../../cards/group-edited.ts';
import { teamSettingsFormCard, type TeamSettingsForm } from '../../cards/team-settings-form.ts';
import { gifRatings, teamSwitches, type TeamSettings, type TeamSwitch } from '../../domain/team-settings.ts';
import { asOwner } from '../as-owner.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, groupName } from '../inputs.ts';
import { teamBeside } from './team-of.ts';

type Setting = { form: TeamSettingsForm } | { edited: GroupEdited };

const broken = { error: 'This form is broken. Ask again with “team settings of”.' };
const toggle = z
  .enum(['true', 'false'], broken)
  .transform((value) => value === 'true')
  .optional();
const toggles = Object.fromEntries(teamSwitches.map((one) => [one, toggle])) as Record<TeamSwitch, typeof toggle>;

/**
 * Says what members and guests may do in a team, what happens to messages, and how much fun there is.
 * @throws AppError `group.not-owner`, `team.none`, `team.read-denied`
 * @see https://learn.microsoft.com/graph/api/team-update
 */
export const setUpTeam = defineOperation({
  name: 'team.settings',
  phrases: [
    'team settings of',
    'team settings for',
    'team settings',
    'set up team',
    'settings of the team',
    'edit team',
  ],
  summary: 'Say what members and guests may do in a team',
  example: 'team settings of Design Guild',
  argument: 'group',
  input: z.object({ group: groupName, ...toggles, gifRating: z.enum(gifRatings, broken).optional(), confirmed }),
  scopes: ['TeamSettings.ReadWrite.All', 'GroupMember.Read.All'],
  dialog: { title: 'Team settings', size: 'large' },

  async run({ group: wanted, confirmed: answer, ...typed }, services): Promise<Setting> {
    const { group, found: now } = await teamBeside(wanted, services, (id) => services.teams.settings(id));
    if (answer !== 'yes') return { form: { group, settings: now } };

    const changes = different(typed, now);
    const isChanged = Object.keys(changes).length > 0;
    if (isChanged) await asOwner(group, services, () => services.teams.changeSettings(group.id, changes));
    const before: Record<string, string> = {};
    for (const key of Object.keys(changes)) before[key] = String(now[key as keyof TeamSettings]);
    const data = { group: group.id, ...before, confirmed: 'yes' };
    const undo = { verb: 'team.settings', data };
    return { edited: { group, changed: isChanged ? ['team settings'] : [], undo } };
  },
  changes: (setting) =>
    'edited' in setting && setting.edited.changed.length > 0
      ? { outcome: 'done', groupId: setting.edited.group.id }
      : undefined,
  card: (setting, reader) =>
    'form' in setting ? teamSettingsFormCard(setting.form, reader) : groupEditedCard(setting.edited, reader),
});

function different(
  typed: { [Key in keyof TeamSettings]?: TeamSettings[Key] | undefined },
  now: TeamSettings,
): Partial<TeamSettings> {
  const changed = Object.entries(typed).filter(
    ([key, value]) => value !== undefined && value !== now[key as keyof TeamSettings],
  );
  return Object.fromEntries(changed);
}
