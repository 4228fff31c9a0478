import type { SettingDefinition, Settings } from '../domain/directory-settings.ts';
import type { Group } from '../domain/groups.ts';
import { confirmView } from './confirm.ts';
import { defineCard } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { guild } from './samples.ts';
import { settingKey } from './settings-form.ts';
import { sampleSettings } from './settings-shown.ts';
import { sampleTemplate, settingLabel, settingWords } from './settings-words.ts';

/** A setting that becomes another. */
export interface SettingChange {
  definition: SettingDefinition;
  value: string;
}

export type SettingsConfirm =
  | {
      what: 'change';
      settings?: Settings;
      changes: readonly SettingChange[];
      groupNames: Readonly<Record<string, string>>;
    }
  /** Without a group, those of the organisation. */
  | { what: 'reset'; settings: Settings; group?: Pick<Group, 'id' | 'displayName'> };

const [blocked, creation] = sampleTemplate.definitions;

/** What becomes different for everybody, before it does. */
export const settingsConfirmCard = defineCard<SettingsConfirm>('confirm', {
  samples: {
    change: {
      what: 'change',
      settings: sampleSettings,
      changes: [
        ...(blocked ? [{ definition: blocked, value: 'CEO' }] : []),
        ...(creation ? [{ definition: creation, value: 'true' }] : []),
      ],
      groupNames: {},
    },
    reset: { what: 'reset', settings: sampleSettings },
    resetGroup: { what: 'reset', settings: sampleSettings, group: guild },
  },
  asks: () => true,
  text: (data) => titleOf(data, plain),
  view: (data) =>
    confirmView({
      title: titleOf(data, escapeText),
      sentence: sentenceOf(data),
      ...(data.what === 'change' && { facts: factsOf(data) }),
      yes: yesOf(data),
      no:
        data.what === 'reset' && data.group
          ? { title: 'Leave as it is', verb: 'settings.of-group', data: { group: data.group.id } }
          : { title: 'Leave as it is', verb: 'settings.show', data: {} },
    }),
});

function titleOf(data: SettingsConfirm, show: (text: string, maxLength: number) => string): string {
  if (data.what === 'change') return 'Change this for the whole organisation?';
  return data.group ? `Reset the settings of ${show(data.group.displayName, 120)}?` : 'Reset the settings for groups?';
}

function sentenceOf(data: SettingsConfirm): string {
  if (data.what === 'change')
    return 'It holds for every Microsoft 365 group from now on. Groups that are there already keep their names and guests.';
  return data.group
    ? 'What the organisation says about guests holds for it again.'
    : 'Everything that your organisation has chosen is forgotten, the pattern for names and blocked words too, and Microsoft’s own settings hold: everybody may create groups.';
}

function factsOf({ changes, groupNames }: Extract<SettingsConfirm, { what: 'change' }>) {
  return changes.map(({ definition, value }) => ({
    title: settingLabel(definition),
    value: escapeText(settingWords(definition, value, groupNames), 300),
  }));
}

function yesOf(data: SettingsConfirm): { title: string; verb: string; data: Record<string, unknown> } {
  const id = data.settings && { settings: data.settings.id };
  if (data.what === 'reset')
    return { title: 'Reset', verb: 'settings.reset', data: { ...id, ...(data.group && { group: data.group.id }) } };
  const values = data.changes.map(({ definition, value }) => [settingKey(definition.name), value]);
  return {
    title: 'Save for everybody',
    verb: 'settings.change',
    data: { ...id, ...(Object.fromEntries(values) as Record<string, string>), filled: 'yes' },
  };
}
