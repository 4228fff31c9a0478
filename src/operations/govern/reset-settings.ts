import { z } from 'zod';
import { settingsConfirmCard, type SettingsConfirm } from '../../cards/settings-confirm.ts';
import { settingsToldCard, type SettingsTold } from '../../cards/settings-told.ts';
import { AppError } from '../../domain/errors.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, maybeGroupName } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { groupBeside } from '../side-by-side.ts';
import { letsGuestsIn, ownSettings } from './guest-settings.ts';
import { organisationSettings } from './settings-now.ts';

type Resetting = { ask: SettingsConfirm } | { told: SettingsTold; changedId: string };

/**
 * Forgets what was chosen, for the organisation or for one group, after saying what holds then.
 * @throws AppError `settings.none`, `settings.denied`, `settings.gone`
 * @see https://learn.microsoft.com/graph/api/groupsetting-delete
 */
export const resetSettings = defineOperation({
  name: 'settings.reset',
  phrases: ['reset group settings', 'reset the group settings', 'reset settings for groups', 'delete group settings'],
  isDestructive: true,
  role: 'groups',
  summary: 'Let Microsoft’s own settings for groups hold again (administrators)',
  example: 'reset group settings',
  input: z.object({
    group: maybeGroupName,
    settings: z.guid({ error: 'This button is broken. Ask for “group settings” again.' }).optional(),
    confirmed,
  }),
  scopes: ['GroupSettings.ReadWrite.All', 'GroupMember.Read.All'],

  async run({ group: wanted, settings: settingsId, confirmed: answer }, services): Promise<Resetting> {
    const { governance } = services;
    const { group, settings, isOpenToGuests } = await chosenFor(wanted, services);
    if (!settings) throw nothingChosen();
    // A button that is older than the settings it was drawn for asks again.
    if (answer !== 'yes' || settings.id !== settingsId)
      return { ask: { what: 'reset', settings, ...(group && { group }) } };
    await governance.deleteSettings(settings.id, group?.id);
    const told = group
      ? ({ what: 'guests', group, organisation: isOpenToGuests } as const)
      : ({ what: 'reset' } as const);
    return { told, changedId: settings.id };
  },
  changes: (resetting) => ('told' in resetting ? { outcome: 'done', groupId: resetting.changedId } : undefined),
  card: (resetting, reader) =>
    'ask' in resetting ? settingsConfirmCard(resetting.ask, reader) : settingsToldCard(resetting.told, reader),
});

/** What was chosen for a group or, where none is named, for the organisation, and what holds for guests without it. */
async function chosenFor(wanted: string, services: Services) {
  if (wanted === '') return { settings: await organisationSettings(services), isOpenToGuests: true };
  const { group, beside } = await groupBeside(services.directory, wanted, (id) =>
    Promise.all([ownSettings(id, services), organisationSettings(services)]),
  );
  const [settings, organisation] = await beside();
  return { group, settings, isOpenToGuests: letsGuestsIn(organisation) };
}

function nothingChosen(): AppError {
  return new AppError('conflict', {
    code: 'settings.none',
    advice: 'Nothing was chosen here, so there is nothing to reset.',
  });
}
