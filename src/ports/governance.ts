import type { Settings, SettingTemplate } from '../domain/directory-settings.ts';

/**
 * What administrators say about groups, as one caller reaches it.
 * Every method may throw `AppError` as those of `Directory` do.
 */
export interface Governance {
  settingTemplates(): Promise<SettingTemplate[]>;
  settingTemplate(templateId: string): Promise<SettingTemplate>;
  /** What was chosen for the whole organisation, or for one group; nothing where the templates hold. */
  settings(groupId?: string): Promise<Settings[]>;
  /** @throws AppError `settings.gone` */
  settingsById(settingsId: string, groupId?: string): Promise<Settings>;
  /**
   * @param ownerId the group, or the tenant where they are the whole organisation's
   * @param values of every definition of the template
   * @throws AppError `settings.denied`, `settings.exist`, `settings.invalid`
   */
  createSettings(ownerId: string, of: SettingsOwner, wish: Pick<Settings, 'templateId' | 'values'>): Promise<void>;
  /** @param values all of them: what is left out would fall back. @throws AppError as `createSettings`, `settings.gone` */
  changeSettings(settingsId: string, values: Settings['values'], groupId?: string): Promise<void>;
  /** The templates hold again. @throws AppError `settings.denied`, `settings.gone` */
  deleteSettings(settingsId: string, groupId?: string): Promise<void>;
}

export type SettingsOwner = 'organisation' | 'group';
