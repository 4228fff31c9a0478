import { z } from 'zod';
import { settingsToldCard, type SettingsTold } from '../../cards/settings-told.ts';
import { guestSwitch, isOn, settingTemplateIds, type Settings } from '../../domain/directory-settings.ts';
import { AppError } from '../../domain/errors.ts';
import type { Group } from '../../domain/groups.ts';
import { defineOperation } from '../define-operation.ts';
import { groupName } from '../inputs.ts';
import type { Operation, Services } from '../operation.ts';
import { resolveGroup } from '../resolve-group.ts';
import { organisationSettings } from './settings-now.ts';

type Guests = Extract<SettingsTold, { what: 'guests' }>;

/**
 * Says whether guests may be added to a group, and who has chosen so.
 * @throws AppError `settings.wrong-kind`, `settings.read-denied`
 * @see https://learn.microsoft.com/graph/api/group-list-settings
 */
export const groupGuests = defineOperation({
  name: 'settings.of-group',
  phrases: ['guest settings of', 'guest access of', 'guest access to', 'may guests join', 'can guests join'],
  summary: 'Show whether guests may be added to a group',
  example: 'guest settings of Design Guild',
  argument: 'group',
  input: z.object({ group: groupName }),
  scopes: ['GroupSettings.Read.All', 'GroupMember.Read.All'],

  run: async ({ group: wanted }, services) => guestsOf(await groupWithSettings(wanted, services), services),
  card: settingsToldCard,
});

/** Lets guests into one group, or keeps them out of it. */
function choosing(
  value: boolean,
  { name, phrases, summary, example }: Pick<Operation, 'name' | 'phrases' | 'summary' | 'example'>,
): Operation {
  return defineOperation({
    name,
    phrases,
    role: 'groups',
    summary,
    example,
    argument: 'group',
    input: z.object({ group: groupName }),
    scopes: ['GroupSettings.ReadWrite.All', 'GroupMember.Read.All'],

    async run({ group: wanted }, services): Promise<Guests> {
      const { governance } = services;
      const group = await groupWithSettings(wanted, services);
      const [settings, before] = await Promise.all([ownSettings(group.id, services), guestsOf(group, services)]);
      if (before.own === value) return before;
      const values = { ...settings?.values, [guestSwitch]: String(value) };
      if (settings) await governance.changeSettings(settings.id, values, group.id);
      else await governance.createSettings(group.id, 'group', { templateId: settingTemplateIds.group, values });
      return { ...before, own: value, isNew: true };
    },
    changes: ({ group, isNew }) => (isNew ? { outcome: 'done', groupId: group.id } : undefined),
    card: settingsToldCard,
  });
}

/**
 * @throws AppError `settings.wrong-kind`, `settings.denied`
 * @see https://learn.microsoft.com/graph/api/group-post-settings
 */
export const allowGuests = choosing(true, {
  name: 'settings.allow-guests',
  phrases: ['let guests into', 'allow guests in', 'allow guests into'],
  summary: 'Let guests be added to a group (administrators)',
  example: 'allow guests in Design Guild',
});

/** @throws AppError as `allowGuests` */
export const refuseGuests = choosing(false, {
  name: 'settings.refuse-guests',
  phrases: ['keep guests out of', 'block guests from', 'allow no guests in', 'no guests in'],
  summary: 'Keep guests out of a group (administrators)',
  example: 'keep guests out of Design Guild',
});

async function groupWithSettings(wanted: string, { directory }: Services): Promise<Group> {
  const group = await resolveGroup(directory, wanted);
  if (group.kind === 'microsoft365') return group;
  throw new AppError('denied', {
    code: 'settings.wrong-kind',
    advice: `“${group.displayName}” has no settings of its own: only Microsoft 365 groups have.`,
  });
}

/** What the organisation says of guests where a group says nothing. */
export function letsGuestsIn(organisation: Settings | undefined): boolean {
  return isOn(organisation?.values[guestSwitch] ?? 'true');
}

export async function ownSettings(groupId: string, { governance }: Services): Promise<Settings | undefined> {
  return (await governance.settings(groupId)).find(({ templateId }) => templateId === settingTemplateIds.group);
}

/** What holds for guests, and who has chosen so. */
export async function guestsOf(group: Group, services: Services): Promise<Guests> {
  const [own, organisation] = await Promise.all([ownSettings(group.id, services), organisationSettings(services)]);
  const chosen = own?.values[guestSwitch];
  return {
    what: 'guests',
    group,
    ...(chosen !== undefined && { own: isOn(chosen) }),
    organisation: letsGuestsIn(organisation),
  };
}
