import { z } from 'zod';
import { settingsShownCard } from '../../cards/settings-shown.ts';
import { settingTemplatesCard } from '../../cards/setting-templates.ts';
import { defineOperation } from '../define-operation.ts';
import { settingsNow } from './settings-now.ts';

/**
 * Says what holds for all groups of the organisation: who creates them, how they are called, whether guests come in.
 * @throws AppError `settings.read-denied`
 * @see https://learn.microsoft.com/graph/api/group-list-settings
 */
export const showSettings = defineOperation({
  name: 'settings.show',
  phrases: [
    'group settings',
    'show group settings',
    'settings for groups',
    'directory settings',
    'naming policy',
    'blocked words',
    'who may create groups',
    'which classifications are there',
  ],
  summary: 'Show what your organisation says about all groups: names, guests, who creates them',
  example: 'group settings',
  input: z.object({}),
  scopes: ['GroupSettings.Read.All', 'GroupMember.Read.All'],

  run: (_, services) => settingsNow(undefined, services),
  card: settingsShownCard,
});

/** @see https://learn.microsoft.com/graph/api/groupsettingtemplate-list */
export const listTemplates = defineOperation({
  name: 'settings.templates',
  phrases: ['setting templates', 'settings templates', 'group setting templates', 'which settings are there'],
  summary: 'Show which settings for groups there are',
  example: 'setting templates',
  input: z.object({}),
  scopes: ['GroupSettings.Read.All'],

  run: async (_, { governance }) => ({ templates: await governance.settingTemplates() }),
  card: settingTemplatesCard,
});
