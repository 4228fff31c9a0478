/** Templates of directory settings: which values there are, and what holds when nothing is set. */
export interface SettingTemplate {
  id: string;
  displayName: string;
  description: string;
  values: {
    name: string;
    type: 'System.Boolean' | 'System.Guid' | 'System.String';
    defaultValue: string;
    description: string;
  }[];
}

/** Ids of the two templates for groups; they are the same in every organisation. */
export const templateIds = {
  /** Group.Unified: the whole organisation. */
  unified: '62375ab9-6b52-47ed-826b-58e47e0e304b',
  /** Group.Unified.Guest: one Microsoft 365 group. */
  guest: '08d542b9-071f-4e16-94b0-74abb372e3d9',
} as const;

type Row = readonly [name: string, type: 'Boolean' | 'Guid' | 'String', defaultValue: string, description: string];

const unified: readonly Row[] = [
  [
    'NewUnifiedGroupWritebackDefault',
    'Boolean',
    'true',
    'Whether new groups are written back to on-premises directories.',
  ],
  ['EnableMIPLabels', 'Boolean', 'false', 'Whether sensitivity labels can be given to groups.'],
  ['CustomBlockedWordsList', 'String', '', 'Words that names of groups must not hold, separated by commas.'],
  ['EnableMSStandardBlockedWords', 'Boolean', 'false', 'Kept for old clients; has no effect.'],
  [
    'ClassificationDescriptions',
    'String',
    '',
    'Descriptions of the classifications, as name:description, separated by commas.',
  ],
  ['DefaultClassification', 'String', '', 'The classification of a group for which none is given.'],
  ['PrefixSuffixNamingRequirement', 'String', '', 'What names of groups begin and end with.'],
  ['AllowGuestsToBeGroupOwner', 'Boolean', 'false', 'Whether guests can own groups.'],
  ['AllowGuestsToAccessGroups', 'Boolean', 'true', 'Whether guests reach what is in a group.'],
  ['GuestUsageGuidelinesUrl', 'String', '', 'Address of the guidelines for guests.'],
  ['GroupCreationAllowedGroupId', 'Guid', '', 'The group whose members can create groups when not everybody can.'],
  ['AllowToAddGuests', 'Boolean', 'true', 'Whether guests can be added to groups.'],
  ['UsageGuidelinesUrl', 'String', '', 'Address of the guidelines for the use of groups.'],
  ['ClassificationList', 'String', '', 'Classifications that a group can have, separated by commas.'],
  ['EnableGroupCreation', 'Boolean', 'true', 'Whether everybody can create Microsoft 365 groups.'],
];

const guest: readonly Row[] = [['AllowToAddGuests', 'Boolean', 'true', 'Whether guests can be added to this group.']];

export const settingTemplates: readonly SettingTemplate[] = [
  template(templateIds.unified, 'Group.Unified', 'Settings for all Microsoft 365 groups of the organisation', unified),
  template(templateIds.guest, 'Group.Unified.Guest', 'Settings for one Microsoft 365 group', guest),
];

function template(id: string, displayName: string, description: string, rows: readonly Row[]): SettingTemplate {
  const values = rows.map(([name, type, defaultValue, about]) => ({
    name,
    type: `System.${type}` as const,
    defaultValue,
    description: about,
  }));
  return { id, displayName, description, values };
}
