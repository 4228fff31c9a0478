import { roleNeeded } from '../domain/entra-roles.ts';
import { valueOf, type Settings, type SettingTemplate } from '../domain/directory-settings.ts';
import { defineCard, executeAction, openDialog } from './define-card.ts';
import { rowsView } from './rows.ts';
import { guild } from './samples.ts';
import { inOrder, sampleTemplate, settingLabel, settingWords } from './settings-words.ts';

export interface SettingsShown {
  template: SettingTemplate;
  /** Absent where nothing was chosen. */
  settings?: Settings;
  /** Of the groups that values name, by their id. */
  groupNames: Readonly<Record<string, string>>;
}

export const sampleSettings: Settings = {
  id: '33333333-0000-4000-8000-000000000002',
  templateId: sampleTemplate.id,
  values: {
    EnableGroupCreation: 'false',
    GroupCreationAllowedGroupId: guild.id,
    CustomBlockedWordsList: 'CEO,**Payroll**,<at>Everyone</at>',
  },
};

/** What holds for all groups of the organisation, in words. */
export const settingsShownCard = defineCard<SettingsShown>('rows', {
  samples: {
    chosen: {
      template: sampleTemplate,
      settings: sampleSettings,
      groupNames: { [guild.id]: guild.displayName },
    },
    strange: { template: sampleTemplate, settings: sampleSettings, groupNames: {} },
    nothing: { template: sampleTemplate, groupNames: {} },
  },
  text: () => 'Settings for groups of the organisation',
  view: ({ template, settings, groupNames }) =>
    rowsView({
      title: 'Settings for groups',
      sentence: settings
        ? 'This is what your organisation has chosen for all Microsoft 365 groups.'
        : 'Your organisation has chosen nothing, so Microsoft’s own settings hold.',
      rows: [
        ...inOrder(template).map((definition) => ({
          name: settingLabel(definition),
          text: settingWords(definition, valueOf(definition, settings), groupNames),
        })),
        { name: 'Who may change this', text: roleNeeded('groups') },
      ],
      actions: [
        openDialog('Change…', 'settings.change', settings ? { settings: settings.id } : {}),
        ...(settings ? [executeAction('Reset', 'settings.reset', { settings: settings.id })] : []),
        executeAction('All templates', 'settings.templates', {}),
      ],
    }),
});
