import { fixedId, groups } from './cast.ts';
import type { SettingRecord } from './records.ts';
import { settingTemplates, templateIds } from './templates.ts';

/** Where the organisation differs from the templates. */
const chosen: Record<string, string> = {
  PrefixSuffixNamingRequirement: '[GroupName] [Department]',
  CustomBlockedWordsList: 'CEO,Payroll,Confidential,Tessaly Official',
  ClassificationList: 'Public,Internal,Confidential',
  ClassificationDescriptions: 'Public:Anybody may see it,Internal:For everybody who works here,Confidential:For few',
  DefaultClassification: 'Internal',
  EnableGroupCreation: 'false',
  GroupCreationAllowedGroupId: groups.launchRoom,
  UsageGuidelinesUrl: 'https://tessaly.example/groups',
};

/**
 * Names end with the department of whoever gives them, some words are blocked, and besides administrators only the people
 * of Launch Room create Microsoft 365 groups: Mirela may, Wren may not.
 */
export const seedSettings: readonly SettingRecord[] = [
  {
    id: fixedId('setting', 'unified'),
    templateId: templateIds.unified,
    groupId: null,
    values: (settingTemplates[0]?.values ?? []).map(({ name, defaultValue }) => ({
      name,
      value: chosen[name] ?? defaultValue,
    })),
  },
];
