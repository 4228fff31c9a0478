import type { Extension, ExtensionValue, SchemaExtension } from '../domain/extensions.ts';
import type {
  AppAssignment,
  AppGrant,
  GroupLicence,
  GroupLicences,
  OrganisationApp,
  Sku,
} from '../domain/group-apps.ts';
import type { GroupNews, NewsPlace } from '../domain/group-news.ts';
import type { Group } from '../domain/groups.ts';
import type { Page } from './directory.ts';
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
  /** What the organisation has bought. @throws AppError `licence.read-denied` */
  skus(): Promise<Sku[]>;
  licencesOf(groupId: string): Promise<GroupLicences>;
  /** Groups with members whom a licence of the group does not reach. */
  groupsWithLicenceErrors(options: { pageSize: number; next?: string }): Promise<Page<Group>>;
  /** Takes the place of the same licence with other plans. @throws AppError `licence.denied`, `licence.refused` */
  assignLicence(groupId: string, licence: GroupLicence): Promise<void>;
  /** @throws AppError `licence.denied`, `licence.refused` when the group does not have it */
  removeLicence(groupId: string, skuId: string): Promise<void>;
  /** Apps of the organisation; the first hundred. @throws AppError `app.read-denied` */
  apps(): Promise<OrganisationApp[]>;
  appsOf(groupId: string): Promise<AppAssignment[]>;
  /** What apps may do in the group itself. */
  grantsOf(groupId: string): Promise<AppGrant[]>;
  /** @throws AppError `app.denied`, `app.already-present` */
  giveApp(groupId: string, role: { appId: string; roleId: string }): Promise<void>;
  /** @throws AppError `app.denied`, `app.gone` */
  takeApp(groupId: string, assignmentId: string): Promise<void>;
  /** Open extensions: what apps keep with a group. */
  extensionsOf(groupId: string): Promise<Extension[]>;
  /** @throws AppError `extension.not-found` */
  extension(groupId: string, name: string): Promise<Extension>;
  /** @throws AppError `extension.denied`, `extension.refused` also when there is one of this name */
  createExtension(groupId: string, extension: Extension): Promise<void>;
  /** Null takes a value away, and what is not named stays. @throws AppError `extension.denied`, `extension.refused` */
  changeExtension(groupId: string, extension: Extension): Promise<void>;
  /** @throws AppError `extension.denied`, `extension.not-found` */
  deleteExtension(groupId: string, name: string): Promise<void>;
  schemas(options: { pageSize: number; next?: string }): Promise<Page<SchemaExtension>>;
  schema(id: string): Promise<SchemaExtension | undefined>;
  /** For groups. @throws AppError `schema.denied`, `schema.exists`, `extension.refused` */
  createSchema(tenantId: string, schema: Pick<SchemaExtension, 'id' | 'description' | 'properties'>): Promise<void>;
  schemaValues(groupId: string, schema: SchemaExtension): Promise<Record<string, ExtensionValue>>;
  /** Null takes a value away, and what is not named stays. @throws AppError `extension.denied`, `extension.refused` */
  setSchemaValues(groupId: string, schemaId: string, values: Record<string, ExtensionValue>): Promise<void>;
  /** Where the stream of changes stands now; opaque. */
  newsPlace(): Promise<string>;
  /**
   * What changed since a place, and where the stream stands then.
   * @throws AppError `delta.expired` when it is too long ago
   */
  newsSince(place: NewsPlace): Promise<{ news: GroupNews[]; token: string }>;
}

export type SettingsOwner = 'organisation' | 'group';
