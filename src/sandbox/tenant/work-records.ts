/** What groups and people work on: plans, notebooks, files, sites, extensions, and what apps may do with them. */

export interface PlanRecord {
  id: string;
  /** The group that it belongs to; its members see it. */
  groupId: string;
  title: string;
  createdDateTime: string;
  /** Null for an app. */
  createdBy: string | null;
  revision: number;
}

export interface BucketRecord {
  id: string;
  planId: string;
  name: string;
  orderHint: string;
  revision: number;
}

/** Somebody who is to do a task. */
export interface AssignmentRecord {
  assignedBy: string | null;
  assignedDateTime: string;
  orderHint: string;
}

export interface TaskRecord {
  id: string;
  planId: string;
  bucketId: string | null;
  title: string;
  orderHint: string;
  assigneePriority: string;
  /** 0 to 100. */
  percentComplete: number;
  /** 0 (most urgent) to 10. */
  priority: number;
  startDateTime: string | null;
  dueDateTime: string | null;
  createdDateTime: string;
  createdBy: string | null;
  completedDateTime: string | null;
  completedBy: string | null;
  /** By the id of the person. */
  assignments: Record<string, AssignmentRecord>;
  /** Names of the categories that are set, `category1` to `category25`. */
  categories: string[];
  details: TaskDetails;
  revision: number;
}

export interface TaskDetails {
  description: string;
  previewType: 'automatic' | 'noPreview' | 'checklist' | 'description' | 'reference';
  /** By an id that the client makes. */
  checklist: Record<string, { title: string; isChecked: boolean; orderHint: string; lastModifiedDateTime: string }>;
  revision: number;
}

/** Whose something is: a group's or a person's. */
export interface OwnedBy {
  ownerType: 'group' | 'user';
  ownerId: string;
}

export interface NotebookRecord extends OwnedBy {
  id: string;
  displayName: string;
  createdDateTime: string;
  lastModifiedDateTime: string;
  createdBy: string | null;
}

/** A file or a folder of a document library. */
export interface FileRecord extends OwnedBy {
  id: string;
  /** The folder that it lies in; null for the root. */
  parentId: string | null;
  name: string;
  /** Bytes; of a folder what is in it is counted when it is shown. */
  size: number;
  /** Null for a folder. */
  mimeType: string | null;
  createdDateTime: string;
  lastModifiedDateTime: string;
  createdBy: string | null;
}

/** A site below the one of a group. */
export interface SubsiteRecord {
  id: string;
  groupId: string;
  name: string;
  displayName: string;
  description: string;
  createdDateTime: string;
  lastModifiedDateTime: string;
}

/** A list of a group's site, besides those that every site has. */
export interface ListRecord {
  id: string;
  groupId: string;
  name: string;
  displayName: string;
  template: string;
  createdDateTime: string;
  lastModifiedDateTime: string;
}

/** Untyped data that an app keeps with something. */
export interface ExtensionRecord {
  /** Where it is kept and its name, so that one name is there once. */
  id: string;
  /** Such as `groups/{id}` or `groups/{id}/events/{id}`. */
  place: string;
  extensionName: string;
  values: Record<string, unknown>;
}

/** What a schema extension says that values of it may look like. */
export interface SchemaRecord {
  /** With the prefix that makes it unique. */
  id: string;
  description: string;
  targetTypes: string[];
  status: 'InDevelopment' | 'Available' | 'Deprecated';
  /** Client id of the app that it belongs to. */
  owner: string;
  properties: { name: string; type: string }[];
}

/** Values of schema extensions that a group has, by the id of the extension. The record's id is the group's. */
export interface SchemaValuesRecord {
  id: string;
  values: Record<string, Record<string, unknown>>;
}

/** Licences of a group or a person; the id is theirs. */
export interface LicenceRecord {
  id: string;
  licences: { skuId: string; disabledPlans: string[] }[];
}

/** An app role that a group has. */
export interface AppRoleRecord {
  id: string;
  groupId: string;
  appRoleId: string;
  resourceId: string;
  createdDateTime: string;
}

/** What an app that is installed in a group may do there. */
export interface GrantRecord {
  id: string;
  groupId: string;
  clientId: string;
  clientAppId: string;
  resourceAppId: string;
  permissionType: 'Application' | 'Delegated';
  permission: string;
}

/** Every kind, by the word under which it is stored. */
export interface WorkRecords {
  plan: PlanRecord;
  bucket: BucketRecord;
  task: TaskRecord;
  notebook: NotebookRecord;
  file: FileRecord;
  subsite: SubsiteRecord;
  list: ListRecord;
  extension: ExtensionRecord;
  schema: SchemaRecord;
  schemaValues: SchemaValuesRecord;
  licence: LicenceRecord;
  appRole: AppRoleRecord;
  grant: GrantRecord;
}

export type WorkSeed = { readonly [Kind in keyof WorkRecords]: readonly WorkRecords[Kind][] };
