import { roleNeeded } from '../domain/entra-roles.ts';
import {
  isOn,
  valueOf,
  type SettingDefinition,
  type Settings,
  type SettingTemplate,
} from '../domain/directory-settings.ts';
import { defineCard, executeAction } from './define-card.ts';
import { formView, type Field } from './form.ts';
import { guild } from './samples.ts';
import { sampleSettings } from './settings-shown.ts';
import { inOrder, sampleTemplate, settingLabel } from './settings-words.ts';

export interface SettingsForm {
  template: SettingTemplate;
  settings?: Settings;
  /** What was typed, by the names of the template; what holds now where absent. */
  typed?: Readonly<Record<string, string>>;
  groupNames: Readonly<Record<string, string>>;
  problems?: Readonly<Record<string, string>>;
}

/** What is longer is not offered: a card holds little, and a field that cuts its value off would lose the rest. */
export const longestSetting = 2_000;

/** The key under which a form sends the value of a setting. */
export function settingKey(name: string): string {
  return `set_${name}`;
}

/** A form with a field for each setting that the template has. */
export const settingsFormCard = defineCard<SettingsForm>('form', {
  samples: {
    first: { template: sampleTemplate, groupNames: {} },
    chosen: { template: sampleTemplate, settings: sampleSettings, groupNames: { [guild.id]: guild.displayName } },
    wrong: {
      template: sampleTemplate,
      settings: sampleSettings,
      typed: { GroupCreationAllowedGroupId: 'Nobody' },
      groupNames: {},
      problems: { GroupCreationAllowedGroupId: 'There is no group called “Nobody”.' },
    },
  },
  asks: () => true,
  text: () => 'Change the settings for groups',
  view: (form) =>
    formView({
      title: 'Change the settings for groups',
      sentence: `They hold for the whole organisation; what changes is asked before it is saved. ${roleNeeded('groups')}`,
      fields: inOrder(form.template)
        .filter((definition) => valueOf(definition, form.settings).length <= longestSetting)
        .map((definition) => fieldOf(definition, form)),
      send: {
        title: 'Go on',
        verb: 'settings.change',
        data: { ...(form.settings && { settings: form.settings.id }), filled: 'yes' },
      },
      others: [executeAction('Leave as it is', 'settings.show', {})],
    }),
});

function fieldOf(
  definition: SettingDefinition,
  { settings, typed = {}, groupNames, problems = {} }: SettingsForm,
): Field {
  const { name, type } = definition;
  const now = valueOf(definition, settings);
  const value = typed[name] ?? (type === 'group' ? (groupNames[now] ?? '') : now);
  const common = { id: settingKey(name), label: settingLabel(definition), problem: problems[name] };
  if (type === 'switch') return { ...common, kind: 'toggle', value: isOn(value), title: 'Yes' };
  const placeholder = type === 'group' ? 'Name of a group' : '';
  return { ...common, kind: 'text', value, maxLength: longestSetting, isMultiline: type === 'text', placeholder };
}
