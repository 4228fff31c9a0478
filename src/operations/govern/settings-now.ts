import { settingTemplateIds, valueOf, type Settings, type SettingTemplate } from '../../domain/directory-settings.ts';
import type { Services } from '../operation.ts';
import { unlessRefused } from '../resolve-group.ts';

/** What holds for the groups of the organisation. */
export interface SettingsNow {
  template: SettingTemplate;
  settings?: Settings;
  /** Of the groups that values name, by their id. */
  groupNames: Record<string, string>;
}

/**
 * Template, choices and names in two round trips.
 * @param settingsId of a button; else what was chosen last
 */
export async function settingsNow(settingsId: string | undefined, services: Services): Promise<SettingsNow> {
  const { governance } = services;
  const [template, chosen] = await Promise.all([
    governance.settingTemplate(settingTemplateIds.organisation),
    settingsId === undefined ? organisationSettings(services) : governance.settingsById(settingsId),
  ]);
  const ids = template.definitions
    .filter(({ type }) => type === 'group')
    .map((definition) => valueOf(definition, chosen))
    .filter((id) => id !== '');
  return { template, ...(chosen && { settings: chosen }), groupNames: await namesOf(ids, services) };
}

/** The list holds settings of other kinds too. */
export async function organisationSettings({ governance }: Services): Promise<Settings | undefined> {
  return (await governance.settings()).find(({ templateId }) => templateId === settingTemplateIds.organisation);
}

/** A group that is gone or hidden has no name here. */
export async function namesOf(ids: readonly string[], { directory }: Services): Promise<Record<string, string>> {
  const found = await Promise.all(ids.map((id) => unlessRefused(directory.group(id))));
  return Object.fromEntries(found.flatMap((group) => (group ? [[group.id, group.displayName]] : [])));
}
