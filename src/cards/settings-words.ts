import { isOn, partsOf, type SettingDefinition, type SettingTemplate } from '../domain/directory-settings.ts';

/** How people call settings. What Graph adds later is told by the name that the template has for it. */
const labels: Readonly<Record<string, string>> = {
  EnableGroupCreation: 'Everybody may create groups',
  GroupCreationAllowedGroupId: 'Who may create them where not everybody may',
  PrefixSuffixNamingRequirement: 'Pattern for names',
  CustomBlockedWordsList: 'Words that names must not hold',
  AllowToAddGuests: 'Guests may be added to groups',
  AllowGuestsToAccessGroups: 'Guests reach what is in their groups',
  AllowGuestsToBeGroupOwner: 'Guests may own groups',
  GuestUsageGuidelinesUrl: 'Guidelines for guests',
  ClassificationList: 'Classifications',
  ClassificationDescriptions: 'What the classifications mean',
  DefaultClassification: 'Classification where none is chosen',
  UsageGuidelinesUrl: 'Guidelines for the use of groups',
  EnableMIPLabels: 'Groups can have sensitivity labels',
  NewUnifiedGroupWritebackDefault: 'New groups are written back to the own directory',
  EnableMSStandardBlockedWords: 'Microsoft’s list of blocked words (of no effect any more)',
};

export function settingLabel({ name }: SettingDefinition): string {
  return labels[name] ?? name.replace(/([a-z])(?=[A-Z])/gu, '$1 ');
}

/** A template's definitions, those that people ask for first. */
export function inOrder({ definitions }: SettingTemplate): SettingDefinition[] {
  const names = Object.keys(labels);
  const place = ({ name }: SettingDefinition) => (names.includes(name) ? names.indexOf(name) : names.length);
  return [...definitions].sort((a, b) => place(a) - place(b));
}

/**
 * A value as people say it; not escaped.
 * @param groupNames of the groups that values name, by their id
 */
export function settingWords(
  { type }: SettingDefinition,
  value: string,
  groupNames: Readonly<Record<string, string>>,
): string {
  if (type === 'switch') return isOn(value) ? 'Yes' : 'No';
  if (value === '') return 'Nothing';
  if (type === 'group') return groupNames[value] ?? 'A group that you cannot see, or that is gone';
  return partsOf(value).join(', ') || value;
}

/** For the samples of cards. */
export const sampleTemplate: SettingTemplate = {
  id: '62375ab9-6b52-47ed-826b-58e47e0e304b',
  name: 'Group.Unified',
  description: 'Settings for all Microsoft 365 groups',
  definitions: [
    { name: 'CustomBlockedWordsList', type: 'text', defaultValue: '', description: 'Blocked words' },
    { name: 'EnableGroupCreation', type: 'switch', defaultValue: 'true', description: 'Who creates' },
    { name: 'GroupCreationAllowedGroupId', type: 'group', defaultValue: '', description: 'Who else creates' },
    { name: 'SomethingNewFromGraph', type: 'text', defaultValue: '', description: 'Nobody here knows it' },
  ],
};
